//! Server functions: contacts and their changes. Adding one goes over REST.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Page, Uuid,
    contacts::{ChangeContact, Contact, ContactFilter},
};

use crate::Failure;

/// Changes a contact.
#[server(prefix = "/api/fn", endpoint = "change_contact", input = Json)]
pub async fn edit_contact(id: Uuid, change: ChangeContact) -> Result<Contact, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::contacts::change(&backend, &ctx, id, change).await?)
}

/// Contacts by name.
#[server(prefix = "/api/fn", endpoint = "contacts", input = Json)]
pub async fn list_contacts(filter: ContactFilter) -> Result<Page<Contact>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::contacts::list(&backend, &ctx, filter).await?)
}

/// A contact.
#[server(prefix = "/api/fn", endpoint = "contact", input = Json)]
pub async fn read_contact(id: Uuid) -> Result<Contact, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::directory::contacts::get(&backend, &ctx, id).await?)
}
