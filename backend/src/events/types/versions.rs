//! Drafts and published versions. A published version never changes.

use forms::{
    Form, Json,
    compare::{changes as changed, compare},
};
use records::{
    AppError, Page, PageRequest, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    event_types::{Draft, Publish, Rules, Version, VersionDifferences, VersionSummary, Withdrawal},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{TypeRow, check, from_text, row, to_text};
use crate::{
    Backend, Ctx, Db, changes,
    db::Tx,
    entry::Entry,
    error::{constraint, db_error},
    page,
    time_zone::now,
};

/// Marks the cursors of this list.
const LIST: &str = "versions";

/// The most that a remark on a version holds.
const REMARK: usize = 2000;

/// Keeps the next version in the making; one without any attribute takes the draft away. A form with problems is
/// refused, and so is a draft that starts from a stale revision; nothing is lost of the draft before.
pub async fn put_draft(backend: &Backend, ctx: &Ctx, key: &str, draft: Draft) -> Result<Draft, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    if draft.revision.is_some_and(|revision| revision != old.revision) {
        return Err(stale(backend, key).await);
    }
    next(backend, &old, &draft).await?;
    let (id, started) = (old.id, draft.revision);
    let kept = Draft { revision: None, ..draft };
    let text = (kept != Draft::default()).then(|| to_text(&kept)).transpose()?;
    let revision = backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let update = tx.sql(
                    "UPDATE event_types SET draft = $1, revision = revision + 1 WHERE id = $2 \
                     AND ($3 IS NULL OR revision = $3) RETURNING revision",
                    [text.into(), id.into(), started.into()],
                );
                let Some(row) = tx.query_one_raw(update).await.map_err(db_error)? else { return Ok(None) };
                changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await?;
                row.try_get::<i64>("", "revision").map(Some).map_err(db_error)
            })
        })
        .await?;
    backend.types().clear();
    match revision {
        Some(_) => Ok(Draft { revision, ..kept }),
        None => Err(stale(backend, key).await),
    }
}

/// The draft of a type; empty where nothing differs from what is published.
pub async fn draft(backend: &Backend, ctx: &Ctx, key: &str) -> Result<Draft, AppError> {
    ctx.may_configure()?;
    let row = row(backend, key).await?.ok_or(AppError::NotFound)?;
    Ok(Draft { revision: Some(row.revision), ..row.draft()? })
}

/// The answer to who started from a draft that is no more: the next version as it stands by now, whole.
async fn stale(backend: &Backend, key: &str) -> AppError {
    let whole = async || {
        let row = row(backend, key).await?.ok_or(AppError::NotFound)?;
        let draft = row.draft()?;
        let rules: Rules = from_text(&row.rules)?;
        let published = Json::parse(&row.form).unwrap_or_default();
        Ok(AppError::stale(&Draft {
            revision: Some(row.revision),
            form: draft.form.or(Some(published)),
            numbering: draft.numbering.or(Some(rules.numbering)),
            links: draft.links.or(Some(rules.links)),
            settlements: draft.settlements.or(Some(rules.settlements)),
            backdating: draft.backdating.or(Some(rules.backdating)),
            on_behalf: draft.on_behalf.or(Some(rules.on_behalf)),
        }))
    };
    whole().await.unwrap_or_else(|error| error)
}

/// Publishes the draft as the next version.
pub async fn publish(backend: &Backend, ctx: &Ctx, key: &str, command: Publish) -> Result<Version, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    if old.draft.is_none() {
        return Err(AppError::bare_conflict("there is no draft to publish", None));
    }
    let (form, rules) = next(backend, &old, &old.draft()?).await?;
    add(backend, ctx, &old, (form, rules), command, "draft = NULL").await
}

/// Publishes what an older version says as the next version. A draft stays as it is.
pub async fn roll_back(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    number: u32,
    command: Publish,
) -> Result<Version, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    let wanted = stored(backend.db(), old.id, i64::from(number)).await?.ok_or(AppError::NotFound)?;
    if i64::from(number) == old.version {
        return Err(AppError::bare_conflict("this version is the newest", None));
    }
    let form = with_ids(backend, old.id, &Json::parse(&wanted.form).unwrap_or_default()).await?;
    add(backend, ctx, &old, (form, wanted.rules()?), command, "draft = draft").await
}

