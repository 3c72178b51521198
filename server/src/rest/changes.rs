//! The change feed by pages, for copies that are brought up to date from time to time.

use axum::{Json, extract::State};
use backend::{Backend, changes};
use records::changes::{ChangesPage, ChangesRequest};

use crate::{
    access::Asker,
    openapi::{GoneRefusal, ListRefusals},
    problem::Answer,
    request::Query,
};

/// What has changed since a cursor
///
/// Without one, from the beginning; `since=present` asks for the cursor of the end and nothing else, before a copy is made.
/// `next` is always there: it is where to go on from, now or later. A cursor of another database, or of this one before it was
/// restored, is 410: everything is to be read afresh.
#[utoipa::path(get, path = "/api/v1/changes", tag = "changes", params(ChangesRequest),
    responses((status = 200, body = ChangesPage), ListRefusals, GoneRefusal))]
pub async fn page(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(request): Query<ChangesRequest>,
) -> Answer<Json<ChangesPage>> {
    Ok(Json(changes::page(&backend, &ctx, request).await?))
}
