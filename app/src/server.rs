//! What server functions find on the server: who asks, and how an answer's status and cookie are set.
//!
//! Whoever serves the server functions provides two values as Leptos context for each request, before it is
//! handled: [`backend::Backend`] and [`Visitor`].

use axum::http::{HeaderValue, StatusCode, header};
use backend::{AppError, Backend, Ctx};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use records::Timestamp;

use crate::Failure;

/// Name of the cookie that holds a session's secret.
pub const SESSION_COOKIE: &str = "kronika_session";

/// Who sent the request. Provided as context for each server function.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The signed-in person; `None` without a session or with one that has ended.
    pub ctx: Option<Ctx>,
    /// Network address that counts for the limit of sign-in tries.
    pub address: String,
    pub user_agent: String,
    /// The public address is https, so the cookie may only travel encrypted.
    pub secure: bool,
}

/// The backend and the visitor of the request.
pub(crate) fn visit() -> (Backend, Visitor) {
    (expect_context(), expect_context())
}

/// The backend and the signed-in person; refused without one.
pub(crate) fn signed_in() -> Result<(Backend, Ctx), Failure> {
    let (backend, visitor) = visit();
    match visitor.ctx {
        Some(ctx) => Ok((backend, ctx)),
        None => Err(Failure::from(AppError::Unauthorized)),
    }
}

/// Gives the answer the HTTP status of the error.
pub(crate) fn set_status(error: &AppError) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response
            .set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
}

/// Sets the session's cookie until it expires; an empty secret takes it away.
pub(crate) fn set_session(secret: &str, expires_at: Option<Timestamp>, secure: bool) {
    let age = expires_at.map_or(0, |at| {
        let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_micros() as i64);
        (at.0 - now).max(0) / 1_000_000
    });
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{SESSION_COOKIE}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let response = expect_context::<ResponseOptions>();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.append_header(header::SET_COOKIE, value);
    }
}
