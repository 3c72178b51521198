//! Opening: connections, their settings, and the schema brought up to date.

use std::{fmt, sync::Arc, time::Duration};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, SqlxError, Value, sqlx};
use tokio::sync::watch;

use super::{Db, Writes, writer::Queue};

/// Whether an older database may be brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    Apply,
    /// Refuse an older database instead.
    Refuse,
}

/// Why a database could not be opened: one clear sentence.
#[derive(Debug)]
pub struct OpenError(pub String);

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

pub(super) async fn open(url: &str, migrate: Migrate) -> Result<Db, OpenError> {
    let (readers, writes) = match url.split(':').next() {
        Some("sqlite") => open_sqlite(url, migrate).await?,
        Some("postgres" | "postgresql") => {
            let pool = connect(url, |options| {
                options.max_connections(32).min_connections(0).acquire_timeout(Duration::from_secs(10));
            })
            .await?;
            bring_up_to_date(&pool, migrate).await?;
            (pool, Writes::Each)
        }
        _ => {
            return Err(OpenError(
                "the database URL must begin with sqlite: or postgres: (setting database_url)".into(),
            ));
        }
    };
    let (commits, _) = watch::channel(0);
    Ok(Db { readers, writes, commits: Arc::new(commits) })
}

async fn open_sqlite(url: &str, migrate: Migrate) -> Result<(DatabaseConnection, Writes), OpenError> {
    // A file does not hang up, so there is nothing to ask before each use of a connection.
    let writer = connect(url, |options| {
        options.max_connections(1).min_connections(1).acquire_timeout(Duration::from_secs(30));
        options.test_before_acquire(false);
        options.map_sqlx_sqlite_opts(move |sqlite| {
            settings(sqlite).create_if_missing(migrate == Migrate::Apply)
        });
    })
    .await?;
    bring_up_to_date(&writer, migrate).await?;
    let readers = connect(url, |options| {
        options
            .test_before_acquire(false)
            .max_connections(4)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(30));
        options.map_sqlx_sqlite_opts(|sqlite| settings(sqlite).read_only(true));
    })
    .await?;
    Ok((readers, Writes::Batched(Queue::start(writer))))
}

fn settings(sqlite: sqlx::sqlite::SqliteConnectOptions) -> sqlx::sqlite::SqliteConnectOptions {
    sqlite
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("cache_size", "-8192")
        .pragma("temp_store", "memory")
}

async fn connect(url: &str, set: impl FnOnce(&mut ConnectOptions)) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).connect_timeout(Duration::from_secs(10));
    set(&mut options);
    Database::connect(options)
        .await
        .map_err(|error| OpenError(format!("cannot open the database: {}", reason(&error))))
}

/// What went wrong, without the URL (it may hold a password).
fn reason(error: &DbErr) -> String {
    match error {
        DbErr::Conn(sea_orm::RuntimeErr::SqlxError(inner)) => match &**inner {
            SqlxError::Database(database) => database.message().to_owned(),
            SqlxError::PoolTimedOut => "no connection within the time limit".into(),
            other => other.to_string(),
        },
        other => other.to_string(),
    }
}

async fn bring_up_to_date(db: &DatabaseConnection, migrate: Migrate) -> Result<(), OpenError> {
    let failed =
        |error: DbErr| OpenError(format!("cannot bring the database up to date: {}", reason(&error)));
    let known = known_migrations();
    let applied = applied(db).await;
    if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
        return Err(OpenError(format!(
            "the database is newer than this program (it has the migration {unknown}); use the newer program"
        )));
    }
    if applied.len() == known.len() {
        return Ok(());
    }
    if migrate == Migrate::Refuse {
        return Err(OpenError("the database is older than this program; run `kronika migrate` first".into()));
    }
    Migrator::up(db, None).await.map_err(failed)?;
    let epoch = "INSERT INTO facts (key, value) VALUES ('epoch', $1) ON CONFLICT (key) DO NOTHING";
    let value = Value::from(uuid::Uuid::new_v4().simple().to_string());
    db.execute_raw(sea_orm::Statement::from_sql_and_values(db.get_database_backend(), epoch, [value]))
        .await
        .map(drop)
        .map_err(failed)
}

/// Names of the migrations of this program, in their order.
pub(crate) fn known_migrations() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Names of the migrations that the database has; none where it is new.
pub(super) async fn applied(db: &DatabaseConnection) -> Vec<String> {
    let names = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), names)).await;
    rows.unwrap_or_default().iter().filter_map(|row| row.try_get("", "version").ok()).collect()
}
