//! The page for changing an event. It is read once: what one types is never overwritten.

use std::{ops::Range, sync::Arc};

use forms::{FieldType, Form, Json, validate};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use records::{
    AppError, Timestamp, Uuid,
    event_types::{Links, SettlementLine},
    events::{ChangeEvent, Event},
};

use super::{
    api::ChangeAnEvent,
    links::{LinkFields, contacts_of},
    page::{Shown, read},
    settlements::{self, Settlements},
};
use crate::{
    access::{Session, for_writers},
    catalogue::Catalogue,
    companies::Picked,
    form::{Entered, FillForm, Filled, context, read_name, slots, texts},
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{
        Area, Conflict, Field, Known, Loaded, PageHead, Select, Slot, Submission, Submit, Toasts, Trouble,
        by_name, load, memo, slot, text, when,
    },
    location::Location,
    offline::{files, upload},
    rest::{self, tell},
    route::Page,
    time,
};

/// The page for changing an event.
#[component]
pub(crate) fn EditEvent(id: Uuid) -> impl IntoView {
    let catalogue = Catalogue::get();
    let read = load(move || read(id, true));
    // Signing in anew reads anew; the form stays.
    let form = move |read: Signal<Shown>| {
        if read.with_untracked(|read| read.event.head.cancelled_at.is_some()) {
            return Some(cancelled(id).into_any());
        }
        let Shown { event, form, lines, links, .. } = read.get_untracked();
        let kind = event.head.r#type.clone();
        let number = event.head.number.clone().map(|number| format!(" {number}"));
        let company = event.head.company_name.clone().map(|name| format!(" · {name}"));
        form.map(|form| {
            view! {
                <p class="faint under-head">{move || catalogue.type_name(&kind)} {number} {company}</p>
                <EditForm event form=Arc::new(form) lines links />
            }
            .into_any()
        })
    };
    view! {
        <PageHead title=tr(|t| t.edit_event) />
        {for_writers(move || view! { <Loaded of=read then=form /> })}
    }
}

/// A cancelled event does not change any more.
fn cancelled(id: Uuid) -> impl IntoView {
    view! {
        <p class="notice" role="status">
            {tr(|t| t.event_is_cancelled)} " " <a href=Page::Event(id).path()>{tr(|t| t.show_event)}</a>
        </p>
    }
}

