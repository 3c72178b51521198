//! The page of one event: all of it, and its log.

use forms::Form;
use leptos::prelude::*;
use records::{
    AppError, Uuid,
    event_types::{Links, SettlementLine},
    events::{Event, LogEntry, Source},
    users::Role,
};

use super::{
    api::{ReadEvent, ReadLog},
    cancel::CancelDialog,
    log::event_log,
    rows::is_added_today,
    settled::Settled,
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    event_types::api::ReadVersion,
    form::ReadValues,
    i18n::{I18n, Texts, tr},
    kit::{About, Loaded, PageHead, TypeDot, load, part, when},
    live::Live,
    rest::call,
    route::Page,
    time::When,
};

/// An event with what is needed to show it.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) event: Event,
    log: Vec<LogEntry>,
    /// The form of the event's version, what is settled in it, and what it links.
    pub(super) form: Option<Form>,
    pub(super) lines: Vec<SettlementLine>,
    pub(super) links: Links,
}

/// The page of one event.
#[component]
pub(crate) fn EventPage(id: Uuid) -> impl IntoView {
    let (catalogue, session) = (Catalogue::get(), Session::get());
    let version = Live::get().watch(move |change| change.id == id);
    let lit = Live::get().lit(move |change| change.id == id);
    let shown = load(move || {
        version.track();
        read(id, false)
    });
    let cancelling = RwSignal::new(false);
    let title = move || {
        let head = shown.data.with(|shown| shown.as_ref().map(|shown| shown.event.head.clone()));
        head.map_or_else(String::new, |head| {
            let name = catalogue.type_name(&head.r#type);
            head.number.map_or(name.clone(), |number| format!("{name} {number}"))
        })
    };
    let revision = move || shown.data.with(|shown| shown.as_ref().map_or(0, |shown| shown.event.revision));
    let may_change = move || {
        let Some(user) = session.user().filter(|user| user.role != Role::ReadOnly) else { return false };
        let manages = matches!(user.role, Role::Administrator | Role::Manager);
        shown.data.with(|shown| {
            shown.as_ref().map(|shown| &shown.event.head).is_some_and(|head| {
                let own = head.registered_by == user.id || head.performed_by == user.id;
                head.cancelled_at.is_none() && (own || manages)
            })
        })
    };
    let page = move || {
        let whom = part(move || shown.data.with(|shown| shown.as_ref().map(|shown| whom(&shown.event))));
        view! {
            <PageHead title under=whom.into_any()>
                {when(may_change, move || view! {
                    <button type="button" class="button" on:click=move |_| cancelling.set(true)>
                        {tr(|t| t.cancel_event)}
                    </button>
                    <a href=Page::EditEvent(id).path() class="button primary">{tr(|t| t.edit)}</a>
                })}
            </PageHead>
            <Loaded of=shown then=move |shown| view! { <Content shown lit /> } />
        }
        .into_any()
    };
    view! {
        <About of=shown needs=catalogue.types_known() page=Box::new(page) />
        {when(move || cancelling.get(), move || view! {
            <CancelDialog
                id
                revision=Signal::derive(revision)
                on_done=move |()| { cancelling.set(false); shown.again(); }
                on_close=move |()| cancelling.set(false)
            />
        })}
    }
}

/// Reads it all; the event's version only where there is something to be named by it, or where it is wanted.
pub(super) async fn read(id: Uuid, with_form: bool) -> Result<Shown, AppError> {
    let event = call(ReadEvent { id }).await?;
    let log = call(ReadLog { id }).await?;
    let has_values = event.values.as_object().is_some_and(|values| !values.is_empty());
    let (mut form, mut lines, mut links) = (None, Vec::new(), Links::default());
    if has_values || with_form || !event.settlements.is_empty() {
        let (key, version) = (event.head.r#type.clone(), event.form_version);
        let version = call(ReadVersion { key, version }).await?;
        form = Form::from_json(&version.form).ok();
        (lines, links) = (version.rules.settlements, version.rules.links);
    }
    Ok(Shown { event, log, form, lines, links })
}

#[component]
fn Content(shown: Signal<Shown>, lit: Signal<bool>) -> impl IntoView {
    view! {
        <div class="columns">
            <section class="card wide" class:fresh=lit aria-live="polite">{part(move || details(shown.get()))}</section>
            <section class="card">
                <h2>{tr(|t| t.log)}</h2>
                {part(move || shown.with(|shown| event_log(&shown.log, shown.form.as_ref(), &shown.lines)))}
            </section>
        </div>
    }
}

/// The company and the person that an event is about, under its name.
fn whom(event: &Event) -> Option<impl IntoView + use<>> {
    let (id, name) = event.head.company.zip(event.head.company_name.clone())?;
    let contact = event.contact_name.clone().map(|name| view! { <span>{name}</span> });
    Some(view! { <p class="faint under-head"><a href=Page::Company(id).path()>{name}</a> {contact}</p> })
}

fn details(shown: Shown) -> impl IntoView {
    let (catalogue, i18n) = (Catalogue::get(), I18n::get());
    let Shown { event, form, lines, .. } = shown;
    let head = event.head;
    let kind = head.r#type.clone();
    let color = Signal::derive(move || catalogue.type_color(&kind));
    let source = move || {
        let texts = i18n.texts();
        match head.source {
            Source::Manual => texts.source_manual,
            Source::Automatic => texts.source_automatic,
            Source::Correspondence => texts.source_correspondence,
            Source::Offline => texts.source_offline,
            Source::Import => texts.source_import,
            Source::Api => texts.source_api,
        }
    };
    let has_values = event.values.as_object().is_some_and(|values| !values.is_empty());
    view! {
        <p class="event-kind">
            <TypeDot color />
            <When at=head.occurred_at />
            {head.cancelled_at.map(|_| view! { <span class="badge danger">{tr(|t| t.cancelled_badge)}</span> })}
            {is_added_today(head.registered_today, head.occurred_at).then(|| view! { <span class="badge accent">{tr(|t| t.today_badge)}</span> })}
        </p>
        {event.cancel_reason.map(|reason| view! {
            <p class="notice"><strong>{tr(|t| t.cancelled_because)} ": "</strong> {reason}</p>
        })}
        {(!head.note.is_empty()).then(|| view! { <p class="event-note">{head.note}</p> })}
        {has_values.then(|| view! { <ReadValues values=event.values form /> })}
        {(!event.settlements.is_empty()).then(|| view! { <Settled settlements=event.settlements lines /> })}
        <dl class="facts">
            {fact(|t| t.performed_by, Some(head.performed_by_name.into_any()))}
            {fact(|t| t.registered_at, Some(view! { <When at=head.registered_at /> }.into_any()))}
            {fact(|t| t.registered_by, Some(head.registered_by_name.into_any()))}
            {fact(|t| t.source, Some(view! { {source} }.into_any()))}
        </dl>
    }
}

fn fact(name: fn(&'static Texts) -> &'static str, value: Option<AnyView>) -> Option<impl IntoView> {
    let name = tr(name);
    value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
}
