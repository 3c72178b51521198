//! The id of a record in the page's address.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use records::Uuid;

use crate::shell::NotFound;

/// Builds the page anew for each id that the address names.
#[component]
pub(crate) fn ById<V: IntoView + 'static>(page: fn(Uuid) -> V) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| Uuid::parse_str(&id).ok()));
    move || match id.get() {
        Some(id) => page(id).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}
