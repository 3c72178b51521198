//! A colour, as it will be seen on both grounds.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::{
    i18n::trt,
    kit::{FieldProblems, Submission, TypeDot, field_id, flag, memo, words},
};

/// A colour to be chosen or typed, with what it looks like.
#[component]
pub(super) fn ColorField(
    submission: Submission,
    path: &'static str,
    #[prop(into)] label: TextProp,
    /// `#rrggbb`
    value: RwSignal<String>,
    /// What bears the colour.
    name: Signal<String>,
) -> impl IntoView {
    submission.shows(path.to_owned());
    let id = field_id();
    let problem_id = format!("{id}-problem");
    let invalid = memo(move || !submission.at(path).is_empty());
    let named = label.clone();
    let sample = move |scheme: &'static str, ground: fn(&'static crate::i18n::TypeTexts) -> &'static str| {
        view! {
            <span class="color-sample" style=("color-scheme", scheme)>
                <TypeDot color=value />
                <span>{name}</span>
                <span class="visually-hidden">" " {trt(ground)}</span>
            </span>
        }
    };
    view! {
        <div class="field" class:invalid=invalid>
            <label for=id.clone()>{words(label)}</label>
            <div class="input-line">
                <input
                    type="color"
                    aria-label=words(named)
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    maxlength="7"
                    aria-invalid=flag(invalid)
                    aria-describedby=problem_id.clone()
                    bind:value=value
                />
            </div>
            <FieldProblems submission path=path.to_owned() id=problem_id />
            <p class="color-samples">{sample("light", |t| t.on_light)} {sample("dark", |t| t.on_dark)}</p>
        </div>
    }
}
