//! People of the firm.

use axum::{Json, extract::State, http::StatusCode};
use backend::{Backend, access::users};
use records::{
    Page,
    users::{ChangePassword, ChangeUser, NewUser, User, UserFilter},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// Who asks
#[utoipa::path(get, path = "/api/v1/me", tag = "users", responses((status = 200, body = User), ListRefusals))]
pub async fn me(Asker(ctx): Asker) -> Json<User> {
    Json(ctx.user)
}

/// People, by name
#[utoipa::path(get, path = "/api/v1/users", tag = "users", params(UserFilter),
    responses((status = 200, body = Page<User>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(filter): Query<UserFilter>,
) -> Answer<Json<Page<User>>> {
    Ok(Json(users::list(&backend, &ctx, filter).await?))
}

/// Add a person
///
/// With a login a password is needed; without one the person has no account. With an `id` made by the client the command may
/// be sent any number of times.
#[utoipa::path(post, path = "/api/v1/users", tag = "users", request_body = NewUser,
    responses((status = 201, body = User), (status = 200, description = "The same command again", body = User),
        CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewUser>,
) -> Answer<Created<User>> {
    let (user, new) = users::create(&backend, &ctx, command).await?;
    Ok(created(new, "users", user.id, user))
}

/// A person
#[utoipa::path(get, path = "/api/v1/users/{id}", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 200, body = User), FindRefusals))]
pub async fn get(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<Json<User>> {
    Ok(Json(users::get(&backend, &ctx, id).await?))
}

/// Change a person
///
/// Absent attributes stay, `null` empties them. Another role ends the person's sessions.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "users", params(("id" = Uuid, Path)),
    request_body = ChangeUser, responses((status = 200, body = User), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangeUser>,
) -> Answer<Json<User>> {
    Ok(Json(users::change(&backend, &ctx, id, command).await?))
}

/// Give a person a new password
///
/// One's own with the current one, or anybody's by an administrator. It ends the person's other sessions.
#[utoipa::path(post, path = "/api/v1/users/{id}/password", tag = "users", params(("id" = Uuid, Path)),
    request_body = ChangePassword, responses((status = 204), ChangeRefusals))]
pub async fn set_password(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    Body(command): Body<ChangePassword>,
) -> Answer<StatusCode> {
    users::set_password(&backend, &ctx, id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}
