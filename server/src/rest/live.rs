//! The live stream: the change feed as Server-Sent Events, for every open client.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use backend::{Backend, Ctx, changes};
use futures::{Stream, StreamExt, stream};
use records::{
    AppError,
    changes::{Change, ChangesRequest},
};
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until, timeout},
};
use utoipa::IntoParams;

use crate::{
    access::{Asker, Key},
    openapi::ListRefusals,
    problem::Answer,
    request::Query,
    router::App,
};

/// A quiet stream says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Changes within this time travel together, so that a busy server reads the feed a few times a second at most.
const TOGETHER: Duration = Duration::from_millis(100);
/// How long an ended session or a lost right may go on reading.
const RECHECK: Duration = Duration::from_secs(5);

/// Where to go on from.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LiveRequest {
    /// A cursor, for clients that cannot send `Last-Event-ID`; from now on without either.
    #[serde(default)]
    since: Option<String>,
}

/// What happens, as it happens
///
/// Server-Sent Events: each `change` bears a cursor as its `id` and a change as its data. `Last-Event-ID` goes on from
/// there without loss; a change may come twice. `start` tells the cursor of a stream that begins without one; `resync`
/// says that everything is to be read afresh.
#[utoipa::path(get, path = "/api/v1/live", tag = "changes",
    params(LiveRequest, ("Last-Event-ID" = Option<String>, Header, description = "Cursor of the last event that arrived")),
    responses((status = 200, content_type = "text/event-stream", body = Change), ListRefusals))]
pub async fn live(
    State(app): State<App>,
    headers: HeaderMap,
    Asker(ctx): Asker,
    Query(request): Query<LiveRequest>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    ctx.may_read()?;
    let key = Key::of(&headers)?.ok_or(AppError::Unauthorized)?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).filter(|id| !id.is_empty());
    let since = last.map(str::to_owned).or(request.since);
    // Subscribed before the feed is first read, so that nothing falls between.
    let grown = app.backend().feed().subscribe();
    let reader = Reader {
        backend: app.backend().clone(),
        key,
        ctx,
        checked: Instant::now(),
        since,
        grown,
        read_at: Instant::now(),
    };
    let pages =
        stream::unfold(
            reader,
            |mut reader| async move { Some((stream::iter(reader.next().await?), reader)) },
        );
    let events = pages.flatten().map(Ok).take_until(app.stopping());
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// Reads the feed for one client, only as fast as that client takes it.
struct Reader {
    backend: Backend,
    key: Key,
    ctx: Ctx,
    /// When it was last looked up who asks.
    checked: Instant,
    since: Option<String>,
    grown: watch::Receiver<u64>,
    read_at: Instant,
}

impl Reader {
    /// Waits for the next events; `None` ends the stream.
    async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let Some(since) = self.since.clone() else {
                return self.start("start").await;
            };
            self.grown.borrow_and_update();
            self.read_at = Instant::now();
            match self.page(since.clone()).await {
                Ok((events, next)) => {
                    self.since = Some(next);
                    if !events.is_empty() {
                        return Some(events);
                    }
                }
                Err(AppError::Gone | AppError::Invalid { .. }) => {
                    return self.start("resync").await;
                }
                Err(AppError::Unavailable) => sleep(RECHECK).await,
                Err(_) => return None,
            }
            // Where nothing happens, an ended session ends the stream all the same.
            loop {
                match timeout(HEARTBEAT, self.grown.changed()).await {
                    Ok(grown) => break grown.ok()?,
                    Err(_) => match self.check().await {
                        Ok(()) | Err(AppError::Unavailable) => {}
                        Err(_) => return None,
                    },
                }
            }
            sleep_until(self.read_at + TOGETHER).await;
        }
    }

    /// Goes on from the feed's present end. The cursor is told at once: a client that hears nothing else can resume too.
    async fn start(&mut self, name: &str) -> Option<Vec<Event>> {
        let present = changes::present(&self.backend).await.ok()?;
        // An event without data would not be told to the listeners of an `EventSource`.
        let event = Event::default().id(present.clone()).event(name).data("{}");
        self.since = Some(present);
        Some(vec![event])
    }

    /// Looks up who asks, and what they may do now, unless that was done a moment ago.
    async fn check(&mut self) -> Result<(), AppError> {
        if self.checked.elapsed() > RECHECK {
            self.ctx = self.key.ctx(&self.backend).await?;
            self.checked = Instant::now();
        }
        Ok(())
    }

    /// The events after a cursor, and the cursor after them. Only the last event bears the new one: whoever loses the
    /// connection before it gets the page again.
    async fn page(&mut self, since: String) -> Result<(Vec<Event>, String), AppError> {
        self.check().await?;
        let request = ChangesRequest { since: Some(since.clone()), limit: None };
        let page = changes::page(&self.backend, &self.ctx, request).await?;
        let last = page.items.len().saturating_sub(1);
        let events = page.items.iter().enumerate().map(|(index, change)| {
            let cursor = if index == last { &page.next } else { &since };
            Event::default().event("change").id(cursor).json_data(change)
        });
        let events = events.collect::<Result<_, _>>().map_err(|error| {
            tracing::error!(%error, "a change cannot be written as JSON");
            AppError::Internal
        })?;
        Ok((events, page.next))
    }
}
