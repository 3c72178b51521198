//! The page for registering an event.

use std::sync::Arc;

use forms::{Form, Problem};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use records::{
    AppError, ConflictCode, Uuid,
    event_types::{EventType, LinkUse},
    events::Event,
};
use wasm_bindgen_futures::JsFuture;

use super::{
    draft::Draft,
    drafts::Drafts,
    entry::Entry,
    keeping::Keeping,
    links::{LinkFields, contacts_of},
    newer::NewerVersion,
    settlements::{self, Settlements},
};
use crate::{
    access::{Session, for_writers},
    catalogue::{Catalogue, is_by_hand},
    companies::read_card,
    form::{FillForm, Filled, context},
    i18n::{I18n, tr},
    kit::{
        Area, Empty, Field, Loaded, Options, PageHead, Select, Submission, Submit, Toasts, Trouble, effect,
        memo, part, when,
    },
    location::Location,
    offline::{Item, Outbox, Sent, files, worker},
    rest,
    route::Page,
    time,
};

/// The page for registering an event.
#[component]
pub(crate) fn Register() -> impl IntoView {
    let catalogue = Catalogue::get();
    let form = move || view! { <Loaded of=catalogue.types then=|types| view! { <RegisterForm types /> } /> };
    view! {
        <PageHead title=tr(|t| t.register_event) />
        {for_writers(form)}
    }
}

