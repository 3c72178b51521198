//! The end of a list by cursor: the button for the next page.

use leptos::prelude::*;

use super::Paged;
use crate::i18n::tr;

/// Shown while there is a next page.
#[component]
pub(crate) fn More<T: Send + Sync + 'static>(of: Paged<T>) -> impl IntoView {
    view! {
        <Show when=move || of.next.with(Option::is_some)>
            <p class="more">
                <button
                    type="button"
                    class="button"
                    aria-busy=move || of.busy.get().to_string()
                    on:click=move |_| of.more()
                >
                    {tr(|t| t.more)}
                </button>
            </p>
        </Show>
    }
}
