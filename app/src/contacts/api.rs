//! Server functions: changes of contacts. Adding one goes over REST.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Uuid,
    contacts::{ChangeContact, Contact},
};

use crate::Failure;

/// Changes a contact.
#[server(prefix = "/api/fn", endpoint = "change_contact", input = Json)]
pub async fn edit_contact(id: Uuid, change: ChangeContact) -> Result<Contact, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::contacts::change(&backend, &ctx, id, change).await?)
}
