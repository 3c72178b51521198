//! The page for registering an event.

use std::sync::Arc;

use forms::{Form, Outcome, Problem};
use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    AppError, Uuid,
    event_types::{EventType, Kind, LinkUse},
    events::Event,
};

use super::{draft::Draft, entry::Entry};
use crate::{
    access::Session,
    catalogue::Catalogue,
    companies::{PickCompany, read_card},
    form::{FillForm, Filled, context},
    i18n::{I18n, tr},
    kit::{
        Area, Empty, Field, Loaded, Options, PageHead, Select, Submission, Submit, Toasts, Trouble, effect,
        load, memo, part, when,
    },
    location::Location,
    offline::{Item, Outbox, Sent, worker},
    rest,
    route::Page,
    time,
};

/// The page for registering an event.
#[component]
pub(crate) fn Register() -> impl IntoView {
    let catalogue = Catalogue::get();
    view! {
        <PageHead title=tr(|t| t.register_event) />
        <Loaded of=catalogue.types then=|types| view! { <RegisterForm types /> } />
    }
}

#[component]
fn RegisterForm(types: Signal<Vec<EventType>>) -> impl IntoView {
    let (i18n, session, toasts, catalogue) = (I18n::get(), Session::get(), Toasts::get(), Catalogue::get());
    let (submission, outbox) = (Submission::new(), Outbox::get());
    worker::form_is_open();
    let user = session.user().map(|user| user.id).unwrap_or_default();
    let location = Location::get();
    let by_hand = |one: &EventType| one.active && matches!(one.kind, Kind::Simplified | Kind::Form);
    let options = Signal::derive(move || {
        let name = |one: &EventType| (one.key.clone(), i18n.own(&one.name));
        types.with(|types| types.iter().filter(|one| by_hand(one)).map(name).collect::<Options>())
    });
    let wanted = location
        .query("type")
        .filter(|key| options.with_untracked(|all| all.iter().any(|(one, _)| one == key)));
    let first = options.with_untracked(|options| options.first().map(|(key, _)| key.clone()));
    let Some(kind) = wanted.or(first) else {
        return view! { <Empty title=tr(|t| t.no_types_to_register) /> }.into_any();
    };
    let entry = Entry::new(kind, untrack(|| session.time_zone()));
    if let Some(company) = location.query("company").and_then(|id| Uuid::parse_str(&id).ok()) {
        leptos::task::spawn_local(async move {
            if let Ok(card) = read_card(outbox, company).await {
                entry.company.try_set(Some((company, card.company.data.name)));
            }
        });
    }
    let kind = memo(move || {
        let key = entry.kind.get();
        types.with(|types| types.iter().find(|one| one.key == key).cloned())
    });
    default_notes(entry, kind);

    // The form, judged as one types; its problems are told once sending it was tried.
    let filled = Memo::new_with_compare(
        move |_| {
            let form = kind.get().and_then(|kind| Form::from_json(&kind.form).ok());
            form.map(|form| {
                Filled::new(Arc::new(form), entry.values, move || context(session, entry.company.get(), None))
            })
        },
        |_, _| true,
    );
    let tried = RwSignal::new(false);
    let judged = move || filled.get().map(|filled| filled.outcome());
    let problems = move || problems(judged(), kind.get(), entry);
    effect(move || {
        if tried.get() {
            submission.judge(problems());
        }
    });
    let offered = RwSignal::new(Draft::read(user));
    keep_draft(entry, kind, user, offered);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(kind) = kind.get_untracked() else { return };
        let found = untrack(problems);
        if !found.is_empty() {
            submission.failed(AppError::Invalid { problems: found });
            tried.set(true);
            return;
        }
        let values = filled.get_untracked().map(|filled| untrack(|| entry.values.values(&filled.form)));
        let command = entry.command(&kind, values.unwrap_or_default(), &session.time_zone());
        let id = command.id.unwrap_or_default();
        let company = entry.company.get_untracked().filter(|_| command.company.is_some());
        let typed = rest::write(&untrack(|| entry.draft()));
        let answer = async move {
            let item = Item::event(&command, company, Vec::new(), typed?)?;
            outbox.send(item, None).await.map(|sent| (sent, command.company))
        };
        submission.run(answer, move |(sent, company)| {
            Draft::forget(user);
            let texts = i18n.texts();
            let Sent::Accepted(answer) = sent else {
                toasts.say(texts.outbox_queued_toast);
                return location.go(&company.map_or(Page::Outbox, Page::Company).path());
            };
            let event = answer.and_then(|answer| rest::read::<Event>(&answer).ok());
            let number = event.and_then(|event| event.head.number).map(|number| format!(" {number}"));
            toasts.say(format!("{}{}", texts.registered, number.unwrap_or_default()));
            let to = match company.filter(|_| !kind.show_details) {
                Some(company) => Page::Company(company),
                None => Page::Event(id),
            };
            location.go(&to.path());
        });
    };

    let people = Signal::derive(move || catalogue.people_options());
    let me = move || session.user().map(|user| user.name).unwrap_or_default();
    let contacts = load(move || {
        let company = entry.company.get();
        async move {
            match company {
                Some((id, _)) => read_card(outbox, id).await.map(|card| card.contacts),
                None => Ok(Vec::new()),
            }
        }
    });
    let contacts = Signal::derive(move || {
        let known = contacts.data.get().unwrap_or_default();
        known.into_iter().map(|contact| (contact.id.to_string(), contact.name)).collect::<Options>()
    });
    let links = move || kind.with(|kind| kind.as_ref().map(|kind| kind.rules.links)).unwrap_or_default();
    let company_use = memo(move || links().company);
    let contact_use = memo(move || links().contact);
    let on_behalf = memo(move || kind.with(|kind| kind.as_ref().is_some_and(|kind| kind.rules.on_behalf)));
    let used_before = move || {
        submission.error.with(|error| matches!(error, Some(AppError::Conflict { current: None, .. })))
    };
    view! {
        <DraftOffer entry user offered />
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission>
                {when(used_before, move || view! {
                    <p>
                        {tr(|t| t.already_registered)} " "
                        <a href=format!("/events/{}", entry.id.get_untracked())>{tr(|t| t.show_event)}</a>
                    </p>
                })}
            </Trouble>
            <Select submission path="type" label=tr(|t| t.event_type) value=entry.kind options required=true />
            {part(move || (company_use.get() != LinkUse::Hidden).then(|| {
                let required = company_use.get() == LinkUse::Required;
                view! { <PickCompany submission label=tr(|t| t.company) picked=entry.company required /> }
            }))}
            {part(move || (contact_use.get() != LinkUse::Hidden).then(|| {
                let required = contact_use.get() == LinkUse::Required;
                view! {
                    <Select
                        submission
                        path="contact"
                        label=tr(|t| t.contact)
                        value=entry.contact
                        options=contacts
                        none=tr(|t| t.none)
                        required
                    />
                }
            }))}
            {part(move || filled.get().map(|filled| view! { <FillForm filled entered=entry.values submission /> }))}
            <Area submission path="note" label=tr(|t| t.note) value=entry.note rows="5" />
            <div class="pair">
                <Field
                    submission
                    path="occurred_at"
                    label=tr(|t| t.occurred_at)
                    value=entry.occurred_at
                    kind="datetime-local"
                    hint=tr(|t| t.occurred_at_hint)
                />
                {when(move || on_behalf.get(), move || view! {
                    <Select
                        submission
                        path="performed_by"
                        label=tr(|t| t.performed_by)
                        value=entry.performed_by
                        options=people
                        none=me
                    />
                })}
            </div>
            <div class="form-actions">
                <Submit submission label=tr(|t| t.register) />
            </div>
        </form>
    }
    .into_any()
}

