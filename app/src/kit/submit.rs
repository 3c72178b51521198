//! The button that sends a form.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Submission;

/// Sends the form it stands in; it cannot be pressed twice.
#[component]
pub(crate) fn Submit(submission: Submission, #[prop(into)] label: TextProp) -> impl IntoView {
    view! {
        <button type="submit" class="button primary" aria-busy=move || submission.busy.get().to_string()>
            {move || submission.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
            {move || label.get()}
        </button>
    }
}
