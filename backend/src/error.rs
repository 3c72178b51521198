//! Database errors at the boundary: logged once, told to nobody.

use records::AppError;
use sea_orm::{DbErr, SqlErr};

/// Turns a database error into what a client may know, and logs the rest.
pub(crate) fn db_error(error: DbErr) -> AppError {
    let text = error.to_string();
    let cannot_answer =
        ["database or disk is full", "disk I/O error", "pool timed out", "Connection", "readonly"];
    tracing::error!(error = %text, "database");
    if cannot_answer.iter().any(|reason| text.contains(reason)) {
        AppError::Unavailable
    } else {
        AppError::Internal
    }
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
