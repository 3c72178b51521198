//! Yes or no.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{FieldProblems, Submission, erased::words, field_id};

/// A box to tick; its text is `true` while it is ticked.
#[component]
pub(crate) fn Tick(
    submission: Submission,
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
) -> impl IntoView {
    submission.shows(path.clone());
    let id = field_id();
    let problem_id = format!("{id}-problem");
    view! {
        <div class="field tick">
            <input
                id=id.clone()
                type="checkbox"
                aria-describedby=problem_id.clone()
                prop:checked=move || value.get() == "true"
                on:change=move |event| value.set(event_target_checked(&event).to_string())
            />
            <label for=id>{words(label)}</label>
            <FieldProblems submission path id=problem_id />
        </div>
    }
}