/// Adds the next version to the type as it was read.
async fn add(
    backend: &Backend,
    ctx: &Ctx,
    old: &TypeRow,
    (form, rules): (Json, Rules),
    command: Publish,
    set_draft: &'static str,
) -> Result<Version, AppError> {
    if command.revision.is_some_and(|revision| revision != old.revision) {
        return Err(stale(backend, &old.key).await);
    }
    let mut entry = Entry::default();
    let note = entry.optional("note", Some(&command.note), REMARK).unwrap_or_default();
    entry.done()?;
    let (id, number, revision, author) = (old.id, old.version + 1, old.revision, ctx.user.id);
    backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                insert(tx, id, number, &form, &rules, &note, Some(author)).await?;
                let update = tx.sql(
                    format!(
                        "UPDATE event_types SET version = $1, {set_draft}, revision = revision + 1 \
                         WHERE id = $2 AND revision = $3"
                    ),
                    [number.into(), id.into(), revision.into()],
                );
                let done = tx.execute_raw(update).await.map_err(db_error)?;
                if done.rows_affected() == 0 {
                    let detail = "the event type has been changed by somebody else meanwhile";
                    return Err(AppError::bare_conflict(detail, None));
                }
                changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await
            })
        })
        .await?;
    backend.types().clear();
    version(backend, ctx, &old.key, u32::try_from(number).unwrap_or_default()).await
}

/// Takes a version out of use, with the reason that its users are told, or back into it.
pub async fn withdraw(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    number: u32,
    command: Withdrawal,
) -> Result<Version, AppError> {
    ctx.may_configure()?;
    let old = row(backend, key).await?.ok_or(AppError::NotFound)?;
    stored(backend.db(), old.id, i64::from(number)).await?.ok_or(AppError::NotFound)?;
    let mut entry = Entry::default();
    let reason = command.reason.map(|reason| entry.required("reason", &reason, REMARK));
    entry.done()?;
    let id = old.id;
    backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let withdrawing = reason.is_some();
                let update = tx.sql(
                    "UPDATE event_type_versions SET withdrawn = $1 WHERE type_id = $2 AND version = $3 \
                     AND NOT ($4 AND version = (SELECT version FROM event_types WHERE id = $2))",
                    [reason.into(), id.into(), i64::from(number).into(), withdrawing.into()],
                );
                if tx.execute_raw(update).await.map_err(db_error)?.rows_affected() == 0 {
                    let detail =
                        "the newest version is in use: publish another one first, or retire the type";
                    return Err(AppError::bare_conflict(detail, None));
                }
                changes::record(tx, Entity::EventType, id, ChangeKind::Changed, Some(id), None).await
            })
        })
        .await?;
    backend.types().clear();
    version(backend, ctx, key, number).await
}

/// What differs in a version from another one; without `from`, from the one before.
pub async fn differences(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    number: u32,
    from: Option<u32>,
) -> Result<VersionDifferences, AppError> {
    ctx.may_read()?;
    let from = from.unwrap_or(number.saturating_sub(1));
    let id = row(backend, key).await?.ok_or(AppError::NotFound)?.id;
    let read = async |number: u32| stored(backend.db(), id, i64::from(number)).await;
    let after = read(number).await?.ok_or(AppError::NotFound)?;
    let before = match from {
        0 => None,
        _ => Some(read(from).await?.ok_or_else(|| AppError::at("from", "reference"))?),
    };
    let rules = |version: &Stored| Json::parse(&version.rules).unwrap_or_default();
    let nothing = Form::empty();
    let form = before.as_ref().map_or(Ok(nothing), Stored::compiled)?;
    Ok(VersionDifferences {
        from,
        to: number,
        form: compare(&form, &after.compiled()?),
        rules: changed(&before.as_ref().map(rules).unwrap_or_else(Json::object), &rules(&after)),
    })
}

