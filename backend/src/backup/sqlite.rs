//! SQLite: the database is copied by `VACUUM INTO`, which reads one consistent state while others write.

use std::{
    fs::File,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement,
    sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions},
};

use super::{BackupError, DATABASE, Table, archive, during, new_epoch, sql, staging, staging::Staging};
use crate::Db;

const FILE: &str = "database/kronika.db";

/// Adds a copy of the database; its tables with their rows.
pub(super) async fn dump(
    db: &Db,
    staging: &Staging,
    archive: &mut archive::Writer,
) -> Result<Vec<Table>, BackupError> {
    let copy = staging.path("kronika.db");
    let vacuum = db.sql("VACUUM INTO $1", [text(&copy)?.into()]);
    db.read().execute_raw(vacuum).await.map_err(sql("cannot copy the database"))?;
    let copied = connect(&copy).await?;
    let tables = tables(&copied).await.map_err(sql("cannot read the copy of the database"));
    let _ = copied.close().await;
    archive.add(FILE, &copy)?;
    tables
}

/// Tables with their rows; the search index counts with the tables it is made of.
async fn tables(db: &DatabaseConnection) -> Result<Vec<Table>, DbErr> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' \
        AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut tables = Vec::new();
    for row in db.query_all_raw(statement(db, names)).await? {
        let name: String = row.try_get("", "name")?;
        let rows = number(db, &format!("SELECT COUNT(*) AS n FROM \"{name}\"")).await?;
        tables.push(Table { rows: u64::try_from(rows).unwrap_or_default(), name, columns: Vec::new() });
    }
    Ok(tables)
}

/// Refuses a database that holds people, companies or events, or that another process has open.
pub(super) async fn must_be_empty(url: &str) -> Result<(), BackupError> {
    let path = path(url)?;
    if !path.exists() {
        return Ok(());
    }
    let db = connect(&path).await?;
    let checked = check_empty(&db, &path).await;
    let _ = db.close().await;
    checked
}

async fn check_empty(db: &DatabaseConnection, path: &Path) -> Result<(), BackupError> {
    let shown = path.display();
    for table in ["users", "companies", "events"] {
        // A table that is not there holds nothing.
        let any = number(db, &format!("SELECT EXISTS (SELECT 1 FROM {table}) AS n")).await;
        if any.is_ok_and(|any| any > 0) {
            return Err(BackupError(format!("{shown} holds data; restore into a new database")));
        }
    }
    let count = |condition| format!("SELECT COUNT(*) AS n FROM sqlite_schema WHERE {condition}");
    let tables = number(db, &count("type = 'table'")).await;
    let ours = number(db, &count("name = 'seaql_migrations'")).await;
    if !tables.is_ok_and(|tables| tables == 0) && !ours.is_ok_and(|ours| ours > 0) {
        return Err(BackupError(format!("{shown} is no empty database of Kronika")));
    }
    // Leaving WAL needs the file for oneself, and takes the files beside it away.
    match db.execute_unprepared("PRAGMA journal_mode = DELETE").await {
        Ok(_) => Ok(()),
        Err(_) => Err(BackupError(format!("{shown} is open in another process; stop it first"))),
    }
}

/// Checks the unpacked database, makes it another one than it was, and puts it into place.
pub(super) async fn load(url: &str, staging: &Staging) -> Result<(), BackupError> {
    let (unpacked, target) = (staging.path(FILE), path(url)?);
    if !unpacked.is_file() {
        return Err(BackupError(format!("the backup is damaged: it has no {FILE} in {DATABASE}")));
    }
    let db = connect(&unpacked).await?;
    let made = prepare(&db).await;
    let _ = db.close().await;
    made.map_err(sql("the database in the backup cannot be used"))?;
    let cannot = format!("cannot write {}", target.display());
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(during(&cannot))?;
    }
    // The database may live on another file system than the data folder: what stands beside it can be renamed.
    let beside = Staging::beside(&target)?;
    let ready = beside.path("kronika.db");
    if std::fs::rename(&unpacked, &ready).is_err() {
        std::fs::copy(&unpacked, &ready).map_err(during(&cannot))?;
    }
    File::open(&ready).and_then(|file| file.sync_all()).map_err(during(&cannot))?;
    staging::rename(&ready, &target)
}

async fn prepare(db: &DatabaseConnection) -> Result<(), DbErr> {
    let row = db.query_one_raw(statement(db, "PRAGMA integrity_check(1)")).await?;
    let verdict: String = row.map_or(Ok(String::new()), |row| row.try_get("", "integrity_check"))?;
    if verdict != "ok" {
        return Err(DbErr::Custom(verdict));
    }
    db.execute_unprepared("DELETE FROM sessions").await?;
    let update = "UPDATE facts SET value = $1 WHERE key = 'epoch'";
    let update = Statement::from_sql_and_values(db.get_database_backend(), update, [new_epoch().into()]);
    db.execute_raw(update).await.map(drop)
}

/// A connection to a file as it is: no WAL, nothing left beside it.
async fn connect(path: &Path) -> Result<DatabaseConnection, BackupError> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let path = path.to_owned();
    let shown = path.display().to_string();
    options.map_sqlx_sqlite_opts(move |_| {
        SqliteConnectOptions::new()
            .filename(&path)
            .foreign_keys(false)
            .busy_timeout(Duration::from_secs(1))
            .disable_statement_logging()
    });
    Database::connect(options).await.map_err(sql(format!("cannot open {shown}")))
}

/// The file of a database URL `sqlite:…`.
pub fn path(url: &str) -> Result<PathBuf, BackupError> {
    let options = SqliteConnectOptions::from_str(url).map_err(sql("the database URL cannot be read"))?;
    Ok(options.get_filename().to_owned())
}

fn text(path: &Path) -> Result<&str, BackupError> {
    path.to_str().ok_or_else(|| BackupError(format!("the path {} is not UTF-8", path.display())))
}

fn statement(db: &DatabaseConnection, text: &str) -> Statement {
    Statement::from_string(db.get_database_backend(), text)
}

async fn number(db: &DatabaseConnection, text: &str) -> Result<i64, DbErr> {
    let row = db.query_one_raw(statement(db, text)).await?;
    row.map_or(Ok(0), |row| row.try_get("", "n"))
}
