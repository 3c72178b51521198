//! Server functions: event types and the versions that events were registered with.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::event_types::EventType;

use crate::Failure;

/// All event types in their order.
#[server(prefix = "/api/fn", endpoint = "event_types", input = Json)]
pub async fn list_event_types() -> Result<Vec<EventType>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::list(&backend, &ctx).await?)
}

/// The form of a published version of an event type.
#[server(prefix = "/api/fn", endpoint = "event_type_form", input = Json)]
pub async fn read_form(key: String, version: u32) -> Result<forms::Json, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::types::version(&backend, &ctx, &key, version).await?.form)
}
