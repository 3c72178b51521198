//! Server functions: where the visitor stands, signing in and out, the first administrator.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Uuid,
    sessions::{Credentials, FirstAdministrator, SessionView, Welcome},
    users::User,
};

use super::Secret;
use crate::Failure;

/// Where the visitor stands.
#[server(prefix = "/api/fn", endpoint = "welcome", input = Json)]
pub async fn read_welcome() -> Result<Welcome, Failure> {
    let (backend, visitor) = crate::server::visit();
    Ok(backend::access::sessions::welcome(&backend, visitor.ctx.as_ref()).await?)
}

/// Makes the first administrator and signs them in.
#[server(prefix = "/api/fn", endpoint = "first_administrator", input = Json)]
pub async fn make_first_administrator(person: Secret<FirstAdministrator>) -> Result<User, Failure> {
    let (backend, visitor) = crate::server::visit();
    let signed =
        backend::access::sessions::first_administrator(&backend, person.0, &visitor.user_agent).await?;
    crate::server::set_session(&signed.secret, visitor.secure);
    Ok(signed.user)
}

/// Opens a session.
#[server(prefix = "/api/fn", endpoint = "sign_in", input = Json)]
pub async fn sign_in(credentials: Secret<Credentials>) -> Result<User, Failure> {
    let (backend, visitor) = crate::server::visit();
    let (address, agent) = (&visitor.address, &visitor.user_agent);
    let signed = backend::access::sessions::sign_in(&backend, credentials.0, address, agent).await?;
    crate::server::set_session(&signed.secret, visitor.secure);
    Ok(signed.user)
}

/// Ends the session, if there is one.
#[server(prefix = "/api/fn", endpoint = "sign_out", input = Json)]
pub async fn sign_out() -> Result<(), Failure> {
    let (backend, visitor) = crate::server::visit();
    crate::server::set_session("", visitor.secure);
    match visitor.ctx {
        Some(ctx) => Ok(backend::access::sessions::sign_out(&backend, &ctx).await?),
        None => Ok(()),
    }
}

/// One's own open sessions, the last used first.
#[server(prefix = "/api/fn", endpoint = "sessions", input = Json)]
pub async fn list_sessions() -> Result<Vec<SessionView>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::sessions::list(&backend, &ctx, ctx.user.id).await?)
}

/// Ends one of them.
#[server(prefix = "/api/fn", endpoint = "end_session", input = Json)]
pub async fn end_session(id: Uuid) -> Result<(), Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::access::sessions::revoke(&backend, &ctx, id).await?)
}
