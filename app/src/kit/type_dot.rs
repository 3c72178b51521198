//! The colour of an event type.

use leptos::prelude::*;

/// A dot in the type's colour; the name beside it says the same in words.
#[component]
pub(crate) fn TypeDot(#[prop(into)] color: Signal<String>) -> impl IntoView {
    view! { <span class="type-dot" aria-hidden="true" style=("--type-color", move || color.get())></span> }
}
