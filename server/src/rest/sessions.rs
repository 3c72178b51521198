//! Sessions: signing in and out, and the list of where one is signed in.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use backend::{Backend, access::sessions};
use records::{
    Page, PageRequest, Timestamp, Uuid,
    sessions::{Credentials, SessionView},
    users::User,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::{Asker, Visitor, session_cookie},
    openapi::{FindRefusals, ListRefusals, SignInRefusals},
    problem::Answer,
    request::{Body, Id, Query},
    router::App,
};

type WithCookie<T> = (StatusCode, HeaderMap, T);

/// A session that has begun; its secret travels in the cookie.
#[derive(Serialize, ToSchema)]
pub struct Begun {
    user: User,
    expires_at: Timestamp,
}

/// Whose sessions are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SessionFilter {
    /// Oneself where absent; another person for administrators.
    #[serde(default)]
    user: Option<Uuid>,
    #[serde(default)]
    limit: Option<u32>,
    #[serde(default)]
    after: Option<String>,
}

/// Sign in
///
/// The answer sets the session cookie `kronika_session`.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "sessions", request_body = Credentials, security(()),
    responses((status = 201, body = Begun), SignInRefusals))]
pub async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Body(credentials): Body<Credentials>,
) -> Answer<WithCookie<Json<Begun>>> {
    let signed = sessions::sign_in(app.backend(), credentials, &visitor.address, &visitor.user_agent).await?;
    let cookie = cookie(&app, &signed.secret);
    let begun = Begun { user: signed.user, expires_at: signed.expires_at };
    Ok((StatusCode::CREATED, cookie, Json(begun)))
}

/// Open sessions of a person, the last used first
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions", params(SessionFilter),
    responses((status = 200, body = Page<SessionView>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(SessionFilter { user, limit, after }): Query<SessionFilter>,
) -> Answer<Json<Page<SessionView>>> {
    let request = PageRequest { limit, after };
    Ok(Json(sessions::page(&backend, &ctx, user.unwrap_or(ctx.user.id), request).await?))
}

/// Sign out
#[utoipa::path(delete, path = "/api/v1/sessions/current", tag = "sessions",
    responses((status = 204), FindRefusals))]
pub async fn sign_out(State(app): State<App>, Asker(ctx): Asker) -> Answer<WithCookie<()>> {
    sessions::sign_out(app.backend(), &ctx).await?;
    Ok((StatusCode::NO_CONTENT, cookie(&app, ""), ()))
}

/// End a session
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "sessions", params(("id" = Uuid, Path)),
    responses((status = 204), FindRefusals))]
pub async fn revoke(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<StatusCode> {
    sessions::revoke(&backend, &ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn cookie(app: &App, secret: &str) -> HeaderMap {
    session_cookie(app, secret).map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect()
}