#[component]
fn EditForm(event: Event, form: Arc<Form>, lines: Vec<SettlementLine>, links: Links) -> impl IntoView {
    let (i18n, toasts, session, catalogue) = (I18n::get(), Toasts::get(), Session::get(), Catalogue::get());
    let (submission, location, id) = (Submission::new(), Location::get(), event.head.id);
    let is_cancelled = RwSignal::new(false);
    let zone = untrack(|| session.time_zone());
    let values = Entered::new(zone.clone());
    // Before they are asked for, so that none begins with its default.
    values.begin(&form, &event.values);
    let (company, contact) = (RwSignal::new(None), RwSignal::new(String::new()));
    let contacts = contacts_of(company);
    let head = Head::of(&event, values);
    let mut began = head.texts(&zone);
    let [note, occurred_at, performed_by] = std::array::from_fn(|at| RwSignal::new(began[at].clone()));
    began.extend(texts(&form, values, &event.values));
    let performer = (event.head.performed_by.to_string(), event.head.performed_by_name.clone());
    // Who has left the firm stays who did it.
    let people = Signal::derive(move || {
        let mut people = catalogue.people_options();
        if people.iter().all(|(id, _)| *id != performer.0) {
            people.push(performer.clone());
        }
        people
    });
    let mut all = vec![
        slot(tr(|t| t.note), note),
        slot(tr(|t| t.occurred_at), occurred_at),
        slot(tr(|t| t.performed_by), performed_by),
        company_slot(company, values),
        slot(tr(|t| t.contact), contact),
    ];
    all[PERFORMER].shown = by_name(people);
    let name_of_contact = move |id: String| {
        let found = contacts.with_untracked(|all| all.iter().find(|(one, _)| *one == id).cloned());
        found.map(|(_, name)| name).or_else(|| values.name(&id)).unwrap_or(id)
    };
    all[CONTACT].shown = Some(Callback::new(name_of_contact));
    all[CONTACT].goes_with = Some(COMPANY);
    for at in [COMPANY, CONTACT] {
        all[at].write.run(began[at].clone());
    }
    all.extend(slots(&form, values));
    let own = all.len();
    let settled = Entered::new(zone.clone());
    let of_settlements = settlements::slots(&lines, settled);
    let language = untrack(|| i18n.language());
    let settlements_of = {
        let lines = lines.clone();
        move |record: &Json| settlements::texts(&lines, record, language)
    };
    let settlements_began = rest::write(&event.settlements).ok().and_then(|text| Json::parse(&text).ok());
    let settlements_began = settlements_of(&settlements_began.unwrap_or_default());
    for (slot, text) in of_settlements.iter().zip(&settlements_began) {
        slot.write.run(text.clone());
    }
    began.extend(settlements_began);
    all.extend(of_settlements);
    // As it is stored: a conflict brings a newer one.
    let stored = RwSignal::new(event.values.clone());
    let about = move || context(session, company.get(), Some(stored.get()));
    let about = StoredValue::new(about);
    let filled = Filled::new(form.clone(), values, move || about.with_value(|about| about()));
    let whole_length = all.len();
    let known = Known::new(all, began, event.revision);
    let keeper = Keeper::new(&format!("event.{id}"), known);
    let kind = event.head.r#type.clone();
    let on_behalf = memo(move || {
        let found = |types: &Vec<records::event_types::EventType>| {
            types.iter().any(|one| one.key == kind && one.rules.on_behalf)
        };
        catalogue.types.data.with(|types| types.as_ref().is_some_and(found))
    });
    let (whole, read_form) = (form.clone(), form);
    let tried = filled.clone();
    let send = {
        let (zone, of_lines) = (zone.clone(), lines.clone());
        move || {
            // All of it anew: what was chosen just now in the place of another's value has not come to the engine yet.
            let typed = untrack(|| values.put(&whole, stored.get()));
            let judged = validate(&whole, &typed, &untrack(|| about.with_value(|about| about())));
            tried.tell_everything();
            if !judged.problems.is_empty() {
                submission.stop(AppError::Invalid { problems: judged.problems });
                return;
            }
            let at = known.changed(OCCURRED_AT).map(|text| time::from_wall(&text, &zone));
            if at == Some(None) {
                submission.failed(AppError::at("occurred_at", "type"));
                return;
            }
            let found = untrack(|| settlements::problems(&of_lines, settled));
            if !found.is_empty() {
                submission.stop(AppError::Invalid { problems: found });
                return;
            }
            let any = |mut slots: Range<usize>| slots.any(|slot| known.changed(slot).is_some());
            let values = any(FORM..own).then(|| judged.values.clone());
            let settlements = any(own..whole_length).then(|| settlements::entered(&of_lines, settled));
            let id_of = |text: String| Uuid::parse_str(&text).ok();
            let change = ChangeEvent {
                revision: known.revision(),
                occurred_at: at.flatten(),
                performed_by: known.changed(PERFORMER).and_then(id_of),
                company: known.changed(COMPANY).map(id_of),
                contact: known.changed(CONTACT).map(id_of),
                note: known.changed(NOTE),
                values,
                settlements,
            };
            let before = tried.files(&untrack(|| stored.get()));
            let mut new = tried.files(&judged.values);
            new.retain(|file| !before.contains(file));
            let answer = async move {
                // Files go first: the event names them.
                upload(&new, rest::person(), |_, _| ()).await?;
                tell(ChangeAnEvent { id, change }).await?;
                for file in new {
                    files::forget(file).await;
                }
                Ok(())
            };
            submission.run(keeper.saving(answer), move |()| {
                toasts.say(i18n.texts().saved);
                location.go(&Page::Event(id).path());
            });
        }
    };
    let again = send.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A photo or a signature may still be being kept.
        submission.once(files::settled(), send.clone());
    };
    let read = move |record: &Json| {
        is_cancelled.set(record.get("cancelled_at").is_some_and(|at| *at != Json::Null));
        let record_values = record.get("values").cloned().unwrap_or_default();
        let mut began = Head::read(record, values).texts(&zone);
        began.extend(texts(&read_form, values, &record_values));
        began.extend(settlements_of(record.get("settlements").unwrap_or(&Json::Null)));
        stored.set(record_values);
        began
    };
    let stored_contact = move |company: String| {
        let texts = known.texts();
        if texts[COMPANY] == company { texts[CONTACT].clone() } else { String::new() }
    };
    view! {
        {keeper.view()}
        {when(move || is_cancelled.get(), move || cancelled(id))}
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission summary=true />
            <LinkFields links company contact contacts submission stored=stored_contact />
            <FillForm filled entered=values submission />
            {(!lines.is_empty()).then(|| view! { <Settlements lines entered=settled submission /> })}
            <Area submission path="note" label=tr(|t| t.note) value=note rows="5" />
            <div class="pair">
                <Field submission path="occurred_at" label=tr(|t| t.occurred_at) value=occurred_at kind="datetime-local" />
                {when(move || on_behalf.get(), move || view! {
                    <Select
                        submission
                        path="performed_by"
                        label=tr(|t| t.performed_by)
                        value=performed_by
                        options=people
                    />
                })}
            </div>
            <div class="form-actions">
                <Submit submission label=tr(|t| t.save) />
                {keeper.cancel(Page::Event(id).path())}
            </div>
        </form>
        <Conflict submission known read=Box::new(read) again=move |()| again() />
    }
}

