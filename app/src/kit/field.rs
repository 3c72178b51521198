//! A line of typed text with its label, hint and problems.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Submission, erased::effect, erased::flag, erased::memo, erased::when, erased::words};
use crate::i18n::{I18n, problem_text, spaced_decimal, tr};

/// An id for an element that a label or a description names.
pub(crate) fn field_id() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("f{}", LAST.fetch_add(1, Ordering::Relaxed))
}

/// The problems of one field, below it.
#[component]
pub(crate) fn FieldProblems(submission: Submission, path: String, id: String) -> impl IntoView {
    let i18n = I18n::get();
    let texts = move || {
        let problems = submission.at(&path);
        problems.iter().map(|problem| problem_text(problem, i18n.language())).collect::<Vec<_>>().join(" ")
    };
    view! { <p class="problem" id=id>{texts}</p> }
}

/// A line of typed text.
#[component]
pub(crate) fn Field(
    submission: Submission,
    /// Where the field stands in the request.
    #[prop(into)]
    path: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] required: Signal<bool>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    #[prop(into, optional)] hint: Option<TextProp>,
    /// What stands after the value: `km`.
    #[prop(optional)]
    unit: String,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    submission.shows(path.clone());
    let id = field_id();
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described = format!("{hint_id} {problem_id}");
    let invalid = {
        let path = path.clone();
        memo(move || !submission.at(&path).is_empty())
    };
    let i18n = I18n::get();
    let input = NodeRef::new();
    if autofocus {
        effect(move || {
            if let Some(input) = input.get() {
                let input: web_sys::HtmlInputElement = input;
                let _ = input.focus();
            }
        });
    }
    view! {
        <div class=format!("field {class}") class:invalid=invalid>
            <label for=id.clone()>
                {words(label)} " " <RequiredMark required />
            </label>
            <div class="input-line">
                <input
                    id=id.clone()
                    node_ref=input
                    type=kind
                    autocomplete=autocomplete
                    inputmode=(!inputmode.is_empty()).then_some(inputmode)
                    aria-required=flag(required)
                    aria-invalid=flag(invalid)
                    aria-describedby=described
                    bind:value=value
                    on:blur=move |_| {
                        if inputmode == "decimal" {
                            value.update(|text| *text = spaced_decimal(text, i18n.language()));
                        }
                    }
                />
                {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            </div>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{words(hint)}</p> })}
            <FieldProblems submission path id=problem_id />
        </div>
    }
}

/// Tells fields that must be filled.
#[component]
pub(crate) fn RequiredMark(required: Signal<bool>) -> impl IntoView {
    let word = tr(|t| t.required);
    when(
        move || required.get(),
        move || {
            view! {
                <span class="required" aria-hidden="true">"*"</span>
                <span class="visually-hidden">{word}</span>
            }
        },
    )
}
