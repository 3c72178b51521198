//! Changing and cancelling events. A change names the revision it started from; the log tells each field's old and
//! new value. Registration time, registrar and number never change.

use forms::{Context, Json, Ref};
use records::{
    AppError, Problem, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    event_types::LinkUse,
    events::{CancelEvent, ChangeEvent, Event, LogChange, LogKind, Settlement},
};
use sea_orm::{ConnectionTrait, Value};

use super::{list, log, prepare, references, search, settlements, store, types};
use crate::{
    Backend, Ctx, changes,
    db::{Script, Tx},
    entry::Entry,
    error::db_error,
    time_zone::now,
};

/// The most that the reason of a cancellation holds.
const REASON: usize = 2000;

/// Changes an event. Its registrar, its performer and managers may.
///
/// Errors: a stale revision is a conflict with the event as it is now.
pub async fn change(backend: &Backend, ctx: &Ctx, id: Uuid, command: ChangeEvent) -> Result<Event, AppError> {
    let old = current(backend, ctx, id, command.revision).await?;
    let mut problems = Vec::new();
    if old.head.cancelled_at.is_some() {
        return Err(AppError::Forbidden { detail: "a cancelled event does not change any more".into() });
    }
    let published = types::published(backend, &old.head.r#type, Some(old.form_version)).await?;
    // A clock may have run ahead when it was filled.
    let moment = old.filled_at.unwrap_or(old.head.registered_at).min(old.head.registered_at);

    let mut new = old.clone();
    new.revision += 1;
    if let Some(at) = command.occurred_at
        && at != old.head.occurred_at
    {
        prepare::judge_date(backend, ctx, &published, at, moment, now(), &mut problems);
        new.head.occurred_at = at;
    }
    if let Some(person) = command.performed_by
        && person != old.head.performed_by
    {
        if !published.rules.on_behalf && person != old.head.registered_by {
            problems.push(Problem::new("performed_by", "read_only"));
        }
        match prepare::person(backend.db(), person, false).await? {
            Some(person) => (new.head.performed_by, new.head.performed_by_name) = (person.id, person.name),
            None => problems.push(Problem::new("performed_by", "reference")),
        }
    }
    link(backend, &published, &old, &command, &mut new, &mut problems).await?;
    if let Some(note) = &command.note {
        new.head.note = note.trim().to_owned();
        prepare::check_note("note", &new.head.note, &mut problems);
    }
    let mut attached = references::Attached::new(ctx.user.id, id);
    // Conditions and computed values may read the company; of one that is refused they have nothing to say.
    let moved = problems.is_empty() && new.head.company != old.head.company;
    let moved = moved.then_some(&old.values);
    let reportable = match command.values.as_ref().or(moved) {
        None => None,
        Some(values) => {
            let named = |id: Uuid, name: &str| Ref { id: id.to_string(), name: name.to_owned() };
            let context = Context {
                now: Some(backend.time_zone().rfc3339(moment)),
                today: Some(backend.time_zone().day(moment).to_string()),
                user: Some(named(ctx.user.id, &ctx.user.name)),
                company: new
                    .head
                    .company
                    .zip(new.head.company_name.as_deref())
                    .map(|(id, name)| named(id, name)),
                stored: Some(old.values.clone()),
            };
            let judged = (&mut attached, &mut problems);
            let valid =
                prepare::judge_values(backend.db(), &published, values, &context, judged.0, judged.1).await?;
            valid.map(|valid| {
                new.values = valid.values().clone();
                new.files.retain(|file| file.field.is_none());
                new.files.extend(attached.files.iter().cloned());
                valid.reportable()
            })
        }
    };
    if let Some(entered) = &command.settlements {
        new.settlements = settlements::settle(&published.rules.settlements, entered, &mut problems);
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid { problems });
    }
    let changes = differences(&old, &new);
    if changes.is_empty() {
        return Ok(old);
    }
    let (actor, type_id, written) = (ctx.user.id, published.type_id, new.clone());
    let taken = attached.files;
    let stale = backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let Some(seq) = update(tx, &written).await? else { return Ok(true) };
                let mut script = Script::default();
                if written.head.occurred_at != old.head.occurred_at || reportable.is_some() {
                    let at = written.head.occurred_at;
                    match reportable {
                        Some(values) => {
                            clear(tx, "event_values", id).await?;
                            store::add_values(&mut script, id, type_id, at, values);
                        }
                        None => move_values(tx, id, at).await?,
                    }
                }
                if !taken.is_empty() {
                    references::attach(tx, id, actor, &taken).await?;
                }
                if written.settlements != old.settlements {
                    clear(tx, "event_settlements", id).await?;
                    store::add_settlements(&mut script, id, &written.settlements);
                }
                search::remove(tx, seq).await?;
                let number = written.head.number.as_deref().unwrap_or_default();
                let texts =
                    [written.head.note.as_str(), number].into_iter().chain(store::strings(&written.values));
                search::write(tx, seq, search::words(texts), written.head.company);
                let nothing = Json::Object(Vec::new());
                log::write_changes(tx, id, now(), actor, LogKind::Edited, nothing, &changes).await?;
                let company = written.head.company;
                changes::add_to(&mut script, Entity::Event, id, ChangeKind::Changed, Some(type_id), company);
                if company != old.head.company {
                    let company = old.head.company;
                    changes::add_to(
                        &mut script,
                        Entity::Event,
                        id,
                        ChangeKind::Changed,
                        Some(type_id),
                        company,
                    );
                }
                tx.run(script).await.map_err(db_error)?;
                Ok(false)
            })
        })
        .await?;
    if stale { Err(AppError::stale(&list::get(backend, ctx, id).await?)) } else { Ok(new) }
}

