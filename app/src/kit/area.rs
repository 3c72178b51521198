//! Longer text with its label and problems.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{
    FieldProblems, Submission, erased::flag, erased::memo, erased::words, field::RequiredMark, field_id,
};

/// Several lines of typed text.
#[component]
pub(crate) fn Area(
    submission: Submission,
    #[prop(into)] path: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] required: Signal<bool>,
    #[prop(default = "4")] rows: &'static str,
    #[prop(into, optional)] hint: Option<TextProp>,
) -> impl IntoView {
    submission.shows(path.clone());
    let id = field_id();
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described = format!("{hint_id} {problem_id}");
    let invalid = {
        let path = path.clone();
        memo(move || !submission.at(&path).is_empty())
    };
    view! {
        <div class="field" class:invalid=invalid>
            <label for=id.clone()>
                {words(label)} " " <RequiredMark required />
            </label>
            <textarea
                id=id.clone()
                rows=rows
                aria-required=flag(required)
                aria-invalid=flag(invalid)
                aria-describedby=described
                bind:value=value
            ></textarea>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{words(hint)}</p> })}
            <FieldProblems submission path id=problem_id />
        </div>
    }
}
