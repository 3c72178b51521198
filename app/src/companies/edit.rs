//! The page for changing a company's data.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use records::{AppError, Uuid, companies::Company};

use super::{
    api::{self, ReadCard},
    fields::{CompanyFields, KEYS, change},
};
use crate::{
    access::{Session, for_writers},
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{Conflict, PageHead, Problem, Skeleton, Submission, Submit, Toasts, Trouble, by_key, effect, part},
    location::Location,
    rest::{call, tell},
    route::Page,
};

/// The page for changing a company's data. It is read once: what one types is never overwritten.
#[component]
pub(crate) fn EditCompany(id: Uuid) -> impl IntoView {
    let session = Session::get();
    let read = RwSignal::new(None::<Result<Company, AppError>>);
    let ask = move || {
        spawn_local(async move {
            let card = call(ReadCard { id }).await.map(|card| card.company);
            if let Err(error) = &card {
                session.notice(error);
            }
            read.try_set(Some(card));
        });
    };
    // Asked again after signing in, unless it is there already.
    effect(move || {
        session.version();
        if !matches!(read.get_untracked(), Some(Ok(_))) {
            ask();
        }
    });
    let content = part(move || match read.get() {
        Some(Ok(company)) => for_writers(move || view! { <EditForm company /> }),
        Some(Err(error)) => view! { <Problem error again=move |()| ask() /> }.into_any(),
        None => view! { <Skeleton /> }.into_any(),
    });
    view! {
        <PageHead title=tr(|t| t.edit_company) />
        {content}
    }
}

#[component]
fn EditForm(company: Company) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let id = company.id;
    let fields = CompanyFields::of(&company.data);
    let known = fields.known(&company.data, company.revision);
    let keeper = Keeper::new(&format!("company.{id}"), known);
    let location = Location::get();
    let send = move || {
        let answer = keeper.saving(tell(api::EditCompany { id, change: change(known) }));
        submission.run(answer, move |()| {
            toasts.say(i18n.texts().saved);
            location.go(&Page::Company(id).path());
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        {keeper.view()}
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission />
            {fields.view(submission)}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.save) />
                {keeper.cancel(Page::Company(id).path())}
            </div>
        </form>
        <Conflict submission known read=by_key(KEYS) again=move |()| send() />
    }
}