/// Links the event with another company or contact, by the same rules as at registration.
async fn link(
    backend: &Backend,
    published: &types::Published,
    old: &Event,
    command: &ChangeEvent,
    new: &mut Event,
    problems: &mut Vec<Problem>,
) -> Result<(), AppError> {
    // A type that asks for no company has that of the contact.
    let own = old.head.company.filter(|_| published.rules.links.company != LinkUse::Hidden);
    let company = command.company.unwrap_or(own);
    let contact = command.contact.unwrap_or(old.head.contact);
    if company == own && contact == old.head.contact {
        return Ok(());
    }
    let linked = prepare::Linked { company, contact, ..prepare::Linked::default() };
    let (company, contact) = prepare::links(backend.db(), published, &linked, problems).await?;
    new.head.company = company.as_ref().map(|company| company.id);
    new.head.company_name = company.map(|company| company.name);
    new.head.contact = contact.as_ref().map(|contact| contact.id);
    new.contact_name = contact.map(|contact| contact.name);
    Ok(())
}

/// Cancels an event: it stays, keeps its number, and counts no more. A reason may be left out.
pub async fn cancel(backend: &Backend, ctx: &Ctx, id: Uuid, command: CancelEvent) -> Result<Event, AppError> {
    let event = current(backend, ctx, id, command.revision).await?;
    if event.head.cancelled_at.is_some() {
        return Ok(event);
    }
    let mut entry = Entry::default();
    let reason = entry.optional("reason", Some(&command.reason), REASON);
    entry.done()?;
    let type_id = types::id_of(backend, &event.head.r#type).await?;
    let (actor, company) = (ctx.user.id, event.head.company);
    let done = backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let at = now();
                let update = tx.sql(
                    "UPDATE events SET cancelled_at = $1, cancel_reason = $2, revision = revision + 1 \
                     WHERE id = $3 AND revision = $4",
                    [at.0.into(), reason.clone().into(), id.into(), command.revision.into()],
                );
                if tx.execute_raw(update).await.map_err(db_error)?.rows_affected() == 0 {
                    return Ok(false);
                }
                let reason = reason.map(|reason| ("reason".to_owned(), Json::String(reason)));
                let details = Json::Object(reason.into_iter().collect());
                log::write(tx, id, at, actor, &[(LogKind::Cancelled, details)]).await?;
                changes::record(tx, Entity::Event, id, ChangeKind::Changed, type_id, company).await?;
                Ok(true)
            })
        })
        .await?;
    let event = list::get(backend, ctx, id).await?;
    if done { Ok(event) } else { Err(AppError::stale(&event)) }
}