/// The type's default note stands in the note until somebody types one.
fn default_notes(entry: Entry, kind: Memo<Option<EventType>>) {
    Effect::new(move |before: Option<String>| {
        let default =
            kind.with(|kind| kind.as_ref().map(|kind| kind.default_note.clone())).unwrap_or_default();
        let note = entry.note.get_untracked();
        if note.is_empty() || before.is_some_and(|before| before == note) {
            entry.note.set(default.clone());
        }
        default
    });
}

/// Everything wrong that can be told without the server.
fn problems(judged: Option<Outcome>, kind: Option<EventType>, entry: Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    let links = kind.map(|kind| kind.rules.links).unwrap_or_default();
    if links.company == LinkUse::Required && entry.company.with(Option::is_none) {
        problems.push(Problem::new("company", "required"));
    }
    if links.contact == LinkUse::Required && entry.contact.with(String::is_empty) {
        problems.push(Problem::new("contact", "required"));
    }
    for mut problem in judged.map(|outcome| outcome.problems).unwrap_or_default() {
        problem.path = format!("values.{}", problem.path).trim_end_matches('.').to_owned();
        problems.push(problem);
    }
    problems
}

/// Keeps what is typed from the first change on. What stands there by default is nothing typed.
fn keep_draft(entry: Entry, kind: Memo<Option<EventType>>, user: Uuid, offered: RwSignal<Option<Draft>>) {
    Effect::new(move |before: Option<Draft>| {
        let draft = entry.draft();
        let default = |note: &str| {
            kind.with_untracked(|kind| kind.as_ref().is_some_and(|kind| kind.default_note == note))
        };
        let note = !draft.note.is_empty() && !default(&draft.note);
        let typed = note || entry.values.any_typed(&draft.values);
        if typed && before.is_some_and(|before| before != draft && before.kind == draft.kind) {
            Draft { kept_at: time::now(), ..draft.clone() }.keep(user);
            offered.set(None);
        }
        draft
    });
}

/// Offers to go on with a draft.
#[component]
fn DraftOffer(entry: Entry, user: Uuid, offered: RwSignal<Option<Draft>>) -> impl IntoView {
    let goon = move |_| {
        if let Some(draft) = offered.get_untracked() {
            offered.set(None);
            entry.restore(draft);
        }
    };
    let discard = move |_| {
        Draft::forget(user);
        offered.set(None);
    };
    let content = part(move || {
        offered.get().map(|draft| {
            view! {
                <p class="banner offer">
                    <span>{tr(|t| t.draft_found)} " — " <time::When at=draft.kept_at /></span>
                    <button type="button" class="button small primary" on:click=goon>{tr(|t| t.draft_continue)}</button>
                    <button type="button" class="button small" on:click=discard>{tr(|t| t.draft_discard)}</button>
                </p>
            }
        })
    });
    view! { <div role="status">{content}</div> }
}
