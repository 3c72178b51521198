//! Backup while the server runs, and restore into an empty place. The format is documented in `docs/backup.md`: one tar
//! file with the database, the files and, last of all, a manifest with their SHA-256 sums.

mod archive;
mod postgres;
mod sqlite;
mod staging;

pub(crate) use archive::hex;

use std::{fmt, path::Path};

use records::Timestamp;
use sea_orm::{DbErr, RuntimeErr, SqlxError, sqlx};
use serde::{Deserialize, Serialize};

use crate::{Db, time_zone::now};
pub use sqlite::path as sqlite_file;
use staging::Staging;

/// The format that is written, and the newest that is read.
const FORMAT: u32 = 1;
/// The folder of files inside the data folder, and inside the archive.
pub(crate) const FILES: &str = "files";
const DATABASE: &str = "database";

/// What a backup holds; the last entry of the archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    pub engine: Engine,
    pub made_at: Timestamp,
    /// The migrations that the database had, in their order.
    pub migrations: Vec<String>,
    pub tables: Vec<Table>,
    /// Every other entry of the archive.
    pub entries: Vec<Entry>,
}

/// The engine of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A table, for counting after a restore.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub rows: u64,
    /// In the order of the columns in the table's entry; only on PostgreSQL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// An entry of the archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    /// Rows of a table.
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.iter().find(|one| one.name == table).map_or(0, |one| one.rows)
    }

    /// How many of the entries are files that people uploaded.
    pub fn files(&self) -> usize {
        self.entries.iter().filter(|entry| entry.path.starts_with("files/")).count()
    }
}

/// Why a backup or restore could not be done: one clear sentence.
#[derive(Debug)]
pub struct BackupError(pub String);

impl fmt::Display for BackupError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for BackupError {}

/// Says what was being done when an error came.
fn during<E: fmt::Display>(what: impl fmt::Display) -> impl FnOnce(E) -> BackupError {
    move |error| BackupError(format!("{what}: {error}"))
}

/// The same for database errors, without an address that might hold a password.
fn sql<E: Into<SqlError>>(what: impl fmt::Display) -> impl FnOnce(E) -> BackupError {
    move |error| BackupError(format!("{what}: {}", error.into().0))
}

struct SqlError(String);

impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.as_database_error().map_or_else(|| error.to_string(), |inner| inner.message().to_owned()))
    }
}

impl From<DbErr> for SqlError {
    fn from(error: DbErr) -> Self {
        let text = error.to_string();
        let (DbErr::Conn(RuntimeErr::SqlxError(inner))
        | DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
        else {
            return Self(text);
        };
        let inner: &SqlxError = &inner;
        Self(inner.as_database_error().map_or(text, |inner| inner.message().to_owned()))
    }
}

/// Writes a backup of the database and of all files of the data folder. The server may go on working: the backup holds
/// the database as it was at one moment. Nothing stands at `file` until the backup is whole.
pub async fn write(db: &Db, data_dir: &Path, file: &Path) -> Result<Manifest, BackupError> {
    if file.exists() {
        return Err(BackupError(format!("{} is there already; it was left as it is", file.display())));
    }
    let staging = Staging::beside(file)?;
    let mut archive = archive::Writer::create(&staging.path("archive"))?;
    let migrations = db.migrations().await;
    let (engine, tables) = if db.is_sqlite() {
        (Engine::Sqlite, sqlite::dump(db, &staging, &mut archive).await?)
    } else {
        (Engine::Postgres, postgres::dump(db, &staging, &mut archive).await?)
    };
    // After the database: a file is written before the row that names it, so none of those is missing.
    archive.add_folder(FILES, &data_dir.join(FILES))?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").into(),
        engine,
        made_at: now(),
        migrations,
        tables,
        entries: Vec::new(),
    };
    let manifest = archive.finish(manifest)?;
    staging::rename(&staging.path("archive"), file)?;
    Ok(manifest)
}

/// Restores a backup into an empty database of the same engine and an empty folder of files. Everything is unpacked and
/// checked at a place of its own first; either all of it is there in the end or nothing. Sessions are not restored.
/// The database is as old as the backup afterwards: opening it brings it up to date.
pub async fn restore(url: &str, data_dir: &Path, file: &Path) -> Result<Manifest, BackupError> {
    let engine = match url.split(':').next() {
        Some("sqlite") => Engine::Sqlite,
        Some("postgres" | "postgresql") => Engine::Postgres,
        _ => return Err(BackupError("the database URL must begin with sqlite: or postgres:".into())),
    };
    let files = data_dir.join(FILES);
    if staging::holds_anything(&files) {
        return Err(BackupError(format!(
            "{} holds files; restore into an empty data folder",
            files.display()
        )));
    }
    match engine {
        Engine::Sqlite => sqlite::must_be_empty(url).await?,
        Engine::Postgres => postgres::must_be_empty(url).await?,
    }
    std::fs::create_dir_all(data_dir)
        .map_err(during(format_args!("cannot use the data folder {}", data_dir.display())))?;
    let staging = Staging::beside(&files)?;
    let manifest = archive::unpack(file, &staging)?;
    fits(&manifest, engine)?;
    let unpacked = staging.path(FILES);
    let moved = unpacked.exists();
    if moved {
        staging::rename(&unpacked, &files)?;
    }
    let loaded = match engine {
        Engine::Sqlite => sqlite::load(url, &staging).await,
        Engine::Postgres => postgres::load(url, &staging, &manifest).await,
    };
    if loaded.is_err() && moved {
        // They came from here a moment ago, and go with what is left of the restore.
        let _ = std::fs::rename(&files, &unpacked);
    }
    loaded.map(|()| manifest)
}

/// Whether this program can restore the backup into that engine.
fn fits(manifest: &Manifest, engine: Engine) -> Result<(), BackupError> {
    let known = crate::db::known_migrations();
    if let Some(newer) = manifest.migrations.iter().find(|name| !known.contains(name)) {
        return Err(BackupError(format!(
            "the backup was made by a newer program, version {} (it has the migration {newer})",
            manifest.program
        )));
    }
    if manifest.engine != engine {
        let (from, into) = (manifest.engine.name(), engine.name());
        return Err(BackupError(format!("the backup is of a {from} database and cannot go into {into}")));
    }
    Ok(())
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// A feed that was restored is another one: cursors of before would skip or repeat.
fn new_epoch() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
