//! Companies.

use axum::{Json, extract::State};
use backend::{Backend, directory::companies, directory::contacts, events};
use records::{
    Page,
    companies::{ChangeCompany, Company, CompanyCard, CompanyFilter, CompanyRow, NewCompany},
    contacts::{Contact, ContactFilter},
    events::{EventFilter, EventRow},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// Companies, by name
#[utoipa::path(get, path = "/api/v1/companies", tag = "companies", params(CompanyFilter),
    responses((status = 200, body = Page<CompanyRow>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(filter): Query<CompanyFilter>,
) -> Answer<Json<Page<CompanyRow>>> {
    Ok(Json(companies::list(&backend, &ctx, filter).await?))
}

/// Add a company
///
/// Only the name is needed. With an `id` made by the client the command may be sent any number of times.
#[utoipa::path(post, path = "/api/v1/companies", tag = "companies", request_body = NewCompany,
    responses((status = 201, body = Company), (status = 200, description = "The same command again", body = Company),
        CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewCompany>,
) -> Answer<Created<Company>> {
    let (company, new) = companies::create(&backend, &ctx, command).await?;
    Ok(created(new, "companies", company.id, company))
}

/// The card of a company: data, contacts, the five newest events
#[utoipa::path(get, path = "/api/v1/companies/{id}", tag = "companies", params(("id" = Uuid, Path)),
    responses((status = 200, body = CompanyCard), FindRefusals))]
pub async fn card(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
) -> Answer<Json<CompanyCard>> {
    Ok(Json(companies::card(&backend, &ctx, id).await?))
}

/// Change a company
///
/// Absent attributes stay, `null` empties them.
#[utoipa::path(patch, path = "/api/v1/companies/{id}", tag = "companies", params(("id" = Uuid, Path)),
    request_body = ChangeCompany, responses((status = 200, body = Company), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangeCompany>,
) -> Answer<Json<Company>> {
    Ok(Json(companies::change(&backend, &ctx, id, command).await?))
}

/// The history of a company, newest first
#[utoipa::path(get, path = "/api/v1/companies/{id}/events", tag = "companies",
    params(("id" = Uuid, Path), EventFilter),
    responses((status = 200, body = Page<EventRow>), FindRefusals, ListRefusals))]
pub async fn history(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Query(filter): Query<EventFilter>,
) -> Answer<Json<Page<EventRow>>> {
    let page = events::list(&backend, &ctx, EventFilter { company: Some(id), ..filter }).await?;
    if page.items.is_empty() {
        companies::get(&backend, &ctx, id).await?;
    }
    Ok(Json(page))
}

/// The people at a company
#[utoipa::path(get, path = "/api/v1/companies/{id}/contacts", tag = "companies",
    params(("id" = Uuid, Path), ContactFilter),
    responses((status = 200, body = Page<Contact>), FindRefusals, ListRefusals))]
pub async fn contacts(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Query(filter): Query<ContactFilter>,
) -> Answer<Json<Page<Contact>>> {
    let page = contacts::list(&backend, &ctx, ContactFilter { company: Some(id), ..filter }).await?;
    if page.items.is_empty() {
        companies::get(&backend, &ctx, id).await?;
    }
    Ok(Json(page))
}
