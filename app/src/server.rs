//! What server functions find on the server: who asks, and how an answer's status and cookie are set.
//!
//! Whoever serves the server functions provides two values as Leptos context for each request, before it is
//! handled: [`backend::Backend`] and [`Visitor`].

use axum::http::{HeaderValue, StatusCode, header};
use backend::{AppError, Backend, Ctx};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

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

/// `Set-Cookie` for a session; an empty secret takes it away. The browser keeps it as long as browsers keep any: when the
/// session ends, which every use puts off, is for the database to say.
pub fn session_cookie(secret: &str, secure: bool) -> Option<HeaderValue> {
    const DAYS: u32 = 400;
    let age = if secret.is_empty() { 0 } else { DAYS * 24 * 60 * 60 };
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{SESSION_COOKIE}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Gives the answer that cookie.
pub(crate) fn set_session(secret: &str, secure: bool) {
    if let Some(cookie) = session_cookie(secret, secure) {
        expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
    }
}
