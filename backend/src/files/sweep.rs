//! Uploads that no event took over go after a while, with their contents where no other file has the same.

use std::time::Duration;

use records::{AppError, Timestamp, Uuid};
use sea_orm::{ConnectionTrait, Value};

use super::rows::places;
use crate::{Backend, error::db_error, time_zone::now};

/// A tablet may be out in the field for weeks; what it uploaded waits for its event this long.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
const PAUSE: Duration = Duration::from_secs(24 * 3600);
/// At most this many files in one transaction.
const BATCH: u32 = 500;

/// Sweeps once a day, for ever.
pub async fn sweep_daily(backend: Backend) {
    loop {
        let before = Timestamp(now().0 - i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX));
        match sweep(&backend, before).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "files that no event took over are gone"),
            // It is in the log, and comes again tomorrow.
            Err(_) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Removes files that were announced before a moment and belong to nothing; how many they were.
pub async fn sweep(backend: &Backend, before: Timestamp) -> Result<u64, AppError> {
    let mut swept = 0;
    loop {
        let files = delete(backend, before).await?;
        for (id, _) in &files {
            backend.files().forget(*id).await?;
        }
        let mut contents: Vec<&str> = files.iter().map(|(_, sha256)| sha256.as_str()).collect();
        contents.sort_unstable();
        contents.dedup();
        for sha256 in contents {
            let closed = backend.files().closed().await?;
            let db = backend.db();
            let find = db.sql("SELECT 1 AS one FROM files WHERE sha256 = $1 LIMIT 1", [sha256.into()]);
            if db.read().query_one_raw(find).await.map_err(db_error)?.is_none() {
                closed.remove(sha256).await?;
            }
        }
        swept += files.len() as u64;
        if files.len() < BATCH as usize {
            return Ok(swept);
        }
    }
}

/// Takes a batch of rows away, with their commands, so that the same upload can begin anew.
async fn delete(backend: &Backend, before: Timestamp) -> Result<Vec<(Uuid, String)>, AppError> {
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            let delete = tx.sql(
                format!(
                    "DELETE FROM files WHERE event_id IS NULL AND id IN (SELECT id FROM files \
                     WHERE event_id IS NULL AND created_at < $1 LIMIT {BATCH}) RETURNING id, sha256"
                ),
                [before.0.into()],
            );
            let mut files: Vec<(Uuid, String)> = Vec::new();
            for row in tx.query_all_raw(delete).await.map_err(db_error)? {
                files.push((
                    row.try_get("", "id").map_err(db_error)?,
                    row.try_get("", "sha256").map_err(db_error)?,
                ));
            }
            if !files.is_empty() {
                let commands = format!("DELETE FROM commands WHERE id IN ({})", places(files.len(), 0));
                let commands = tx.sql(commands, files.iter().map(|(id, _)| Value::from(*id)));
                tx.execute_raw(commands).await.map_err(db_error)?;
            }
            Ok(files)
        })
    });
    work.await
}
