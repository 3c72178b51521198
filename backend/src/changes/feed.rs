//! Reading the change feed: pages after an opaque cursor, and a signal when it grows.

use std::{sync::Arc, time::Duration};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use records::{
    AppError, Uuid,
    changes::{Change, ChangeKind, ChangesPage, ChangesRequest, Entity},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value, sqlx};
use tokio::sync::{OnceCell, watch};

use crate::{Backend, Ctx, Db, error::db_error, page};

/// How often rows of other processes are looked for: SQLite has no other way, on PostgreSQL it stands behind NOTIFY.
const POLL: Duration = Duration::from_millis(400);
/// Commits within this time share one NOTIFY.
const DEBOUNCE: Duration = Duration::from_millis(20);
const CHANNEL: &str = "kronika_changes";

/// Tells that the feed may have grown.
pub struct Feed {
    grown: Arc<watch::Sender<u64>>,
    /// Read once: only a restore into an empty place makes another.
    epoch: OnceCell<String>,
}

impl Feed {
    pub(crate) fn start(db: Db) -> Self {
        let (grown, _) = watch::channel(0);
        let grown = Arc::new(grown);
        tokio::spawn(wake(db.clone(), Arc::downgrade(&grown)));
        if !db.is_sqlite() {
            tokio::spawn(listen(db, Arc::downgrade(&grown)));
        }
        Self { grown, epoch: OnceCell::new() }
    }

    /// Changes whenever new rows may be there.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.grown.subscribe()
    }
}

/// Wakes readers after commits of this process at once, after those of others by polling while anybody listens.
async fn wake(db: Db, grown: std::sync::Weak<watch::Sender<u64>>) {
    let mut commits = db.commits();
    let mut last = None;
    loop {
        let own = tokio::select! {
            changed = commits.changed() => { if changed.is_err() { return } true }
            () = tokio::time::sleep(POLL) => false,
        };
        let Some(grown) = grown.upgrade() else { return };
        if own && !db.is_sqlite() {
            tokio::time::sleep(DEBOUNCE).await;
            commits.mark_unchanged();
            let _ = db.read().execute_unprepared(&format!("NOTIFY {CHANNEL}")).await;
        }
        if own {
            grown.send_modify(|count| *count += 1);
        } else if grown.receiver_count() > 0 {
            let newest = end(&db).await.ok();
            if newest != last {
                last = newest;
                grown.send_modify(|count| *count += 1);
            }
        }
    }
}

