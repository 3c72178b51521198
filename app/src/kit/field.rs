//! A line of typed text with its label, hint and problems.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Labelled, Submission, clock::clock_field, erased::effect, erased::flag, erased::words};
use crate::i18n::{I18n, Language, dates::Clock, spaced_decimal, without_unit};

/// How a line of text is typed.
#[derive(Default)]
pub(crate) struct Line {
    /// The input's type; a plain text where it is empty.
    pub(crate) kind: &'static str,
    pub(crate) inputmode: &'static str,
    pub(crate) autocomplete: &'static str,
    pub(crate) placeholder: Option<TextProp>,
    /// What stands after the value: `km`.
    pub(crate) unit: String,
    /// The least and the most that the platform's picker offers; empty where there is no limit.
    pub(crate) limits: (String, String),
    pub(crate) autofocus: bool,
    /// Writes what was typed as it is read, once the field is left. Decimals have theirs.
    pub(crate) tidy: Option<fn(&str, Language) -> String>,
    /// What stands beside the input.
    pub(crate) beside: Option<AnyView>,
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
    let labelled = Labelled::new(submission, &path, label, required, hint);
    let line = Line { kind, inputmode, autocomplete, unit, autofocus, ..Line::default() };
    field(labelled, class, value, line)
}

/// As the component, around a label that is there.
pub(crate) fn field(labelled: Labelled, class: &str, value: RwSignal<String>, line: Line) -> AnyView {
    if let Some(clock) = Clock::of(line.kind) {
        return clock_field(labelled, class, value, clock, line);
    }
    let Line { kind, inputmode, autocomplete, placeholder, unit, autofocus, tidy, beside, .. } = line;
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
    let tidy = tidy.or((inputmode == "decimal").then_some(spaced_decimal));
    let of = unit.clone();
    let left = move |_| {
        let Some(tidy) = tidy else { return };
        let typed = value.get_untracked();
        let tidied = tidy(without_unit(&typed, Some(&of)), i18n.language());
        if tidied != typed {
            value.set(tidied);
        }
    };
    let unit_id = format!("{}-unit", labelled.id);
    let described = match (labelled.described(), unit.is_empty()) {
        (Some(described), false) => Some(format!("{unit_id} {described}")),
        (described, _) => described,
    };
    let line = view! {
        <div class="input-line">
            <input
                id=labelled.id.clone()
                node_ref=input
                type=if kind.is_empty() { "text" } else { kind }
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                inputmode=(!inputmode.is_empty()).then_some(inputmode)
                placeholder=placeholder.map(words)
                aria-required=flag(labelled.required)
                aria-invalid=flag(labelled.invalid)
                aria-describedby=described
                bind:value=value
                on:blur=left
            />
            {(!unit.is_empty()).then(|| view! { <span class="unit" id=unit_id>{unit}</span> })}
            {beside}
        </div>
    };
    labelled.around(class, line.into_any())
}
