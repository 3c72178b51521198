//! Events: registration, reading back, correction.

use axum::{Json, extract::State};
use backend::{Backend, events};
use records::{
    Page, PageRequest,
    events::{CancelEvent, ChangeEvent, Event, EventFilter, EventRow, LogEntry, RegisterEvent},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// Register an event
///
/// With an `id` made by the client the command may be sent any number of times.
#[utoipa::path(post, path = "/api/v1/events", tag = "events", request_body = RegisterEvent,
    responses((status = 201, body = Event), (status = 200, description = "The same command again", body = Event),
        CreateRefusals))]
pub async fn register(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<RegisterEvent>,
) -> Answer<Created<Event>> {
    let (event, new) = events::register(&backend, &ctx, command).await?;
    Ok(created(new, "events", event.head.id, event))
}

/// Events, newest first
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventFilter),
    responses((status = 200, body = Page<EventRow>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(filter): Query<EventFilter>,
) -> Answer<Json<Page<EventRow>>> {
    Ok(Json(events::list(&backend, &ctx, filter).await?))
}

/// An event, whole
#[utoipa::path(get, path = "/api/v1/events/{id}", tag = "events", params(("id" = Uuid, Path)),
    responses((status = 200, body = Event), FindRefusals))]
pub async fn get(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<Json<Event>> {
    Ok(Json(events::get(&backend, &ctx, id).await?))
}

/// Change an event
///
/// Absent attributes stay; `values` replaces the whole values.
#[utoipa::path(patch, path = "/api/v1/events/{id}", tag = "events", params(("id" = Uuid, Path)),
    request_body = ChangeEvent, responses((status = 200, body = Event), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangeEvent>,
) -> Answer<Json<Event>> {
    Ok(Json(events::change(&backend, &ctx, id, command).await?))
}

/// Cancel an event
///
/// It stays, keeps its number and is shown as cancelled. The reason may be left out.
#[utoipa::path(post, path = "/api/v1/events/{id}/cancel", tag = "events", params(("id" = Uuid, Path)),
    request_body = CancelEvent, responses((status = 200, body = Event), ChangeRefusals))]
pub async fn cancel(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<CancelEvent>,
) -> Answer<Json<Event>> {
    Ok(Json(events::cancel(&backend, &ctx, id, command).await?))
}

/// The log of an event, oldest first
#[utoipa::path(get, path = "/api/v1/events/{id}/log", tag = "events", params(("id" = Uuid, Path), PageRequest),
    responses((status = 200, body = Page<LogEntry>), FindRefusals, ListRefusals))]
pub async fn log(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Query(request): Query<PageRequest>,
) -> Answer<Json<Page<LogEntry>>> {
    Ok(Json(events::log_page(&backend, &ctx, id, request).await?))
}
