//! Server function: the search over everything.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use records::search::Found;

use crate::Failure;

/// The first few records of each kind that fit a typed text.
#[server(prefix = "/api/fn", endpoint = "search", input = Json)]
pub async fn search(text: String) -> Result<Found, Failure> {
    let (backend, ctx) = crate::server::signed_in()?;
    Ok(backend::search::search(&backend, &ctx, &text).await?)
}
