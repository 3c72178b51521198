//! Database errors at the boundary: logged once, told to nobody.

use records::AppError;
use sea_orm::{DbErr, RuntimeErr, SqlErr, SqlxError, SqlxSqliteError, sqlx::error::DatabaseError};

/// Turns a database error into what a client may know, and logs the rest.
pub(crate) fn db_error(error: DbErr) -> AppError {
    tracing::error!(%error, "database");
    if cannot_answer(&error) { AppError::Unavailable } else { AppError::Internal }
}

/// Whether the database is not there, or not able to do anything now: the same may work later.
fn cannot_answer(error: &DbErr) -> bool {
    let error = match error {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => error,
        _ => return false,
    };
    match &**error {
        SqlxError::Database(error) if error.try_downcast_ref::<SqlxSqliteError>().is_some() => {
            of_sqlite(&**error)
        }
        SqlxError::Database(error) => of_postgres(&**error),
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed
        | SqlxError::BeginFailed => true,
        _ => false,
    }
}

/// Busy, locked, read-only, a broken or full disk, a file that cannot be opened (<https://sqlite.org/rescode.html>).
fn of_sqlite(error: &dyn DatabaseError) -> bool {
    let code = error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
    matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14)
}

/// By the class of its SQLSTATE: connections, resources, an operator who steps in, the system; a transaction that was rolled
/// back for others' sake; a server that only reads
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn of_postgres(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    matches!(code.get(..2), Some("08" | "40" | "53" | "57" | "58")) || code == "25006"
}

/// A violated unique or foreign key becomes a problem at a field: `(part of the constraint's name or columns, path, code)`.
pub(crate) fn constraint(error: DbErr, known: &[(&str, &str, &'static str)]) -> AppError {
    let (Some(SqlErr::UniqueConstraintViolation(text)) | Some(SqlErr::ForeignKeyConstraintViolation(text))) =
        error.sql_err()
    else {
        return db_error(error);
    };
    match known.iter().find(|(part, ..)| text.contains(part)) {
        Some((_, path, code)) => AppError::at(path, code),
        None => db_error(error),
    }
}
