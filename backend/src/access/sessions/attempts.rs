//! The rate limit of password tries, kept in the database: by login and by address, for all servers together.
//!
//! A try is counted before its password is looked at, so tries made at the same time cannot slip through together.

use records::AppError;
use sea_orm::ConnectionTrait;

use crate::{Db, db::Tx, error::db_error, time_zone::now};

const WINDOW: i64 = 15 * 60 * 1_000_000;
const OF_LOGIN: i64 = 5;
const OF_ADDRESS: i64 = 20;

/// A counted try, to be taken back when it succeeds.
pub(crate) struct Attempt {
    login: Option<String>,
    address: Option<String>,
}

/// Counts a try, or refuses it where there were too many within 15 minutes.
pub(crate) async fn begin(db: &Db, login: Option<&str>, address: Option<&str>) -> Result<Attempt, AppError> {
    let attempt = Attempt {
        login: login.map(|login| format!("login:{login}")),
        address: address.map(|address| format!("address:{}", address.replace('\0', ""))),
    };
    let keys = [(attempt.login.clone(), OF_LOGIN), (attempt.address.clone(), OF_ADDRESS)];
    db.write(move |tx| {
        Box::pin(async move {
            let now = now().0;
            for (key, most) in keys.into_iter().filter_map(|(key, most)| Some((key?, most))) {
                let (failures, since) = count(tx, key, now).await?;
                if failures > most {
                    let wait = (since + WINDOW - now).max(0) as u64;
                    return Err(AppError::TooMany { retry_after: wait.div_ceil(1_000_000) as u32 });
                }
            }
            let old = tx.sql("DELETE FROM login_attempts WHERE since <= $1", [(now - WINDOW).into()]);
            tx.execute_raw(old).await.map(drop).map_err(db_error)
        })
    })
    .await?;
    Ok(attempt)
}

/// How many tries there were with this one, and since when.
async fn count(tx: &Tx, key: String, now: i64) -> Result<(i64, i64), AppError> {
    let upsert = tx.sql(
        "INSERT INTO login_attempts (key, failures, since) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
         failures = CASE WHEN login_attempts.since <= $3 THEN 1 ELSE login_attempts.failures + 1 END, \
         since = CASE WHEN login_attempts.since <= $3 THEN excluded.since ELSE login_attempts.since END \
         RETURNING failures, since",
        [key.into(), now.into(), (now - WINDOW).into()],
    );
    let row = tx.query_one_raw(upsert).await.map_err(db_error)?.ok_or(AppError::Internal)?;
    Ok((row.try_get("", "failures").map_err(db_error)?, row.try_get("", "since").map_err(db_error)?))
}

impl Attempt {
    /// The password was right: the login starts afresh. Of the address only this try is taken back, or whoever has one
    /// password could go on guessing those of others.
    pub(crate) async fn succeeded(self, tx: &Tx) -> Result<(), AppError> {
        let forget = tx.sql("DELETE FROM login_attempts WHERE key = $1", [self.login.into()]);
        tx.execute_raw(forget).await.map_err(db_error)?;
        let take_back = tx.sql(
            "UPDATE login_attempts SET failures = failures - 1 WHERE key = $1 AND failures > 0",
            [self.address.into()],
        );
        tx.execute_raw(take_back).await.map(drop).map_err(db_error)
    }
}
