//! Groups of people.

use axum::{Json, extract::State, http::StatusCode};
use backend::{Backend, access::groups};
use records::{
    Page, PageRequest,
    groups::{ChangeGroup, Group, NewGroup},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// Groups, by name
#[utoipa::path(get, path = "/api/v1/groups", tag = "groups", params(PageRequest),
    responses((status = 200, body = Page<Group>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(request): Query<PageRequest>,
) -> Answer<Json<Page<Group>>> {
    Ok(Json(groups::page(&backend, &ctx, request).await?))
}

/// Add a group
///
/// With an `id` made by the client the command may be sent any number of times.
#[utoipa::path(post, path = "/api/v1/groups", tag = "groups", request_body = NewGroup,
    responses((status = 201, body = Group), (status = 200, description = "The same command again", body = Group),
        CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewGroup>,
) -> Answer<Created<Group>> {
    let (group, new) = groups::create(&backend, &ctx, command).await?;
    Ok(created(new, "groups", group.id, group))
}

/// A group and its members
#[utoipa::path(get, path = "/api/v1/groups/{id}", tag = "groups", params(("id" = Uuid, Path)),
    responses((status = 200, body = Group), FindRefusals))]
pub async fn get(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<Json<Group>> {
    Ok(Json(groups::get(&backend, &ctx, id).await?))
}

/// Change a group
#[utoipa::path(patch, path = "/api/v1/groups/{id}", tag = "groups", params(("id" = Uuid, Path)),
    request_body = ChangeGroup, responses((status = 200, body = Group), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangeGroup>,
) -> Answer<Json<Group>> {
    Ok(Json(groups::change(&backend, &ctx, id, command).await?))
}

/// Delete a group
#[utoipa::path(delete, path = "/api/v1/groups/{id}", tag = "groups", params(("id" = Uuid, Path)),
    responses((status = 204), FindRefusals))]
pub async fn delete(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<StatusCode> {
    groups::delete(&backend, &ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
