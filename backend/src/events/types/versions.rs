//! Drafts and published versions. A published version never changes.

use forms::{Form, Json};
use records::{
    AppError, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    event_types::{Draft, Publish, Rules, Version, VersionSummary},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{TypeRow, check, from_text, row, to_text};
use crate::{
    Backend, Ctx, Db, changes,
    db::Tx,
    error::{constraint, db_error},
    time_zone::now,
};

/// Keeps the next version in the making. A form with problems is refused; nothing is lost of the draft before.
pub async fn put_draft(backend: &Backend, ctx: &Ctx, key: &str, draft: Draft) -> Result<Draft, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    next(&old, &draft)?;
    let (id, text) = (old.id, to_text(&draft)?);
    backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let update = tx.sql(
                    "UPDATE event_types SET draft = $1, revision = revision + 1 WHERE id = $2",
                    [text.into(), id.into()],
                );
                tx.execute_raw(update).await.map_err(db_error)?;
                changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await
            })
        })
        .await?;
    backend.types().clear();
    Ok(draft)
}

/// The draft of a type; empty where nothing differs from what is published.
pub async fn draft(backend: &Backend, ctx: &Ctx, key: &str) -> Result<Draft, AppError> {
    ctx.may_configure()?;
    row(backend, key).await?.ok_or(AppError::NotFound)?.draft()
}

/// Publishes the draft as the next version.
pub async fn publish(backend: &Backend, ctx: &Ctx, key: &str, command: Publish) -> Result<Version, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    if old.draft.is_none() {
        return Err(AppError::Conflict { detail: "there is no draft to publish".into(), current: None });
    }
    let (form, rules) = next(&old, &old.draft()?)?;
    if command.note.contains('\0') || command.note.chars().count() > 2000 {
        return Err(AppError::at("note", "limit"));
    }
    let (id, number, author) = (old.id, old.version + 1, ctx.user.id);
    backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                insert(tx, id, number, &form, &rules, command.note.trim(), Some(author)).await?;
                let update = tx.sql(
                    "UPDATE event_types SET version = $1, draft = NULL, revision = revision + 1 WHERE id = $2",
                    [number.into(), id.into()],
                );
                tx.execute_raw(update).await.map_err(db_error)?;
                changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await
            })
        })
        .await?;
    backend.types().clear();
    version(backend, ctx, key, u32::try_from(number).unwrap_or_default()).await
}

/// All published versions, newest first.
pub async fn versions(backend: &Backend, ctx: &Ctx, key: &str) -> Result<Vec<VersionSummary>, AppError> {
    ctx.may_read()?;
    let id = row(backend, key).await?.ok_or(AppError::NotFound)?.id;
    let db = backend.db();
    let find = db.sql(format!("{SELECT} WHERE type_id = $1 ORDER BY version DESC"), [id.into()]);
    let rows = Stored::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    Ok(rows
        .into_iter()
        .map(|row| VersionSummary {
            version: u32::try_from(row.version).unwrap_or_default(),
            note: row.note,
            published_at: Timestamp(row.published_at),
            published_by: row.published_by,
            withdrawn: row.withdrawn,
        })
        .collect())
}

/// One published version.
pub async fn version(backend: &Backend, ctx: &Ctx, key: &str, number: u32) -> Result<Version, AppError> {
    ctx.may_read()?;
    let id = row(backend, key).await?.ok_or(AppError::NotFound)?.id;
    let row = stored(backend.db(), id, i64::from(number)).await?.ok_or(AppError::NotFound)?;
    Ok(Version {
        version: number,
        form: Json::parse(&row.form).unwrap_or_default(),
        rules: row.rules()?,
        note: row.note,
        published_at: Timestamp(row.published_at),
        published_by: row.published_by,
        withdrawn: row.withdrawn,
    })
}

const SELECT: &str =
    "SELECT version, form, rules, note, published_at, published_by, withdrawn FROM event_type_versions";

#[derive(FromQueryResult)]
pub(super) struct Stored {
    version: i64,
    pub(super) form: String,
    rules: String,
    note: String,
    published_at: i64,
    published_by: Option<Uuid>,
    pub(super) withdrawn: Option<String>,
}

impl Stored {
    pub(super) fn rules(&self) -> Result<Rules, AppError> {
        from_text(&self.rules)
    }
}

pub(super) async fn stored(db: &Db, type_id: Uuid, number: i64) -> Result<Option<Stored>, AppError> {
    let find =
        db.sql(format!("{SELECT} WHERE type_id = $1 AND version = $2"), [type_id.into(), number.into()]);
    let row = db.read().query_one_raw(find).await.map_err(db_error)?;
    row.map(|row| Stored::from_query_result(&row, "").map_err(db_error)).transpose()
}

/// Writes a version. Two publishing at once: the second gets a conflict.
pub(super) async fn insert(
    tx: &Tx,
    type_id: Uuid,
    number: i64,
    form: &Json,
    rules: &Rules,
    note: &str,
    author: Option<Uuid>,
) -> Result<(), AppError> {
    let insert = tx.sql(
        "INSERT INTO event_type_versions (type_id, version, form, rules, note, published_at, published_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            type_id.into(),
            number.into(),
            form.to_string().into(),
            to_text(rules)?.into(),
            note.into(),
            now().0.into(),
            author.into(),
        ],
    );
    tx.execute_raw(insert).await.map(drop).map_err(|error| {
        match constraint(error, &[("event_type_versions", "version", "duplicate")]) {
            AppError::Invalid { .. } => AppError::Conflict {
                detail: "another version has been published meanwhile".into(),
                current: None,
            },
            other => other,
        }
    })
}

/// The form (with its ids) and rules that publishing the draft would give.
fn next(old: &TypeRow, draft: &Draft) -> Result<(Json, Rules), AppError> {
    let mut rules: Rules = from_text(&old.rules)?;
    let draft = draft.clone();
    rules.numbering = draft.numbering.unwrap_or(rules.numbering);
    rules.links = draft.links.unwrap_or(rules.links);
    rules.settlements = draft.settlements.unwrap_or(rules.settlements);
    rules.backdating = draft.backdating.unwrap_or(rules.backdating);
    rules.on_behalf = draft.on_behalf.unwrap_or(rules.on_behalf);
    let mut problems = Vec::new();
    check::rules(&rules, &mut problems);
    if !problems.is_empty() {
        return Err(AppError::Invalid { problems });
    }
    let published = Json::parse(&old.form).unwrap_or_default();
    let previous = Form::parse(&old.form).ok();
    let form = Form::with_ids(&draft.form.unwrap_or(published), previous.as_ref())
        .map_err(|form_problems| AppError::InvalidForm { form_problems })?;
    Ok((form, rules))
}
