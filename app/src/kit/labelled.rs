//! What every field has around its input: a label, a mark where it must be filled, a hint, problems, and the ids that
//! tie them together.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{
    Submission,
    erased::{effect, memo, when, words},
    submission::Told,
};
use crate::i18n::{I18n, problem_text, tr};

/// An id for an element that a label or a description names.
pub(crate) fn field_id() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("f{}", LAST.fetch_add(1, Ordering::Relaxed))
}

/// A field but for its input.
#[derive(Clone)]
pub(crate) struct Labelled {
    /// Of the input.
    pub(crate) id: String,
    pub(crate) label: TextProp,
    pub(crate) required: Signal<bool>,
    pub(crate) invalid: Signal<bool>,
    hint: Option<TextProp>,
    told: Option<Told>,
    /// Where its problems stand.
    place: Option<(Submission, String)>,
}

impl Labelled {
    /// A field at a path of a request. To be called in a component's body.
    pub(crate) fn new(
        submission: Submission,
        path: &str,
        label: TextProp,
        required: Signal<bool>,
        hint: Option<TextProp>,
    ) -> Self {
        let id = field_id();
        let told = submission.place(path, label.clone(), &id);
        let known = told.clone();
        let invalid = memo(move || known.with(|told| !told.is_empty()));
        let place = Some((submission, path.to_owned()));
        Self { id, label, required, invalid: invalid.into(), hint, told: Some(told), place }
    }

    /// A field that belongs to no request.
    pub(crate) fn alone(label: TextProp, required: Signal<bool>) -> Self {
        Self {
            id: field_id(),
            label,
            required,
            invalid: Signal::stored(false),
            hint: None,
            told: None,
            place: None,
        }
    }

    /// Stops the form from being sent for as long as the caller lives and a text stands here that is not chosen; an empty one
    /// is none. It is told once the field was left.
    pub(crate) fn stops_unchosen(&self, unchosen: Signal<String>, left: Signal<bool>) {
        let Some((submission, path)) = self.place.clone() else { return };
        let id = self.id.clone();
        effect(move || match unchosen.get() {
            text if text.is_empty() => submission.is_chosen(&id),
            _ => submission.is_unchosen(&id, &path, left.get()),
        });
        let id = self.id.clone();
        on_cleanup(move || submission.is_chosen(&id));
    }

    /// Ids of what describes the input.
    pub(crate) fn described(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let problem = self.told.as_ref().map(|_| format!("{}-problem", self.id));
        match (hint, problem) {
            (Some(hint), Some(problem)) => Some(format!("{hint} {problem}")),
            (one, other) => one.or(other),
        }
    }

    /// Puts it around an input that bears the id.
    pub(crate) fn around(self, class: &str, input: AnyView) -> AnyView {
        let (below, invalid) = (self.below(), self.invalid);
        let label = view! { <label for=self.id>{words(self.label)} " " <RequiredMark required=self.required /></label> };
        view! { <div class=format!("field {class}") class:invalid=move || invalid.get()>{label} {input} {below}</div> }
            .into_any()
    }

    /// Puts it around several inputs; the group bears the id.
    pub(crate) fn group(self, class: &str, role: &'static str, inputs: AnyView) -> AnyView {
        let (below, invalid, described) = (self.below(), self.invalid, self.described());
        let required = self.required;
        let is_radio = role == "radiogroup";
        view! {
            <fieldset
                id=self.id
                class=format!("field {class}")
                class:invalid=move || invalid.get()
                role=role
                aria-describedby=described
                aria-required=move || is_radio.then(|| required.get().to_string())
                aria-invalid=move || is_radio.then(|| invalid.get().to_string())
            >
                <legend>{words(self.label)} " " <RequiredMark required /></legend>
                {inputs}
                {below}
            </fieldset>
        }
        .into_any()
    }

    fn below(&self) -> impl IntoView + use<> {
        let (hint_id, problem_id) = (format!("{}-hint", self.id), format!("{}-problem", self.id));
        let hint = self.hint.clone().map(|hint| view! { <p class="hint" id=hint_id>{words(hint)}</p> });
        let i18n = I18n::get();
        let problems = self.told.clone().map(|told| {
            let texts = move || {
                let text = |problem: &forms::Problem| problem_text(problem, i18n.language());
                told.with(|told| told.iter().map(text).collect::<Vec<_>>().join(" "))
            };
            view! { <p class="problem" id=problem_id>{texts}</p> }
        });
        (hint, problems)
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