/// Where in the slots of the page something stands: what every event has, then the form's fields and tables, then the
/// settlements.
const NOTE: usize = 0;
const OCCURRED_AT: usize = 1;
const PERFORMER: usize = 2;
const COMPANY: usize = 3;
const CONTACT: usize = 4;
const FORM: usize = 5;

/// What every event has.
struct Head {
    note: String,
    occurred_at: Timestamp,
    performed_by: String,
    company: String,
    contact: String,
}

impl Head {
    /// Of an event; the names of what it is linked with are remembered.
    fn of(event: &Event, names: Entered) -> Self {
        let head = &event.head;
        let link = |id: Option<Uuid>, name: &Option<String>| {
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            names.named(&id, name.as_deref().unwrap_or_default());
            id
        };
        Self {
            note: head.note.clone(),
            occurred_at: head.occurred_at,
            performed_by: head.performed_by.to_string(),
            company: link(head.company, &head.company_name),
            contact: link(head.contact, &event.contact_name),
        }
    }

    /// As `of`, of a record that a conflict brings.
    fn read(record: &Json, names: Entered) -> Self {
        for (id, name) in [("company", "company_name"), ("contact", "contact_name")] {
            names.named(&text(record, id), &text(record, name));
        }
        Self {
            note: text(record, "note"),
            occurred_at: Timestamp::parse(&text(record, "occurred_at")).unwrap_or_default(),
            performed_by: text(record, "performed_by"),
            company: text(record, "company"),
            contact: text(record, "contact"),
        }
    }

    /// In the order of the slots.
    fn texts(self, zone: &str) -> Vec<String> {
        let occurred_at = time::to_wall(self.occurred_at, zone);
        vec![self.note, occurred_at, self.performed_by, self.company, self.contact]
    }
}

/// The company as a slot, whose text is its id.
fn company_slot(company: RwSignal<Picked>, names: Entered) -> Slot {
    let typed = move || company.with(|company| company.as_ref().map(|(id, _)| id.to_string()));
    let write = move |text: String| {
        let id = Uuid::parse_str(&text).ok();
        let name = names.name(&text);
        company.set(id.map(|id| (id, name.clone().unwrap_or_else(|| "…".to_owned()))));
        let (Some(id), None) = (id, name) else { return };
        spawn_local(async move {
            let name = read_name(FieldType::Company, id).await.unwrap_or(text);
            // Another one may have been chosen meanwhile.
            company.try_update(|company| {
                if let Some((_, shown)) = company.as_mut().filter(|(one, _)| *one == id) {
                    *shown = name;
                }
            });
        });
    };
    let shown = move |id: String| {
        let picked = company.get_untracked().filter(|(one, _)| one.to_string() == id);
        picked.map(|(_, name)| name).or_else(|| names.name(&id)).unwrap_or(id)
    };
    Slot {
        label: tr(|t| t.company).into(),
        typed: Signal::derive(move || typed().unwrap_or_default()),
        write: Callback::new(write),
        shown: Some(Callback::new(shown)),
        goes_with: None,
    }
}
