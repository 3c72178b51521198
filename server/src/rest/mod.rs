//! REST: one file per noun, each handler a few lines onto one function of `backend`.

pub mod changes;
pub mod companies;
pub mod contacts;
pub mod event_types;
pub mod events;
pub mod files;
pub mod forms;
pub mod groups;
pub mod health;
pub mod live;
pub mod sessions;
pub mod tokens;
pub mod users;

use axum::{
    Json,
    http::{HeaderName, StatusCode, header},
};
use serde::Serialize;

/// 201 with the address of what was made.
type Created<T> = (StatusCode, [(HeaderName, String); 1], Json<T>);

/// Answers a command that made something (201), or that was carried out before (200).
fn created<T: Serialize>(new: bool, noun: &str, id: impl std::fmt::Display, record: T) -> Created<T> {
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    (status, [(header::LOCATION, format!("/api/v1/{noun}/{id}"))], Json(record))
}
