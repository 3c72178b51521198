//! Sessions: a person's way in through the client. They live in the database, so every server knows them.

mod attempts;
mod sign_in;

use records::{AppError, Page, PageRequest, Timestamp, Uuid, sessions::SessionView};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{may_manage, secrets};
use crate::{Backend, Ctx, Door, db::Tx, entities::users, error::db_error, page, time_zone::now};

/// Marks the cursors of this list.
const LIST: &str = "sessions";
pub(super) use attempts::try_password;
pub use sign_in::{SignedIn, first_administrator, sign_in, welcome};

/// A session unused for this long has ended.
const IDLE: i64 = 30 * 24 * 60 * 60 * 1_000_000;
/// Uses within this time are not written down.
const SEEN: i64 = 5 * 60 * 1_000_000;

/// Who stands behind a session's secret.
pub async fn by_secret(backend: &Backend, secret: &str) -> Result<Ctx, AppError> {
    #[derive(FromQueryResult)]
    struct Found {
        #[sea_orm(nested)]
        user: users::Model,
        session_id: Uuid,
        seen_at: i64,
    }

    let hash = secrets::hash(secret);
    let find = async {
        let db = backend.db();
        let at = now().0;
        let find = db.sql(
            "SELECT u.*, s.id AS session_id, s.seen_at FROM sessions s JOIN users u ON u.id = s.user_id \
             WHERE s.secret_hash = $1 AND s.expires_at > $2 AND u.active",
            [hash.clone().into(), at.into()],
        );
        let found = Found::find_by_statement(find).one(db.read()).await.map_err(db_error)?;
        let found = found.ok_or(AppError::Unauthorized)?;
        if at - found.seen_at > SEEN {
            // Reading goes on where nothing can be written; the failure is logged.
            let _ = seen(backend, found.session_id, at).await;
        }
        Ok(Ctx { user: found.user.into(), door: Door::Client, session: Some(found.session_id), scopes: None })
    };
    backend.visitors().known(&hash, find).await
}

async fn seen(backend: &Backend, session: Uuid, at: i64) -> Result<(), AppError> {
    backend
        .db()
        .write(move |tx| {
            Box::pin(async move {
                let update = tx.sql(
                    "UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE id = $3",
                    [at.into(), (at + IDLE).into(), session.into()],
                );
                tx.execute_raw(update).await.map(drop).map_err(db_error)
            })
        })
        .await
}

/// Ends the session that the request came with.
pub async fn sign_out(backend: &Backend, ctx: &Ctx) -> Result<(), AppError> {
    let Some(session) = ctx.session else { return Ok(()) };
    delete(backend, session).await
}

/// A person's open sessions, the last used first: one's own, or anybody's for an administrator.
pub async fn list(backend: &Backend, ctx: &Ctx, user: Uuid) -> Result<Vec<SessionView>, AppError> {
    open_ones(backend, ctx, user, None, None).await
}

/// A page of them.
pub async fn page(
    backend: &Backend,
    ctx: &Ctx,
    user: Uuid,
    request: PageRequest,
) -> Result<Page<SessionView>, AppError> {
    let limit = page::limit(request.limit)?;
    let before = request.after.as_deref().map(|after| page::read_number_cursor(LIST, after)).transpose()?;
    let rows = open_ones(backend, ctx, user, before, Some(limit + 1)).await?;
    Ok(page::page(LIST, rows, limit, |row| (row.seen_at.0.to_be_bytes().to_vec(), row.id)))
}

async fn open_ones(
    backend: &Backend,
    ctx: &Ctx,
    user: Uuid,
    before: Option<(i64, Uuid)>,
    most: Option<u32>,
) -> Result<Vec<SessionView>, AppError> {
    may_manage(ctx, user)?;
    let db = backend.db();
    let (seen_at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let limit = most.map_or(String::new(), |most| format!("LIMIT {most}"));
    let find = db.sql(
        format!(
            "SELECT id, user_agent, created_at, seen_at FROM sessions WHERE user_id = $1 AND expires_at > $2 \
             AND (seen_at, id) < ($3, $4) ORDER BY seen_at DESC, id DESC {limit}"
        ),
        [user.into(), now().0.into(), seen_at.into(), id.into()],
    );
    let rows = db.read().query_all_raw(find).await.map_err(db_error)?;
    let view = |row: &sea_orm::QueryResult| {
        let id = row.try_get("", "id")?;
        Ok(SessionView {
            id,
            created_at: Timestamp(row.try_get("", "created_at")?),
            seen_at: Timestamp(row.try_get("", "seen_at")?),
            user_agent: row.try_get("", "user_agent")?,
            current: ctx.session == Some(id),
        })
    };
    rows.iter().map(view).collect::<Result<_, _>>().map_err(db_error)
}

/// Ends a session: one's own, or anybody's by an administrator. For others it does not exist.
pub async fn revoke(backend: &Backend, ctx: &Ctx, session: Uuid) -> Result<(), AppError> {
    may_manage(ctx, ctx.user.id)?;
    let db = backend.db();
    let find = db.sql("SELECT user_id FROM sessions WHERE id = $1", [session.into()]);
    let row = db.read().query_one_raw(find).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
    let user = row.try_get("", "user_id").map_err(db_error)?;
    may_manage(ctx, user).map_err(|_| AppError::NotFound)?;
    delete(backend, session).await
}

/// Ends all sessions of a person but one.
pub(super) async fn end(tx: &Tx, user: Uuid, but: Option<Uuid>) -> Result<(), AppError> {
    let delete = match but {
        Some(kept) => {
            tx.sql("DELETE FROM sessions WHERE user_id = $1 AND id <> $2", [user.into(), kept.into()])
        }
        None => tx.sql("DELETE FROM sessions WHERE user_id = $1", [user.into()]),
    };
    tx.execute_raw(delete).await.map(drop).map_err(db_error)
}

async fn delete(backend: &Backend, session: Uuid) -> Result<(), AppError> {
    let work = move |tx: &Tx| tx.sql("DELETE FROM sessions WHERE id = $1", [session.into()]);
    let ended = backend
        .db()
        .write(move |tx| Box::pin(async move { tx.execute_raw(work(tx)).await.map(drop).map_err(db_error) }))
        .await;
    backend.visitors().forget();
    ended
}
