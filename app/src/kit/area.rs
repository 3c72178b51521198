//! Longer text with its label and problems.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Labelled, Submission, erased::flag, erased::words};

/// Several lines of typed text.
#[component]
pub(crate) fn Area(
    submission: Submission,
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(default = "4")] rows: &'static str,
) -> impl IntoView {
    area(Labelled::new(submission, &path, label, Signal::stored(false), None), value, rows, None)
}

/// As the component, around a label that is there.
pub(crate) fn area(
    labelled: Labelled,
    value: RwSignal<String>,
    rows: &'static str,
    placeholder: Option<TextProp>,
) -> AnyView {
    let area = view! {
        <textarea
            id=labelled.id.clone()
            rows=rows
            placeholder=placeholder.map(words)
            aria-required=flag(labelled.required)
            aria-invalid=flag(labelled.invalid)
            aria-describedby=labelled.described()
            bind:value=value
        ></textarea>
    };
    labelled.around("", area.into_any())
}
