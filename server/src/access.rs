//! Who asks: a bearer token, or the session cookie.

use std::net::SocketAddr;

use app::server::SESSION_COOKIE;
use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use backend::{AppError, Backend, Ctx, access};

use crate::{problem::Refusal, router::App};

/// Names the person that the client thinks it speaks for.
const PERSON: &str = "x-kronika-person";

/// The person behind a request; nobody is a refusal (401). As `Option<Asker>` nobody is `None`.
pub struct Asker(pub Ctx);

impl<S> FromRequestParts<S> for Asker
where
    S: Send + Sync,
    Backend: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let backend = Backend::from_ref(state);
        let key = Key::of(&parts.headers)?.ok_or(AppError::Unauthorized)?;
        let ctx = key.ctx(&backend).await?;
        // A tab that one person opened does nothing in the name of another, who has signed in since.
        let meant = parts.headers.get(PERSON).and_then(|person| person.to_str().ok());
        if meant.is_some_and(|person| person != ctx.user.id.to_string()) {
            return Err(AppError::Unauthorized.into());
        }
        Ok(Self(ctx))
    }
}

impl<S> OptionalFromRequestParts<S> for Asker
where
    S: Send + Sync,
    Backend: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        match <Self as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(asker) => Ok(Some(asker)),
            Err(Refusal::App(AppError::Unauthorized)) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}

/// What proves who asks. Kept by a live stream, which looks again from time to time.
#[derive(Clone)]
pub enum Key {
    Token(String),
    Session(String),
}

impl Key {
    /// The key that a request bears. A token stands before the cookie; another scheme is refused.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, AppError> {
        let Some(authorization) = headers.get(header::AUTHORIZATION) else {
            return Ok(session_secret(headers).map(|secret| Self::Session(secret.to_owned())));
        };
        let (scheme, token) = authorization
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .ok_or(AppError::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(AppError::Unauthorized);
        }
        Ok(Some(Self::Token(token.trim().to_owned())))
    }

    /// Looks up whose key it is.
    pub async fn ctx(&self, backend: &Backend) -> Result<Ctx, AppError> {
        match self {
            Self::Token(secret) => access::tokens::by_secret(backend, secret).await,
            Self::Session(secret) => access::sessions::by_secret(backend, secret).await,
        }
    }
}

/// The secret in the session cookie.
pub fn session_secret(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut cookies =
        lines.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(name, value)| *name == SESSION_COOKIE && !value.is_empty()).map(|(_, value)| value)
}

/// `Set-Cookie` for a session; an empty secret takes it out of the browser.
pub fn session_cookie(app: &App, secret: &str) -> Option<HeaderValue> {
    app::server::session_cookie(secret, app.public_url().is_some_and(|url| url.is_https()))
}

/// Address and program of whoever asks: the limit of tries counts by the one, the list of sessions shows the other.
pub struct Visitor {
    pub address: String,
    pub user_agent: String,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let address =
            peer.map(|peer| app.proxies().client(peer, &parts.headers).to_string()).unwrap_or_default();
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { address, user_agent: user_agent.unwrap_or_default().chars().take(300).collect() })
    }
}
