//! Server functions: events as they are read, their changes and cancellation. Registration goes over REST.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::{
    Page, Uuid,
    events::{CancelEvent, ChangeEvent, Event, EventFilter, EventRow, LogEntry},
};

use crate::Failure;

/// Events, newest first.
#[server(prefix = "/api/fn", endpoint = "events", input = Json)]
pub async fn list_events(filter: EventFilter) -> Result<Page<EventRow>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::list(&backend, &ctx, filter).await?)
}

/// An event, whole.
#[server(prefix = "/api/fn", endpoint = "event", input = Json)]
pub async fn read_event(id: Uuid) -> Result<Event, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::get(&backend, &ctx, id).await?)
}

/// An event's log, oldest line first.
#[server(prefix = "/api/fn", endpoint = "event_log", input = Json)]
pub async fn read_log(id: Uuid) -> Result<Vec<LogEntry>, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::log(&backend, &ctx, id).await?)
}

/// Changes an event.
#[server(prefix = "/api/fn", endpoint = "change_event", input = Json)]
pub async fn change_an_event(id: Uuid, change: ChangeEvent) -> Result<Event, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::change(&backend, &ctx, id, change).await?)
}

/// Cancels an event.
#[server(prefix = "/api/fn", endpoint = "cancel_event", input = Json)]
pub async fn cancel(id: Uuid, command: CancelEvent) -> Result<Event, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::events::cancel(&backend, &ctx, id, command).await?)
}
