//! API tokens, for programs that act for a person.

use axum::{Json, extract::State, http::StatusCode};
use backend::{Backend, access::tokens};
use records::{
    Page, PageRequest,
    tokens::{IssuedToken, NewToken, Token},
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Id, Query},
};

/// One's tokens, newest first
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens", params(PageRequest),
    responses((status = 200, body = Page<Token>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(request): Query<PageRequest>,
) -> Answer<Json<Page<Token>>> {
    Ok(Json(tokens::list(&backend, &ctx, request).await?))
}

/// Make a token for oneself
///
/// The answer is the only place where its secret is shown.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "tokens", request_body = NewToken,
    responses((status = 201, body = IssuedToken), CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewToken>,
) -> Answer<Created<IssuedToken>> {
    let issued = tokens::create(&backend, &ctx, command).await?;
    Ok(created(true, "tokens", issued.token.id, issued))
}

/// Revoke a token
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "tokens", params(("id" = Uuid, Path)),
    responses((status = 204), FindRefusals))]
pub async fn revoke(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<StatusCode> {
    tokens::revoke(&backend, &ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