/// All published versions, newest first.
pub async fn versions(backend: &Backend, ctx: &Ctx, key: &str) -> Result<Vec<VersionSummary>, AppError> {
    ctx.may_read()?;
    let id = row(backend, key).await?.ok_or(AppError::NotFound)?.id;
    Ok(all(backend.db(), id).await?.into_iter().map(Stored::summary).collect())
}

/// A page of them.
pub async fn versions_page(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    request: PageRequest,
) -> Result<Page<VersionSummary>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let id = row(backend, key).await?.ok_or(AppError::NotFound)?.id;
    let limit = page::limit(request.limit)?;
    let before = match &request.after {
        Some(after) => page::read_number_cursor(LIST, after)?.0,
        None => i64::MAX,
    };
    let find =
        format!("{SELECT} WHERE type_id = $1 AND version < $2 ORDER BY version DESC LIMIT {}", limit + 1);
    let find = db.sql(find, [id.into(), before.into()]);
    let rows = Stored::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let place = |row: &Stored| (row.version.to_be_bytes().to_vec(), Uuid::nil());
    Ok(page::page(LIST, rows, limit, place).map(Stored::summary))
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
    form: String,
    rules: String,
    note: String,
    published_at: i64,
    published_by: Option<Uuid>,
    pub(super) withdrawn: Option<String>,
}

impl Stored {
    fn summary(self) -> VersionSummary {
        VersionSummary {
            version: u32::try_from(self.version).unwrap_or_default(),
            note: self.note,
            published_at: Timestamp(self.published_at),
            published_by: self.published_by,
            withdrawn: self.withdrawn,
        }
    }

    pub(super) fn rules(&self) -> Result<Rules, AppError> {
        from_text(&self.rules)
    }

    pub(super) fn compiled(&self) -> Result<Form, AppError> {
        Form::parse(&self.form).map_err(|_| {
            tracing::error!(version = self.version, "a published form cannot be compiled");
            AppError::Internal
        })
    }
}

/// Newest first.
async fn all(db: &Db, type_id: Uuid) -> Result<Vec<Stored>, AppError> {
    let find = db.sql(format!("{SELECT} WHERE type_id = $1 ORDER BY version DESC"), [type_id.into()]);
    Stored::find_by_statement(find).all(db.read()).await.map_err(db_error)
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
            AppError::Invalid { .. } => {
                AppError::bare_conflict("another version has been published meanwhile", None)
            }
            other => other,
        }
    })
}

/// The form (with its ids) and rules that publishing the draft would give.
async fn next(backend: &Backend, old: &TypeRow, draft: &Draft) -> Result<(Json, Rules), AppError> {
    let mut rules: Rules = from_text(&old.rules)?;
    let draft = draft.clone();
    rules.numbering = draft.numbering.unwrap_or(rules.numbering);
    rules.links = draft.links.unwrap_or(rules.links);
    rules.settlements = draft.settlements.unwrap_or(rules.settlements);
    rules.backdating = draft.backdating.unwrap_or(rules.backdating);
    rules.on_behalf = draft.on_behalf.unwrap_or(rules.on_behalf);
    let mut problems = Vec::new();
    if let Some(form) = &draft.form {
        check::form_of(old.kind(), form, &mut problems);
    }
    check::rules(&rules, &mut problems);
    if !problems.is_empty() {
        return Err(AppError::Invalid { problems });
    }
    let published = Json::parse(&old.form).unwrap_or_default();
    Ok((with_ids(backend, old.id, &draft.form.unwrap_or(published)).await?, rules))
}

/// The form with the ids that its fields have in the versions before; none may change its type.
async fn with_ids(backend: &Backend, type_id: Uuid, form: &Json) -> Result<Json, AppError> {
    let versions = all(backend.db(), type_id).await?;
    let versions = versions.iter().map(Stored::compiled).collect::<Result<Vec<_>, _>>()?;
    Form::with_ids(form, &versions).map_err(|form_problems| AppError::InvalidForm { form_problems })
}
