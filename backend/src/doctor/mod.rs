//! Whether a database is sound: its engine's own checks, references, logs and numbers. Reads only.

mod files;
mod numbers;

use records::AppError;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{Backend, Db, error::db_error};

/// One line of a check-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    /// What was looked at, and what was found.
    pub text: String,
    /// What to do about it; empty where nothing has to be done.
    pub advice: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Ok,
    Warn,
    Fail,
}

impl Level {
    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
        }
    }
}

impl Finding {
    pub fn ok(text: impl Into<String>) -> Self {
        Self { level: Level::Ok, text: text.into(), advice: String::new() }
    }

    pub fn warn(text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Warn, text: text.into(), advice: advice.into() }
    }

    pub fn fail(text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { level: Level::Fail, text: text.into(), advice: advice.into() }
    }
}

const RESTORE: &str = "keep a copy of the database and restore the newest sound backup";

/// Examines an opened database.
pub async fn examine(backend: &Backend) -> Result<Vec<Finding>, AppError> {
    let db = backend.db();
    let mut findings = vec![engine(db).await?, migrations(db).await];
    if db.is_sqlite() {
        findings.extend(sqlite(db).await?);
    }
    findings.push(contents(db).await?);
    findings.push(administrators(db).await?);
    findings.extend(orphans(db).await?);
    findings.push(files::examine(backend).await?);
    findings.extend(numbers::examine(db).await?);
    Ok(findings)
}

async fn engine(db: &Db) -> Result<Finding, AppError> {
    let (name, version) = if db.is_sqlite() {
        ("SQLite", "SELECT sqlite_version() AS version")
    } else {
        ("PostgreSQL", "SELECT current_setting('server_version') AS version")
    };
    let row = one(db, version).await?;
    let version: String = row.try_get("", "version").map_err(db_error)?;
    Ok(Finding::ok(format!("database: {name} {version} answers")))
}

async fn migrations(db: &Db) -> Finding {
    let (there, known) = (db.migrations().await, crate::db::known_migrations());
    let text = format!("migrations: {} of {}", there.len(), known.len());
    match there == known {
        true => Finding::ok(text),
        false => Finding::fail(text, "run `kronika migrate`, or the newer program"),
    }
}

/// What SQLite itself says of its file.
async fn sqlite(db: &Db) -> Result<Vec<Finding>, AppError> {
    let mut findings = Vec::new();
    let rows = db.read().query_all_raw(db.sql("PRAGMA integrity_check(5)", [])).await.map_err(db_error)?;
    let said = rows.iter().map(|row| row.try_get::<String>("", "integrity_check").map_err(db_error));
    let said = said.collect::<Result<Vec<_>, _>>()?;
    findings.push(match said.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["ok"] => Finding::ok("integrity: ok"),
        wrong => Finding::fail(format!("integrity: {}", wrong.join("; ")), RESTORE),
    });
    let rows = db.read().query_all_raw(db.sql("PRAGMA foreign_key_check", [])).await.map_err(db_error)?;
    findings.push(match rows.len() {
        0 => Finding::ok("references: every one leads to a record"),
        broken => Finding::fail(format!("references: {broken} lead nowhere"), RESTORE),
    });
    Ok(findings)
}

async fn contents(db: &Db) -> Result<Finding, AppError> {
    let mut counts = Vec::new();
    for (table, name) in [("events", "events"), ("companies", "companies"), ("users", "people")] {
        counts.push(format!("{} {name}", number(db, &format!("SELECT COUNT(*) AS n FROM {table}")).await?));
    }
    Ok(Finding::ok(format!("contents: {}", counts.join(", "))))
}

async fn administrators(db: &Db) -> Result<Finding, AppError> {
    let accounts = number(db, "SELECT COUNT(*) AS n FROM users WHERE login IS NOT NULL").await?;
    let count =
        "SELECT COUNT(*) AS n FROM users WHERE role = 'administrator' AND active AND login IS NOT NULL";
    Ok(match (number(db, count).await?, accounts) {
        (0, 0) => Finding::warn(
            "administrators: nobody has an account yet",
            "open the page of the server and make the first administrator before others can reach it",
        ),
        (0, _) => Finding::fail(
            "administrators: none can sign in",
            "make one: `kronika user add LOGIN --name NAME --role administrator --password-stdin`",
        ),
        (count, _) => Finding::ok(format!("administrators: {count}")),
    })
}

/// Rows that nothing leads to, and records that lack what every one has.
async fn orphans(db: &Db) -> Result<Vec<Finding>, AppError> {
    const CHECKS: [(&str, &str); 7] = [
        (
            "events without a log",
            "events e WHERE NOT EXISTS (SELECT 1 FROM event_log l WHERE l.event_id = e.id)",
        ),
        (
            "log entries without an event",
            "event_log l WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = l.event_id)",
        ),
        (
            "logged values without a log entry",
            "event_log_values v WHERE NOT EXISTS (SELECT 1 FROM event_log l WHERE l.seq = v.log_seq)",
        ),
        (
            "values without an event",
            "event_values v WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = v.event_id)",
        ),
        (
            "settlements without an event",
            "event_settlements s WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = s.event_id)",
        ),
        (
            "files of an event that is not there",
            "files f WHERE f.event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events e WHERE e.id = f.event_id)",
        ),
        (
            "contacts without a company",
            "contacts c WHERE NOT EXISTS (SELECT 1 FROM companies o WHERE o.id = c.company_id)",
        ),
    ];
    let mut wrong = Vec::new();
    for (name, rows) in CHECKS {
        let found = number(db, &format!("SELECT COUNT(*) AS n FROM {rows}")).await?;
        if found > 0 {
            wrong.push(Finding::fail(format!("records: {found} {name}"), RESTORE));
        }
    }
    if wrong.is_empty() {
        wrong.push(Finding::ok("records: none is incomplete or left over"));
    }
    Ok(wrong)
}

async fn one(db: &Db, select: &str) -> Result<QueryResult, AppError> {
    db.read().query_one_raw(db.sql(select, [])).await.map_err(db_error)?.ok_or(AppError::Internal)
}

async fn number(db: &Db, select: &str) -> Result<i64, AppError> {
    one(db, select).await?.try_get("", "n").map_err(db_error)
}
