//! Contacts: people at companies.

use axum::{Json, extract::State};
use backend::{Backend, directory::contacts};
use records::{
    Page,
    contacts::{ChangeContact, Contact, ContactFilter, NewContact},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// Contacts
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contacts", params(ContactFilter),
    responses((status = 200, body = Page<Contact>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(filter): Query<ContactFilter>,
) -> Answer<Json<Page<Contact>>> {
    Ok(Json(contacts::list(&backend, &ctx, filter).await?))
}

/// Add a contact
///
/// With an `id` made by the client the command may be sent any number of times.
#[utoipa::path(post, path = "/api/v1/contacts", tag = "contacts", request_body = NewContact,
    responses((status = 201, body = Contact), (status = 200, description = "The same command again", body = Contact),
        CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewContact>,
) -> Answer<Created<Contact>> {
    let (contact, new) = contacts::create(&backend, &ctx, command).await?;
    Ok(created(new, "contacts", contact.id, contact))
}

/// A contact
#[utoipa::path(get, path = "/api/v1/contacts/{id}", tag = "contacts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Contact), FindRefusals))]
pub async fn get(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<Json<Contact>> {
    Ok(Json(contacts::get(&backend, &ctx, id).await?))
}

/// Change a contact
///
/// Absent attributes stay, `null` empties them.
#[utoipa::path(patch, path = "/api/v1/contacts/{id}", tag = "contacts", params(("id" = Uuid, Path)),
    request_body = ChangeContact, responses((status = 200, body = Contact), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangeContact>,
) -> Answer<Json<Contact>> {
    Ok(Json(contacts::change(&backend, &ctx, id, command).await?))
}
