//! `kronika serve`

use std::{net::SocketAddr, time::Duration};

use axum::serve::ListenerExt;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::timeout,
};

use super::{Given, close, print::line};
use crate::{failure::Failure, router::router};

/// How long requests under way may take once the server is to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until it is told to stop.
pub(super) async fn run(given: &Given) -> Result<(), Failure> {
    let settings = &given.settings;
    let cannot =
        |error: std::io::Error| Failure::new(format!("cannot listen on {}: {error}", settings.listen));
    // Before the database: of two servers started by mistake the second touches nothing.
    let listener = TcpListener::bind(&settings.listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let backend = given.open().await?;

    let sweeping = tokio::spawn(backend::files::sweep_daily(backend.clone()));
    let (stop, stopping) = watch::channel(false);
    let service = router(backend.clone(), settings, stopping.clone())
        .into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Answers are small and must not wait for more.
        let _ = stream.set_nodelay(true);
    });
    let mut drain = stopping.clone();
    let served = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = drain.wait_for(|stop| *stop).await;
    });
    let mut serving = tokio::spawn(served.into_future());
    let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
    // It serves though nobody should read this.
    let _ = line(format_args!("Kronika {} serves on http://{address}", env!("CARGO_PKG_VERSION")));

    let ended = tokio::select! {
        ended = &mut serving => Some(ended),
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
    };
    if ended.is_none() {
        let _ = stop.send(true);
        if timeout(DRAIN, &mut serving).await.is_err() {
            tracing::warn!("requests still under way are broken off");
            serving.abort();
        }
    }
    sweeping.abort();
    close(backend).await;
    match ended {
        Some(Ok(Err(error))) => Err(cannot(error)),
        Some(Err(_)) => Err(Failure::new("the server ended by a fault of its own")),
        _ => Ok(()),
    }
}
