//! What every request passes: protection against forged requests, and the headers every answer bears. A panic
//! becomes an answer too.

use std::panic::AssertUnwindSafe;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use records::AppError;

use crate::{
    access::session_secret,
    assets,
    problem::Refusal,
    request::{collect, is_json, is_of},
    rest::{files::PIECE, forms::FILE},
    router::App,
    site::Origin,
};

/// The largest body of a request: an event may hold many long texts.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Stands before all routes.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let refusal = too_large(&request).or_else(|| forged(&app, &request));
    let mut response = match refusal {
        // Whoever is still sending would not see the answer.
        Some(AppError::TooLarge) => {
            Refusal::from(collect(request.into_body()).await.err().unwrap_or(AppError::TooLarge))
                .into_response()
        }
        Some(error) => Refusal::from(error).into_response(),
        // The panic's own message is already on standard error.
        None => AssertUnwindSafe(next.run(request))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Refusal::from(AppError::Internal).into_response()),
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    if is_api {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        // By this an open client learns that the server has a newer one.
        if let Some(client) = assets::client() {
            response.headers_mut().insert(HeaderName::from_static("x-kronika-client"), client);
        }
    }
    response
}

const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
             frame-ancestors 'none'; form-action 'self'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), geolocation=(self)"),
    ),
];

/// Refused by its length; bodies without one are measured while they are read. A piece of a file has limits of its own.
fn too_large(request: &Request) -> Option<AppError> {
    if is_piece(request) {
        return None;
    }
    let length = request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok()?;
    (length > BODY_LIMIT as u64).then_some(AppError::TooLarge)
}

/// Whether it is a piece of a file. No form of a page can send `PATCH` or this type, and no script of another site without
/// being asked about both first.
fn is_piece(request: &Request) -> bool {
    *request.method() == Method::PATCH
        && request.uri().path().starts_with("/api/v1/files/")
        && is_of(request.headers(), PIECE)
}

/// Whether it is a form of another program to be read, sent as the bytes of its file. No form of a page can send this type,
/// and no script of another site without being asked about it first.
fn is_form_file(request: &Request) -> bool {
    request.uri().path() == "/api/v1/forms/import" && is_of(request.headers(), FILE)
}

/// A page of another site can make a browser send our cookie, but it cannot choose `Origin`, and it cannot send JSON
/// without being asked about it first. A token is never sent by a browser of its own accord.
fn forged(app: &App, request: &Request) -> Option<AppError> {
    let headers = request.headers();
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || headers.contains_key(header::AUTHORIZATION)
    {
        return None;
    }
    let word = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let foreign = word("origin").is_some_and(|origin| !Origin::is_ours(app.public_url(), origin, headers))
        || word("sec-fetch-site") == Some("cross-site");
    if foreign {
        return Some(AppError::Forbidden { detail: "this request comes from another site".into() });
    }
    let by_form = *request.method() != Method::DELETE
        && session_secret(headers).is_some()
        && !is_json(headers)
        && !is_piece(request)
        && !is_form_file(request);
    by_form.then(|| AppError::Forbidden {
        detail: "a request by session must be sent as application/json".into(),
    })
}
