//! One of several options.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Labelled, Submission, erased::flag};

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
    #[prop(into, optional)] hint: Option<TextProp>,
) -> impl IntoView {
    let labelled = match submission {
        Some(submission) => Labelled::new(submission, &path, label, required, hint),
        None => Labelled::alone(label, required),
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
    let select = view! {
        <select
            id=labelled.id.clone()
            aria-required=flag(labelled.required)
            aria-invalid=flag(labelled.invalid)
            aria-describedby=labelled.described()
            on:change=move |event| value.set(event_target_value(&event))
        >
            {all}
        </select>
    };
    labelled.around("", select.into_any())
}
