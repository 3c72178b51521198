//! A few choices side by side, one of them chosen.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::words;

/// One choice: its key, its name, and its language where that is not the page's.
pub(crate) type Segment = (&'static str, TextProp, Option<&'static str>);

/// Buttons in a row, of which one is pressed.
#[component]
pub(crate) fn Segments(
    #[prop(into)] label: TextProp,
    choices: Vec<Segment>,
    /// Whether a key is the chosen one, tracked.
    #[prop(into)]
    chosen: Callback<&'static str, bool>,
    #[prop(into)] choose: Callback<&'static str>,
) -> impl IntoView {
    let button = move |(key, name, language): Segment| {
        let pressed = move || if chosen.run(key) { "true" } else { "false" };
        view! {
            <button type="button" lang=language aria-pressed=pressed on:click=move |_| choose.run(key)>
                {words(name)}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=words(label)>
            {choices.into_iter().map(button).collect_view()}
        </div>
    }
}
