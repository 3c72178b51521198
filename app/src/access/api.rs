//! Server functions: where the visitor stands, signing in and out, the first administrator.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    sessions::{Credentials, FirstAdministrator, Welcome},
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
