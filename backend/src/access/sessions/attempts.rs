//! The rate limit of wrong passwords, kept in the database: by login and by address, for all servers together.
//!
//! A try is counted before its password is looked at, so wrong ones that come at the same time cannot slip through
//! together; a right one is taken back. While tries that are being looked at fill the limit, others wait for their end.

use std::time::Duration;

use records::AppError;
use sea_orm::{ConnectionTrait, Value};
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep},
};

use crate::{Db, access::credentials, db::Tx, error::db_error, time_zone::now};

const WINDOW: i64 = 15 * 60 * 1_000_000;
const OF_LOGIN: i64 = 5;
const OF_ADDRESS: i64 = 20;

/// As many tries of one process are looked at together as passwords are hashed together; the others stand in line here and
/// cost the database nothing.
static TURNS: Semaphore = Semaphore::const_new(4);
/// How long a try waits for the end of others, those of a server that was killed among them.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// Whether the password is the one hashed. Where too many of a login or an address were wrong within 15 minutes, none is
/// looked at. A task of its own: a caller that goes away leaves no try without its end.
pub(crate) async fn try_password(
    db: &Db,
    login: Option<&str>,
    address: Option<&str>,
    password: String,
    hash: Option<String>,
) -> Result<bool, AppError> {
    let db = db.clone();
    let attempt = Attempt {
        login: login.map(|login| format!("login:{login}")),
        address: address.map(|address| format!("address:{}", address.replace('\0', ""))),
    };
    let task = tokio::spawn(async move {
        let _turn = TURNS.acquire().await.map_err(|_| AppError::Unavailable)?;
        attempt.begin(&db).await?;
        let right = credentials::verify(password, hash).await;
        attempt.end(&db, right == Ok(false)).await?;
        right
    });
    task.await.unwrap_or(Err(AppError::Internal))
}

/// What a try is counted by.
struct Attempt {
    login: Option<String>,
    address: Option<String>,
}

/// Others are being looked at: the answer of a count that is to be made again.
const BUSY: AppError = AppError::TooMany { retry_after: 0 };

impl Attempt {
    /// Counts a try as if it were wrong, or refuses it.
    async fn begin(&self, db: &Db) -> Result<(), AppError> {
        let begun = Instant::now();
        loop {
            match self.count(db).await {
                Err(AppError::TooMany { retry_after: 0 }) if begun.elapsed() < PATIENCE => sleep(PAUSE).await,
                Err(AppError::TooMany { retry_after: 0 }) => {
                    return Err(AppError::TooMany { retry_after: 1 });
                }
                counted => return counted,
            }
        }
    }

    /// By login and address, or by neither.
    async fn count(&self, db: &Db) -> Result<(), AppError> {
        let keys = [(self.login.clone(), OF_LOGIN), (self.address.clone(), OF_ADDRESS)];
        db.write(move |tx| {
            Box::pin(async move {
                let now = now().0;
                for (key, most) in keys.into_iter().filter_map(|(key, most)| Some((key?, most))) {
                    one_more(tx, key, most, now).await?;
                }
                let old = tx.sql("DELETE FROM login_attempts WHERE since <= $1", [(now - WINDOW).into()]);
                tx.execute_raw(old).await.map(drop).map_err(db_error)
            })
        })
        .await
    }

    /// The password was looked at. One that was not wrong is taken back; the login then starts afresh. Not so the address,
    /// or whoever has one password could go on guessing those of others.
    async fn end(self, db: &Db, wrong: bool) -> Result<(), AppError> {
        let of_login = if wrong { "failures" } else { "pending - 1" };
        let of_address = if wrong { "failures" } else { "failures - 1" };
        let keys = [(self.login, of_login), (self.address, of_address)];
        db.write(move |tx| {
            Box::pin(async move {
                for (key, failures) in keys.into_iter().filter_map(|(key, failures)| Some((key?, failures))) {
                    let update = format!(
                        "UPDATE login_attempts SET failures = {failures}, pending = pending - 1 \
                         WHERE key = $1 AND pending > 0"
                    );
                    tx.execute_raw(tx.sql(update, [Value::from(key)])).await.map_err(db_error)?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// Counts a try by one of its keys, if there are not too many.
async fn one_more(tx: &Tx, key: String, most: i64, now: i64) -> Result<(), AppError> {
    let upsert = tx.sql(
        "INSERT INTO login_attempts (key, failures, pending, since) VALUES ($1, 1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
         failures = CASE WHEN login_attempts.since <= $3 THEN 1 ELSE login_attempts.failures + 1 END, \
         pending = CASE WHEN login_attempts.since <= $3 THEN 1 ELSE login_attempts.pending + 1 END, \
         since = CASE WHEN login_attempts.since <= $3 THEN excluded.since ELSE login_attempts.since END \
         RETURNING failures, pending, since",
        [key.into(), now.into(), (now - WINDOW).into()],
    );
    let row = tx.query_one_raw(upsert).await.map_err(db_error)?.ok_or(AppError::Internal)?;
    let number = |name: &str| row.try_get::<i64>("", name).map_err(db_error);
    let (failures, pending) = (number("failures")?, number("pending")?);
    if failures - pending >= most {
        let wait = (number("since")? + WINDOW - now).max(1) as u64;
        return Err(AppError::TooMany { retry_after: wait.div_ceil(1_000_000) as u32 });
    }
    if failures > most { Err(BUSY) } else { Ok(()) }
}