/// The event as it is, if this person may change it and starts from that revision.
async fn current(backend: &Backend, ctx: &Ctx, id: Uuid, revision: i64) -> Result<Event, AppError> {
    ctx.may_write()?;
    let event = list::get(backend, ctx, id).await?;
    let own = event.head.registered_by == ctx.user.id || event.head.performed_by == ctx.user.id;
    if !own && !ctx.is_manager() {
        return Err(AppError::Forbidden {
            detail: "only who registered or performed the event, or a manager, may change it".into(),
        });
    }
    if event.revision == revision { Ok(event) } else { Err(AppError::stale(&event)) }
}

/// Writes the event's own row; its row of the search index, or `None` where the revision is no more the one before.
async fn update(tx: &Tx, event: &Event) -> Result<Option<i64>, AppError> {
    let update = tx.sql(
        "UPDATE events SET occurred_at = $1, performed_by = $2, note = $3, form_values = $4, revision = $5, \
         company_id = $7, contact_id = $8 WHERE id = $6 AND revision = $5 - 1 RETURNING seq",
        [
            event.head.occurred_at.0.into(),
            event.head.performed_by.into(),
            event.head.note.as_str().into(),
            event.values.to_string().into(),
            event.revision.into(),
            event.head.id.into(),
            event.head.company.into(),
            event.head.contact.into(),
        ],
    );
    let row = tx.query_one_raw(update).await.map_err(db_error)?;
    row.map(|row| row.try_get("", "seq").map_err(db_error)).transpose()
}

async fn clear(tx: &Tx, table: &str, event: Uuid) -> Result<(), AppError> {
    let delete = tx.sql(format!("DELETE FROM {table} WHERE event_id = $1"), [Value::from(event)]);
    tx.execute_raw(delete).await.map(drop).map_err(db_error)
}

async fn move_values(tx: &Tx, event: Uuid, at: Timestamp) -> Result<(), AppError> {
    let update =
        tx.sql("UPDATE event_values SET occurred_at = $1 WHERE event_id = $2", [at.0.into(), event.into()]);
    tx.execute_raw(update).await.map(drop).map_err(db_error)
}

/// What differs, field by field, as the log tells it.
fn differences(old: &Event, new: &Event) -> Vec<LogChange> {
    let text = |text: &str| Json::String(text.to_owned());
    let person = |event: &Event| text(&event.head.performed_by.to_string());
    let record = |id: Option<Uuid>| id.map_or(Json::Null, |id| text(&id.to_string()));
    let pairs = [
        ("occurred_at", text(&old.head.occurred_at.to_rfc3339()), text(&new.head.occurred_at.to_rfc3339())),
        ("performed_by", person(old), person(new)),
        ("company", record(old.head.company), record(new.head.company)),
        ("contact", record(old.head.contact), record(new.head.contact)),
        ("note", text(&old.head.note), text(&new.head.note)),
    ];
    let own = pairs.into_iter().map(|(path, old, new)| (path.to_owned(), old, new));
    let keys = members(&old.values)
        .into_iter()
        .chain(members(&new.values).into_iter().filter(|key| old.values.get(key).is_none()));
    let value = |values: &Json, key: &str| values.get(key).cloned().unwrap_or_default();
    let values = keys.map(|key| (format!("values.{key}"), value(&old.values, key), value(&new.values, key)));
    let lines = old.settlements.iter().zip(&new.settlements).flat_map(|(old, new)| {
        let part = |line: &Settlement, part: &str| {
            let found = if part == "quantity" { line.quantity } else { line.unit_price };
            found.map_or(Json::Null, |found| Json::String(found.0.normalize().to_string()))
        };
        ["quantity", "unit_price"]
            .map(|name| (format!("settlements.{}.{name}", old.key), part(old, name), part(new, name)))
    });
    own.chain(values)
        .chain(lines)
        .filter(|(_, old, new)| old != new)
        .map(|(path, old, new)| LogChange { path, old, new })
        .collect()
}

fn members(values: &Json) -> Vec<&str> {
    match values {
        Json::Object(members) => members.iter().map(|(key, _)| key.as_str()).collect(),
        _ => Vec::new(),
    }
}