#[component]
fn RegisterForm(types: Signal<Vec<EventType>>) -> impl IntoView {
    let (i18n, session, toasts) = (I18n::get(), Session::get(), Toasts::get());
    let (submission, outbox) = (Submission::new(), Outbox::get());
    worker::form_is_open();
    let user = session.user().map(|user| user.id).unwrap_or_default();
    let location = Location::get();
    let options = Signal::derive(move || {
        let name = |one: &EventType| (one.key.clone(), i18n.own(&one.name));
        types.with(|types| types.iter().filter(|one| is_by_hand(one)).map(name).collect::<Options>())
    });
    let wanted = location
        .query("type")
        .filter(|key| options.with_untracked(|all| all.iter().any(|(one, _)| one == key)));
    let first = options.with_untracked(|options| options.first().map(|(key, _)| key.clone()));
    let Some(kind) = wanted.or(first) else {
        return view! { <Empty title=tr(|t| t.no_types_to_register) /> }.into_any();
    };
    let entry = Entry::new(kind, untrack(|| session.time_zone()));
    let opened_for = location.query("company").and_then(|id| Uuid::parse_str(&id).ok());
    let coming = RwSignal::new(opened_for.is_some());
    if let Some(company) = opened_for {
        spawn_local(async move {
            let card = read_card(outbox, company).await;
            // Whoever was quicker has chosen, typed, or gone on with a draft.
            if let (Ok(card), true) = (card, entry.company_is_untouched()) {
                entry.company.try_set(Some((company, card.company.data.name)));
            }
            coming.try_set(false);
        });
    }
    // The company may still be on its way, a photo or a signature still be being kept.
    let ready = move || async move {
        files::settled().await;
        while coming.try_get_untracked() == Some(true) && entry.company_is_untouched() {
            let _ = JsFuture::from(rest::after(30)).await;
        }
    };
    let newest = memo(move || {
        let key = entry.kind.get();
        types.with(|types| types.iter().find(|one| one.key == key).cloned())
    });
    // What was begun in one version is finished in it, unless somebody moves it.
    let kind = memo(move || {
        let key = entry.kind.get();
        entry.pinned.get().filter(|pinned| pinned.key == key).or_else(|| newest.get())
    });
    default_notes(entry, kind);

    // The form, judged as one types.
    let filled = Memo::new_with_compare(
        move |_| {
            entry.replaced.track();
            let form = kind.get().and_then(|kind| Form::from_json(&kind.form).ok());
            form.map(|form| {
                Filled::new(Arc::new(form), entry.values, move || context(session, entry.company.get(), None))
            })
        },
        |_, _| true,
    );
    let tried = RwSignal::new(false);
    effect(move || {
        let found = if tried.get() { problems(kind.get(), entry) } else { Vec::new() };
        submission.judge("event", found);
    });
    let drafts = RwSignal::new(Vec::<Draft>::new());
    let keeping = Keeping::new(entry, kind, filled, user, opened_for);
    let go_on = move |(draft, kind): (Draft, Option<EventType>)| {
        // What is being typed is a draft of its own.
        keeping.now();
        spawn_local(async move { drop(drafts.try_set(Draft::all(user).await)) });
        keeping.knows(&draft);
        tried.set(false);
        submission.error.set(None);
        let refusal = outbox.refusal(draft.id);
        entry.restore(draft, kind);
        if let Some(error) = refusal {
            submission.failed(error);
        }
    };

    // Whoever edits what waits in the outbox comes here with its draft.
    let asked = location.query("draft").and_then(|id| Uuid::parse_str(&id).ok());
    let opened = RwSignal::new(None);
    spawn_local(async move {
        let all = Draft::all(user).await;
        opened.try_set(all.iter().find(|draft| Some(draft.id) == asked).cloned());
        drafts.try_set(all);
    });

    let send = move || {
        let Some(kind) = kind.get_untracked() else { return };
        let outcome = filled.get_untracked().map(|filled| {
            filled.renew();
            filled.tell_everything();
            filled.outcome()
        });
        tried.set(true);
        let outcome = outcome.unwrap_or_default();
        let mut found = untrack(|| problems(Some(kind.clone()), entry));
        found.extend(outcome.problems);
        if !found.is_empty() {
            submission.stop(AppError::Invalid { problems: found });
            return;
        }
        let command = entry.command(&kind, outcome.values, &session.time_zone());
        let id = command.id.unwrap_or_default();
        let company = entry.company.get_untracked().filter(|_| command.company.is_some());
        let files = filled.get_untracked().map(|filled| filled.files(&command.values)).unwrap_or_default();
        let draft = Draft { kept_at: time::now(), ..keeping.draft() };
        let answer = async move {
            let item = Item::event(&command, company, files, draft.text())?;
            outbox.send(item, Some(&draft.key(user))).await.map(|sent| (sent, command.company))
        };
        submission.run(answer, move |(sent, company)| {
            keeping.sent();
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
    // The other one keeps its id; what is typed here becomes an event of its own.
    let anew = move || {
        let old = keeping.draft();
        entry.id.set(Uuid::now_v7());
        spawn_local(async move { old.forget(user).await });
        send();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submission.once(ready(), send);
    };
    let lines = memo(move || kind.with(|kind| kind.as_ref().map(|kind| kind.rules.settlements.clone())));
    let links =
        memo(move || kind.with(|kind| kind.as_ref().map(|kind| kind.rules.links)).unwrap_or_default());
    let contacts = contacts_of(entry.company);
    let used_before = move || {
        let of = |error: &Option<AppError>| {
            matches!(error, Some(AppError::Conflict { code: Some(ConflictCode::IdUsed), .. }))
        };
        submission.error.with(of)
    };
    view! {
        <Drafts drafts opened current=entry.id user go_on />
        <form class="form card" novalidate on:submit=submit>
            <NewerVersion entry kind newest />
            {when(move || keeping.refused.get(), || view! { <p class="notice" role="alert">{tr(|t| t.draft_refused)}</p> })}
            <Trouble submission summary=true>
                {when(used_before, move || view! {
                    <p>
                        {tr(|t| t.already_registered)} " "
                        <a href=format!("/events/{}", entry.id.get_untracked())>{tr(|t| t.show_event)}</a>
                    </p>
                    <p>
                        <button type="button" class="button small" on:click=move |_| anew()>
                            {tr(|t| t.register_as_new)}
                        </button>
                    </p>
                })}
            </Trouble>
            <Select submission path="type" label=tr(|t| t.event_type) value=entry.kind options required=true />
            {part(move || {
                entry.replaced.track();
                view! { <LinkFields links company=entry.company contact=entry.contact contacts submission searched=entry.company_search() /> }
            })}
            {part(move || filled.get().map(|filled| view! { <FillForm filled entered=entry.values submission /> }))}
            {part(move || {
                entry.replaced.track();
                lines.get().filter(|lines| !lines.is_empty()).map(|lines| {
                    view! { <Settlements lines entered=entry.settlements submission /> }
                })
            })}
            <Area submission path="note" label=tr(|t| t.note) value=entry.note rows="5" />
            <WhenAndWho entry kind submission />
            <div class="form-actions">
                <Submit submission label=tr(|t| t.register) />
            </div>
        </form>
    }
    .into_any()
}

/// The date of occurrence and who it is registered for.
#[component]
fn WhenAndWho(entry: Entry, kind: Memo<Option<EventType>>, submission: Submission) -> impl IntoView {
    let (session, catalogue) = (Session::get(), Catalogue::get());
    let people = Signal::derive(move || catalogue.people_options());
    let me = move || session.user().map(|user| user.name).unwrap_or_default();
    let on_behalf = memo(move || kind.with(|kind| kind.as_ref().is_some_and(|kind| kind.rules.on_behalf)));
    view! {
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
    }
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

/// What is wrong outside of the form and can be told without the server, tracked.
fn problems(kind: Option<EventType>, entry: Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(rules) = kind.map(|kind| kind.rules) else { return problems };
    if rules.links.company == LinkUse::Required && entry.company.with(Option::is_none) {
        problems.push(Problem::new("company", "required"));
    }
    if rules.links.contact == LinkUse::Required && entry.contact.with(String::is_empty) {
        problems.push(Problem::new("contact", "required"));
    }
    problems.extend(settlements::problems(&rules.settlements, entry.settlements));
    let at = entry.occurred_at.get();
    if !at.is_empty() && time::from_wall(&at, "UTC").is_none() {
        problems.push(Problem::new("occurred_at", "type"));
    }
    problems
}
