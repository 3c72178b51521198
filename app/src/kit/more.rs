//! The end of a list by cursor: the button for the next page.

use leptos::prelude::*;

use super::{Paged, erased::flag, erased::when};
use crate::i18n::tr;

/// Shown while there is a next page.
#[component]
pub(crate) fn More<T: Send + Sync + 'static>(of: Paged<T>) -> impl IntoView {
    view! {
        {when(move || of.next.with(Option::is_some), move || view! {
            <p class="more">
                <button
                    type="button"
                    class="button"
                    aria-busy=flag(of.busy)
                    on:click=move |_| of.more()
                >
                    {tr(|t| t.more)}
                </button>
            </p>
        })}
    }
}