/// PostgreSQL: wakes readers when another process says that it has committed.
async fn listen(db: Db, grown: std::sync::Weak<watch::Sender<u64>>) {
    loop {
        let pool = db.read().get_postgres_connection_pool();
        if let Ok(mut listener) = sqlx::postgres::PgListener::connect_with(pool).await {
            let _ = listener.listen(CHANNEL).await;
            while listener.recv().await.is_ok() {
                let Some(grown) = grown.upgrade() else { return };
                grown.send_modify(|count| *count += 1);
            }
        }
        if grown.strong_count() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// A place in the feed. On SQLite `xid` is always 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    xid: u64,
    seq: i64,
}

/// Instead of a cursor: nothing but the cursor of the feed's present end is wanted.
const PRESENT: &str = "present";

/// Changes after a cursor, as the reader may see them; from the beginning without one.
pub async fn page(backend: &Backend, ctx: &Ctx, request: ChangesRequest) -> Result<ChangesPage, AppError> {
    ctx.may_read()?;
    let limit = page::limit(request.limit.or(Some(200)))?;
    if request.since.as_deref() == Some(PRESENT) {
        return Ok(ChangesPage { items: Vec::new(), next: present(backend).await?, more: false });
    }
    let db = backend.db();
    let epoch = epoch(backend).await?;
    let after = match &request.since {
        None => Place::default(),
        Some(cursor) => read(cursor, epoch)?,
    };
    let mut rows = rows(db, after, limit + 1).await.map_err(db_error)?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let last = rows.last().map_or(after, Row::place);
    Ok(ChangesPage { items: rows.iter().filter_map(Row::change).collect(), next: write(last, epoch), more })
}

/// The cursor of the feed's present end.
pub async fn present(backend: &Backend) -> Result<String, AppError> {
    let epoch = epoch(backend).await?;
    Ok(write(end(backend.db()).await.map_err(db_error)?, epoch))
}

/// The newest row that may be read.
async fn end(db: &Db) -> Result<Place, DbErr> {
    let newest = if db.is_sqlite() {
        "SELECT '0' AS xid, seq FROM changes ORDER BY seq DESC LIMIT 1"
    } else {
        "SELECT xid::text AS xid, seq FROM changes WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) \
         ORDER BY changes.xid DESC, seq DESC LIMIT 1"
    };
    let row = db.read().query_one_raw(db.sql(newest, [])).await?;
    row.map_or(Ok(Place::default()), |row| {
        let xid: String = row.try_get("", "xid")?;
        Ok(Place { xid: xid.parse().unwrap_or_default(), seq: row.try_get("", "seq")? })
    })
}

async fn rows(db: &Db, after: Place, limit: u32) -> Result<Vec<Row>, DbErr> {
    let (text, values): (&str, Vec<Value>) = if db.is_sqlite() {
        (
            "SELECT '0' AS xid, seq, entity, id, kind, type_id, company_id FROM changes WHERE seq > $1 \
             ORDER BY seq LIMIT $2",
            vec![after.seq.into(), i64::from(limit).into()],
        )
    } else {
        (
            "SELECT xid::text AS xid, seq, entity, id, kind, type_id, company_id FROM changes \
             WHERE (changes.xid, seq) > ($1::text::xid8, $2) AND changes.xid < pg_snapshot_xmin(pg_current_snapshot()) \
             ORDER BY changes.xid, seq LIMIT $3",
            vec![after.xid.to_string().into(), after.seq.into(), i64::from(limit).into()],
        )
    };
    Row::find_by_statement(db.sql(text, values)).all(db.read()).await
}

#[derive(FromQueryResult)]
struct Row {
    xid: String,
    seq: i64,
    entity: String,
    id: Uuid,
    kind: String,
    type_id: Option<Uuid>,
    company_id: Option<Uuid>,
}

impl Row {
    fn place(&self) -> Place {
        Place { xid: self.xid.parse().unwrap_or_default(), seq: self.seq }
    }

    fn change(&self) -> Option<Change> {
        let entity = match self.entity.as_str() {
            "event" => Entity::Event,
            "company" => Entity::Company,
            "contact" => Entity::Contact,
            "event_type" => Entity::EventType,
            "user" => Entity::User,
            "group" => Entity::Group,
            _ => return None,
        };
        let kind = match self.kind.as_str() {
            "created" => ChangeKind::Created,
            "changed" => ChangeKind::Changed,
            _ => ChangeKind::Gone,
        };
        Some(Change { entity, id: self.id, kind, company: self.company_id, event_type: self.type_id })
    }
}

/// The epoch tells cursors of this database from those of another, or of itself before a restore.
async fn epoch(backend: &Backend) -> Result<&str, AppError> {
    let db = backend.db();
    let read = || async {
        let find = db.sql("SELECT value FROM facts WHERE key = 'epoch'", []);
        let row = db.read().query_one_raw(find).await.map_err(db_error)?.ok_or(AppError::Internal)?;
        row.try_get("", "value").map_err(db_error)
    };
    backend.feed().epoch.get_or_try_init(read).await.map(String::as_str)
}

fn write(place: Place, epoch: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{epoch}.{}.{}", place.xid, place.seq))
}

fn read(cursor: &str, epoch: &str) -> Result<Place, AppError> {
    let wrong = || AppError::at("since", "format");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    let mut parts = text.split('.');
    let (Some(of), Some(xid), Some(seq), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(wrong());
    };
    if of != epoch {
        return Err(AppError::Gone);
    }
    Ok(Place { xid: xid.parse().map_err(|_| wrong())?, seq: seq.parse().map_err(|_| wrong())? })
}
