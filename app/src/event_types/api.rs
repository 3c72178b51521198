//! Server functions: event types and the versions that events were registered with.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
#[cfg(feature = "ssr")]
use records::event_types::Withdrawal;
use records::event_types::{
    ChangeEventType, Draft, EventType, NewEventType, Numbering, NumberingExample, Publish, Version,
    VersionDifferences, VersionSummary,
};

use crate::Failure;

/// All event types in their order.
#[server(prefix = "/api/fn", endpoint = "event_types", input = Json)]
pub async fn list_event_types() -> Result<Vec<EventType>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::list(&backend, &ctx).await?)
}

/// A published version of an event type: its form and its rules of registration.
#[server(prefix = "/api/fn", endpoint = "event_type_version", input = Json)]
pub async fn read_version(key: String, version: u32) -> Result<Version, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::version(&backend, &ctx, &key, version).await?)
}

/// The published versions of an event type, newest first.
#[server(prefix = "/api/fn", endpoint = "event_type_versions", input = Json)]
pub async fn list_versions(key: String) -> Result<Vec<VersionSummary>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::versions(&backend, &ctx, &key).await?)
}

/// What differs in a version from the one before.
#[server(prefix = "/api/fn", endpoint = "event_type_differences", input = Json)]
pub async fn read_differences(key: String, version: u32) -> Result<VersionDifferences, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::differences(&backend, &ctx, &key, version, None).await?)
}

/// Publishes what an older version says as the next version.
#[server(prefix = "/api/fn", endpoint = "event_type_roll_back", input = Json)]
pub async fn roll_back(key: String, version: u32, note: String) -> Result<Version, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    let command = Publish { note, revision: None };
    Ok(backend::events::types::roll_back(&backend, &ctx, &key, version, command).await?)
}

/// Takes a version out of use, or back into it.
#[server(prefix = "/api/fn", endpoint = "event_type_withdraw", input = Json)]
pub async fn withdraw(key: String, version: u32, reason: Option<String>) -> Result<Version, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    let command = Withdrawal { reason };
    Ok(backend::events::types::withdraw(&backend, &ctx, &key, version, command).await?)
}

/// Makes an event type and publishes its form as version 1.
#[server(prefix = "/api/fn", endpoint = "event_type_create", input = Json)]
pub async fn create_event_type(new: NewEventType) -> Result<EventType, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::create(&backend, &ctx, new).await?.0)
}

/// Changes the live part of an event type.
#[server(prefix = "/api/fn", endpoint = "event_type_change", input = Json)]
pub async fn change_settings(key: String, change: ChangeEventType) -> Result<EventType, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::change(&backend, &ctx, &key, change).await?)
}

/// An event type and the next version in the making.
#[server(prefix = "/api/fn", endpoint = "event_type_draft", input = Json)]
pub async fn read_draft(key: String) -> Result<(EventType, Draft), Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    // In this order: what somebody changes between the two makes the draft stale, and is not overlooked.
    let draft = backend::events::types::draft(&backend, &ctx, &key).await?;
    Ok((backend::events::types::get(&backend, &ctx, &key).await?, draft))
}

/// Keeps the next version in the making; an empty draft takes it away.
#[server(prefix = "/api/fn", endpoint = "event_type_put_draft", input = Json)]
pub async fn put_draft(key: String, draft: Draft) -> Result<Draft, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::put_draft(&backend, &ctx, &key, draft).await?)
}

/// Publishes the draft as the next version.
#[server(prefix = "/api/fn", endpoint = "event_type_publish", input = Json)]
pub async fn publish_draft(key: String, command: Publish) -> Result<Version, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::publish(&backend, &ctx, &key, command).await?)
}

/// What a numbering gives, before it is kept.
#[server(prefix = "/api/fn", endpoint = "event_type_numbering", input = Json)]
pub async fn try_numbering(key: String, numbering: Numbering) -> Result<NumberingExample, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::numbering_example(&backend, &ctx, &key, &numbering).await?)
}
