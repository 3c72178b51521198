//! One of several options.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{
    FieldProblems, Submission, erased::flag, erased::memo, erased::words, field::RequiredMark, field_id,
};

/// Value and label of each option.
pub(crate) type Options = Vec<(String, String)>;

/// A list to choose one from. An empty value stands first where `none` says what it means.
#[component]
pub(crate) fn Select(
    #[prop(optional)] submission: Option<Submission>,
    #[prop(into, optional)] path: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Options>,
    #[prop(into, optional)] none: Option<TextProp>,
    #[prop(optional, into)] required: Signal<bool>,
) -> impl IntoView {
    let id = field_id();
    let problem_id = format!("{id}-problem");
    let invalid = {
        let path = path.clone();
        memo(move || submission.is_some_and(|submission| !submission.at(&path).is_empty()))
    };
    let option = move |key: String, label: String| {
        let mine = key.clone();
        view! { <option value=key prop:selected=move || value.get() == mine>{label}</option> }
    };
    let all = move || {
        let none = none.as_ref().map(|none| option(String::new(), none.get().to_string()));
        let others = options.get().into_iter().map(|(key, label)| option(key, label)).collect_view();
        (none, others)
    };
    let problems = submission.map(|submission| {
        submission.shows(path.clone());
        view! { <FieldProblems submission path=path.clone() id=problem_id.clone() /> }
    });
    view! {
        <div class="field" class:invalid=invalid>
            <label for=id.clone()>
                {words(label)} " " <RequiredMark required />
            </label>
            <select
                id=id.clone()
                aria-required=flag(required)
                aria-invalid=flag(invalid)
                aria-describedby=problem_id
                on:change=move |event| value.set(event_target_value(&event))
            >
                {all}
            </select>
            {problems}
        </div>
    }
}
