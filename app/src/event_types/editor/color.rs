//! A colour, as it will be seen on both grounds.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::{
    i18n::{tr, trt},
    kit::{Labelled, Submission, TypeDot, flag},
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
    let (named, choose) = (label.clone(), tr(|t| t.choose));
    let sample = move |scheme: &'static str, ground: fn(&'static crate::i18n::TypeTexts) -> &'static str| {
        view! {
            <span class="color-sample" style=("color-scheme", scheme)>
                <TypeDot color=value />
                <span>{name}</span>
                <span class="visually-hidden">" " {trt(ground)}</span>
            </span>
        }
    };
    let labelled = Labelled::new(submission, path, label, false.into(), None);
    let input = view! {
        <div class="input-line">
            <input
                type="color"
                aria-label=move || format!("{}: {}", named.get(), choose().trim_end_matches('…'))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <input
                id=labelled.id.clone()
                type="text"
                autocomplete="off"
                maxlength="7"
                aria-invalid=flag(labelled.invalid)
                aria-describedby=labelled.described()
                bind:value=value
            />
        </div>
        <p class="color-samples">{sample("light", |t| t.on_light)} {sample("dark", |t| t.on_dark)}</p>
    };
    labelled.around("", input.into_any())
}
