//! Making event types and changing their live settings.

use forms::{Form, Json};
use records::{
    AppError, Decimal, Problem, Uuid,
    changes::{ChangeKind, Entity},
    event_types::{ChangeEventType, EventType, NewEventType, Rules},
};
use sea_orm::ConnectionTrait;

use super::{check, kind_name, row, to_text, versions};
use crate::{
    Backend, Ctx, changes,
    commands::Command,
    db::Tx,
    error::{constraint, db_error},
    events::prepare::check_note,
    time_zone::now,
};

const COLOR: &str = "#4f7cac";

/// Makes an event type and publishes its form as version 1. With an id the command may be sent any number of times: `true`
/// where it took effect now.
///
/// Errors: problems of the settings, or the form's own problems.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewEventType) -> Result<(EventType, bool), AppError> {
    ctx.may_configure()?;
    let db = backend.db();
    let id = new.id.unwrap_or_else(Uuid::now_v7);
    let command = new.id.map(|id| Command::new(ctx, Entity::EventType, id, &canonical(&new))).transpose()?;
    if let Some(command) = &command
        && command.seen(db).await?
    {
        return Ok((super::get(backend, ctx, &id.to_string()).await?, false));
    }
    let author = ctx.user.id;
    let checked = judge(NewEventType { id: Some(id), ..new })?;
    let sent = command.clone();
    let work = db.write(move |tx| {
        Box::pin(async move {
            if let Some(command) = &command
                && !command.write(tx).await?
            {
                return Ok(false);
            }
            insert(tx, checked, Some(author), false).await.map(|()| true)
        })
    });
    let written = work.await?;
    backend.types().clear();
    if let (false, Some(command)) = (written, sent) {
        // The same command came twice at once, and the other was quicker.
        command.seen(db).await?;
    }
    Ok((super::get(backend, ctx, &id.to_string()).await?, written))
}

/// The command in one spelling: decimals by value, attributes of the form in their order.
fn canonical(new: &NewEventType) -> NewEventType {
    let mut canonical = new.clone();
    if let Ok(form) = Form::from_json(&new.form) {
        canonical.form = form.to_json();
    }
    for line in &mut canonical.settlements {
        for part in [&mut line.default_quantity, &mut line.default_unit_price].into_iter().flatten() {
            *part = Decimal(part.0.normalize());
        }
    }
    canonical
}

/// Judges a new type, and writes nothing.
pub(crate) fn judge_new(new: NewEventType) -> Result<(), AppError> {
    judge(new).map(drop)
}

/// A type whose every part has passed.
pub(super) struct Checked {
    new: NewEventType,
    form: Json,
}

/// Judges a new type: settings and form.
pub(super) fn judge(mut new: NewEventType) -> Result<Checked, AppError> {
    let mut problems = Vec::new();
    if !check::is_key(&new.key) {
        problems.push(Problem::new("key", "pattern"));
    }
    check::name("name", &new.name, &mut problems);
    let color = new.color.take().unwrap_or_else(|| COLOR.into());
    new.task_color =
        Some(check::color("task_color", new.task_color.as_deref().unwrap_or(&color), &mut problems));
    new.color = Some(check::color("color", &color, &mut problems));
    check_note("default_note", new.default_note.trim(), &mut problems);
    if new.label_list.is_some() {
        problems.push(Problem::new("label_list", "reference"));
    }
    let form = if new.form.is_null() { Form::empty().to_json() } else { std::mem::take(&mut new.form) };
    let form = Form::with_ids(&form, &[]).map_err(|form_problems| AppError::InvalidForm { form_problems })?;
    check::form_of(new.kind, &form, &mut problems);
    check::rules(&rules(&new), &mut problems);
    if problems.is_empty() { Ok(Checked { new, form }) } else { Err(AppError::Invalid { problems }) }
}

fn rules(new: &NewEventType) -> Rules {
    Rules {
        numbering: new.numbering.clone(),
        links: new.links,
        settlements: new.settlements.clone(),
        backdating: new.backdating,
        on_behalf: new.on_behalf,
    }
}

/// Writes a type with its version 1.
pub(super) async fn insert(
    tx: &Tx,
    Checked { new, form }: Checked,
    author: Option<Uuid>,
    built_in: bool,
) -> Result<(), AppError> {
    let id = new.id.unwrap_or_else(Uuid::now_v7);
    let at = now();
    let insert = tx.sql(
        "INSERT INTO event_types (id, key, kind, name, color, task_color, position, active, built_in, default_note, \
         show_details, version, created_at, revision) VALUES ($1, $2, $3, $4, $5, $6, \
         (SELECT COALESCE(MAX(position), 0) + 1 FROM event_types), $7, $8, $9, $10, 1, $11, 1)",
        [
            id.into(),
            new.key.as_str().into(),
            kind_name(new.kind).into(),
            to_text(&new.name)?.into(),
            new.color.clone().unwrap_or_default().into(),
            new.task_color.clone().unwrap_or_default().into(),
            true.into(),
            built_in.into(),
            new.default_note.as_str().into(),
            new.show_details.into(),
            at.0.into(),
        ],
    );
    // PostgreSQL's sentence holds the word "key" whatever was violated.
    let taken = [
        ("event_types_pkey", "id", "duplicate"),
        ("event_types.id", "id", "duplicate"),
        ("event_types_key_key", "key", "duplicate"),
        ("event_types.key", "key", "duplicate"),
    ];
    tx.execute_raw(insert).await.map_err(|error| constraint(error, &taken))?;
    versions::insert(tx, id, 1, &form, &rules(&new), "", author).await?;
    changes::record(tx, Entity::EventType, id, ChangeKind::Created, Some(id), None).await
}

/// Changes names, colours and other live settings; old events are shown with the new ones.
pub async fn change(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    command: ChangeEventType,
) -> Result<EventType, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?.view()?;
    if old.revision != command.revision {
        return Err(AppError::stale(&old));
    }
    let mut changed = old.clone();
    changed.name = command.name.unwrap_or(changed.name);
    changed.color = command.color.unwrap_or(changed.color);
    changed.task_color = command.task_color.unwrap_or(changed.task_color);
    changed.default_note = command.default_note.unwrap_or(changed.default_note);
    changed.active = command.active.unwrap_or(changed.active);
    changed.show_details = command.show_details.unwrap_or(changed.show_details);
    let mut problems = Vec::new();
    check::name("name", &changed.name, &mut problems);
    changed.color = check::color("color", &changed.color, &mut problems);
    changed.task_color = check::color("task_color", &changed.task_color, &mut problems);
    check_note("default_note", changed.default_note.trim(), &mut problems);
    if !problems.is_empty() {
        return Err(AppError::Invalid { problems });
    }
    if changed == old {
        return Ok(old);
    }
    let id = old.id;
    let name = to_text(&changed.name)?;
    let done = backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let update = tx.sql(
                    "UPDATE event_types SET name = $1, color = $2, task_color = $3, default_note = $4, active = $5, \
                     show_details = $6, revision = revision + 1 WHERE id = $7 AND revision = $8",
                    [
                        name.into(),
                        changed.color.into(),
                        changed.task_color.into(),
                        changed.default_note.into(),
                        changed.active.into(),
                        changed.show_details.into(),
                        id.into(),
                        old.revision.into(),
                    ],
                );
                let done = tx.execute_raw(update).await.map_err(db_error)?.rows_affected() == 1;
                if done {
                    changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await?;
                }
                Ok(done)
            })
        })
        .await?;
    backend.types().clear();
    let now = super::get(backend, ctx, &id.to_string()).await?;
    if done { Ok(now) } else { Err(AppError::stale(&now)) }
}
