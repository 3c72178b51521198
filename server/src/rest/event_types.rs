//! Event types: their live part, the draft of the next version, published versions.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use backend::{Backend, events::types};
use forms::Form;
use records::{
    AppError, Page, PageRequest,
    event_types::{
        ChangeEventType, Draft, EventType, NewEventType, Publish, Version, VersionDifferences,
        VersionSummary, Withdrawal,
    },
};

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{ChangeRefusals, CreateRefusals, FindRefusals, ListRefusals},
    problem::Answer,
    request::{Body, Key, KeyAndNumber, Query},
};

/// All event types
#[utoipa::path(get, path = "/api/v1/event-types", tag = "event-types", params(PageRequest),
    responses((status = 200, body = Page<EventType>), ListRefusals))]
pub async fn list(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Query(request): Query<PageRequest>,
) -> Answer<Json<Page<EventType>>> {
    Ok(Json(types::page(&backend, &ctx, request).await?))
}

/// Add an event type
///
/// Its form is published at once as version 1. With an `id` made by the client the command may be sent any number of times.
#[utoipa::path(post, path = "/api/v1/event-types", tag = "event-types", request_body = NewEventType,
    responses((status = 201, body = EventType),
        (status = 200, description = "The same command again", body = EventType), CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewEventType>,
) -> Answer<Created<EventType>> {
    let (event_type, new) = types::create(&backend, &ctx, command).await?;
    Ok(created(new, "event-types", event_type.key.clone(), event_type))
}

/// An event type with its newest version
#[utoipa::path(get, path = "/api/v1/event-types/{key}", tag = "event-types", params(("key" = String, Path)),
    responses((status = 200, body = EventType), FindRefusals))]
pub async fn get(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Key(key): Key,
) -> Answer<Json<EventType>> {
    Ok(Json(types::get(&backend, &ctx, &key).await?))
}

/// Change the live part of an event type
#[utoipa::path(patch, path = "/api/v1/event-types/{key}", tag = "event-types", params(("key" = String, Path)),
    request_body = ChangeEventType, responses((status = 200, body = EventType), ChangeRefusals))]
pub async fn change(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Key(key): Key,
    Body(command): Body<ChangeEventType>,
) -> Answer<Json<EventType>> {
    Ok(Json(types::change(&backend, &ctx, &key, command).await?))
}

/// The next version in the making
#[utoipa::path(get, path = "/api/v1/event-types/{key}/draft", tag = "event-types", params(("key" = String, Path)),
    responses((status = 200, body = Draft), FindRefusals))]
pub async fn draft(State(backend): State<Backend>, Asker(ctx): Asker, Key(key): Key) -> Answer<Json<Draft>> {
    Ok(Json(types::draft(&backend, &ctx, &key).await?))
}

/// Write the next version; absent attributes are as published
#[utoipa::path(put, path = "/api/v1/event-types/{key}/draft", tag = "event-types", params(("key" = String, Path)),
    request_body = Draft, responses((status = 200, body = Draft), ChangeRefusals))]
pub async fn put_draft(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Key(key): Key,
    Body(draft): Body<Draft>,
) -> Answer<Json<Draft>> {
    Ok(Json(types::put_draft(&backend, &ctx, &key, draft).await?))
}

/// Publish the draft as the next version
#[utoipa::path(post, path = "/api/v1/event-types/{key}/publish", tag = "event-types", params(("key" = String, Path)),
    request_body = Publish, responses((status = 201, body = Version), ChangeRefusals))]
pub async fn publish(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Key(key): Key,
    Body(command): Body<Publish>,
) -> Answer<Created<Version>> {
    let version = types::publish(&backend, &ctx, &key, command).await?;
    let address = format!("{key}/versions/{}", version.version);
    Ok(created(true, "event-types", address, version))
}

/// The published versions, newest first
#[utoipa::path(get, path = "/api/v1/event-types/{key}/versions", tag = "event-types",
    params(("key" = String, Path), PageRequest),
    responses((status = 200, body = Page<VersionSummary>), FindRefusals, ListRefusals))]
pub async fn versions(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Key(key): Key,
    Query(request): Query<PageRequest>,
) -> Answer<Json<Page<VersionSummary>>> {
    Ok(Json(types::versions_page(&backend, &ctx, &key, request).await?))
}

/// A published version
#[utoipa::path(get, path = "/api/v1/event-types/{key}/versions/{number}", tag = "event-types",
    params(("key" = String, Path), ("number" = u32, Path)),
    responses((status = 200, body = Version), FindRefusals))]
pub async fn version(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    KeyAndNumber(key, number): KeyAndNumber,
) -> Answer<Json<Version>> {
    Ok(Json(types::version(&backend, &ctx, &key, number).await?))
}

/// Take a version out of use, or back into it
///
/// Events in a withdrawn version are refused with the reason. The newest version stays in use.
#[utoipa::path(put, path = "/api/v1/event-types/{key}/versions/{number}/withdrawal", tag = "event-types",
    params(("key" = String, Path), ("number" = u32, Path)), request_body = Withdrawal,
    responses((status = 200, body = Version), ChangeRefusals))]
pub async fn withdraw(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    KeyAndNumber(key, number): KeyAndNumber,
    Body(command): Body<Withdrawal>,
) -> Answer<Json<Version>> {
    Ok(Json(types::withdraw(&backend, &ctx, &key, number, command).await?))
}

/// Publish what an older version says as the next version
///
/// A draft stays as it is.
#[utoipa::path(post, path = "/api/v1/event-types/{key}/versions/{number}/roll-back", tag = "event-types",
    params(("key" = String, Path), ("number" = u32, Path)), request_body = Publish,
    responses((status = 201, body = Version), ChangeRefusals))]
pub async fn roll_back(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    KeyAndNumber(key, number): KeyAndNumber,
    Body(command): Body<Publish>,
) -> Answer<Created<Version>> {
    let version = types::roll_back(&backend, &ctx, &key, number, command).await?;
    let address = format!("{key}/versions/{}", version.version);
    Ok(created(true, "event-types", address, version))
}

/// Which version to compare with.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Compared {
    /// Without it, the version before.
    from: Option<u32>,
}

/// What differs in a version
#[utoipa::path(get, path = "/api/v1/event-types/{key}/versions/{number}/differences", tag = "event-types",
    params(("key" = String, Path), ("number" = u32, Path), Compared),
    responses((status = 200, body = VersionDifferences), FindRefusals))]
pub async fn differences(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    KeyAndNumber(key, number): KeyAndNumber,
    Query(Compared { from }): Query<Compared>,
) -> Answer<Json<VersionDifferences>> {
    Ok(Json(types::differences(&backend, &ctx, &key, number, from).await?))
}

/// The form of a published version as a JSON Schema
///
/// Draft 2020-12, as far as JSON Schema can say it: every normalised value that is accepted passes it.
#[utoipa::path(get, path = "/api/v1/event-types/{key}/versions/{number}/json-schema", tag = "event-types",
    params(("key" = String, Path), ("number" = u32, Path)),
    responses((status = 200, content_type = "application/schema+json", body = Object), FindRefusals))]
pub async fn json_schema(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    KeyAndNumber(key, number): KeyAndNumber,
) -> Answer<([(HeaderName, &'static str); 1], String)> {
    let version = types::version(&backend, &ctx, &key, number).await?;
    let form =
        Form::from_json(&version.form).map_err(|form_problems| AppError::InvalidForm { form_problems })?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], forms::json_schema(&form).to_string()))
}
