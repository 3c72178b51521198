//! The page for changing the live settings of an event type. They are read once: what one types is never overwritten.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    Uuid,
    event_types::{Draft, EventType},
};

use super::{
    super::api::{ChangeSettings, ReadDraft},
    of_type,
    settings::{Settings, at_fields, read, texts},
};
use crate::{
    catalogue::Catalogue,
    i18n::{I18n, tr, trt},
    kept::Keeper,
    kit::{About, Conflict, Known, Loaded, PageHead, Submission, Submit, Toasts, Trouble, load},
    location::Location,
    rest::{call, tell},
    route::Page,
};

/// The page for changing the live settings of an event type.
#[component]
pub(crate) fn EditEventType(id: Uuid) -> impl IntoView {
    let read = load(move || call(ReadDraft { key: id.to_string() }));
    // Signing in anew reads anew; the form stays.
    let form = move |read: Signal<(EventType, Draft)>| {
        let (of, _) = read.get_untracked();
        view! { <EditForm of /> }
    };
    let page = move || {
        view! {
            <PageHead title=trt(|t| t.edit_type) under=of_type(id) />
            <Loaded of=read then=form />
        }
        .into_any()
    };
    view! { <About of=read needs=Catalogue::get().types_known() page=Box::new(page) /> }
}

#[component]
fn EditForm(of: EventType) -> impl IntoView {
    let (i18n, toasts, location) = (I18n::get(), Toasts::get(), Location::get());
    let submission = Submission::new();
    let (id, name) = (of.id, of.name.clone());
    let before = texts(&of);
    let settings = Settings::of(&before);
    let known = Known::new(settings.slots(), before, of.revision);
    let keeper = Keeper::new(&format!("type.{id}.settings"), known);
    let send = Callback::new(move |()| {
        let change = settings.change(known, &name);
        let answer = tell(ChangeSettings { key: id.to_string(), change });
        let answer = keeper.saving(async move { answer.await.map_err(at_fields) });
        submission.run(answer, move |()| {
            toasts.say(i18n.texts().saved);
            location.go(&Page::EventType(id).path());
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        {keeper.view()}
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission />
            {settings.view(submission, ().into_any(), true)}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.save) />
                {keeper.cancel(Page::EventType(id).path())}
            </div>
        </form>
        <Conflict submission known read=Box::new(read) again=send />
    }
}
