//! How far something is.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::words;

/// A bar from 0 to 100; without a number it only says that something goes on.
#[component]
pub(crate) fn Progress(
    #[prop(into)] label: TextProp,
    #[prop(into)] percent: Signal<Option<u32>>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <p>{words(label.clone())} <span class="number">{move || percent.get().map(|percent| format!("{percent}%"))}</span></p>
            <progress max="100" value=move || percent.get().map(|percent| percent.to_string()) aria-label=words(label)></progress>
        </div>
    }
}
