//! The button that sends a form.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Submission, erased::flag, erased::when, erased::words};

/// Sends the form it stands in; it cannot be pressed twice.
#[component]
pub(crate) fn Submit(
    submission: Submission,
    #[prop(into)] label: TextProp,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
) -> impl IntoView {
    view! {
        <button type="submit" class="button primary" class:danger=danger aria-busy=flag(submission.busy)>
            {when(move || submission.busy.get(), || view! { <span class="spinner" aria-hidden="true"></span> })}
            {words(label)}
        </button>
    }
}
