//! The page for changing an event. It is read once: what one types is never overwritten.

use std::{ops::Range, sync::Arc};

use forms::{Form, Json, validate};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use records::{
    AppError, Timestamp, Uuid,
    event_types::SettlementLine,
    events::{ChangeEvent, Event},
};

use super::{
    api::ChangeAnEvent,
    page::{Shown, read},
    settlements::{self, Settlements},
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    form::{Entered, FillForm, Filled, context, slots, texts},
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{
        Area, Conflict, Field, Known, Loaded, PageHead, Select, Submission, Submit, Toasts, Trouble, by_name,
        load, memo, slot, text, when,
    },
    location::Location,
    offline::{files, upload},
    rest::{self, tell},
    route::Page,
    store, time,
};

/// The page for changing an event.
#[component]
pub(crate) fn EditEvent(id: Uuid) -> impl IntoView {
    let catalogue = Catalogue::get();
    let read = load(move || read(id, true));
    // Signing in anew reads anew; the form stays.
    let form = move |read: Signal<Shown>| {
        let Shown { event, form, lines, .. } = read.get_untracked();
        let kind = event.head.r#type.clone();
        let number = event.head.number.clone().map(|number| format!(" {number}"));
        let company = event.head.company_name.clone().map(|name| format!(" · {name}"));
        form.map(|form| {
            view! {
                <p class="faint">{move || catalogue.type_name(&kind)} {number} {company}</p>
                <EditForm event form=Arc::new(form) lines />
            }
        })
    };
    view! {
        <PageHead title=tr(|t| t.edit_event) />
        <Loaded of=read then=form />
    }
}

#[component]
fn EditForm(event: Event, form: Arc<Form>, lines: Vec<SettlementLine>) -> impl IntoView {
    let (i18n, toasts, session, catalogue) = (I18n::get(), Toasts::get(), Session::get(), Catalogue::get());
    let (submission, location, id) = (Submission::new(), Location::get(), event.head.id);
    let zone = untrack(|| session.time_zone());
    let values = Entered::new(zone.clone());
    // Before they are asked for, so that none begins with its default.
    values.begin(&form, &event.values);
    let head = &event.head;
    let head = (head.note.clone(), head.occurred_at, head.performed_by.to_string());
    let mut began = all_texts(head, &event.values, &form, values, &zone);
    let [note, occurred_at, performed_by] = std::array::from_fn(|at| RwSignal::new(began[at].clone()));
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
    ];
    all[2].shown = by_name(people);
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
    let company = event.head.company.map(|id| (id, event.head.company_name.clone().unwrap_or_default()));
    // As it is stored: a conflict brings a newer one.
    let stored = RwSignal::new(event.values.clone());
    let about = move || context(session, company.clone(), Some(stored.get()));
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
            let at = known.changed(1).map(|text| time::from_wall(&text, &zone));
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
            let values = any(3..own).then(|| judged.values.clone());
            let settlements = any(own..whole_length).then(|| settlements::entered(&of_lines, settled));
            let change = ChangeEvent {
                revision: known.revision(),
                occurred_at: at.flatten(),
                performed_by: known.changed(2).and_then(|id| Uuid::parse_str(&id).ok()),
                note: known.changed(0),
                values,
                settlements,
                ..ChangeEvent::default()
            };
            let before = tried.files(&untrack(|| stored.get()));
            let mut new = tried.files(&judged.values);
            new.retain(|file| !before.contains(file));
            let kept = keeper.name();
            let answer = async move {
                // Files go first: the event names them.
                upload(&new, rest::person(), |_, _| ()).await?;
                tell(ChangeAnEvent { id, change }).await?;
                store::remove(&kept);
                for file in new {
                    files::forget(file).await;
                }
                Ok(())
            };
            submission.run(answer, move |_| {
                keeper.forget();
                toasts.say(i18n.texts().saved);
                location.go(&Page::Event(id).path());
            });
        }
    };
    let again = send.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let send = send.clone();
        // A photo or a signature may still be being kept.
        spawn_local(async move {
            files::settled().await;
            send();
        });
    };
    let read = move |record: &Json| {
        let record_values = record.get("values").cloned().unwrap_or_default();
        let at = Timestamp::parse(&text(record, "occurred_at")).unwrap_or_default();
        let head = (text(record, "note"), at, text(record, "performed_by"));
        let mut began = all_texts(head, &record_values, &read_form, values, &zone);
        began.extend(settlements_of(record.get("settlements").unwrap_or(&Json::Null)));
        stored.set(record_values);
        began
    };
    view! {
        {keeper.view()}
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission summary=true />
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
                <a href=Page::Event(id).path() class="button">{tr(|t| t.cancel)}</a>
            </div>
        </form>
        <Conflict submission known read=Box::new(read) again=move |()| again() />
    }
}

/// An event's texts: note, time, performer, then the form's fields and tables.
fn all_texts(
    head: (String, Timestamp, String),
    values: &Json,
    form: &Form,
    entered: Entered,
    zone: &str,
) -> Vec<String> {
    let (note, at, performer) = head;
    let mut all = vec![note, time::to_wall(at, zone), performer];
    all.extend(texts(form, entered, values));
    all
}
