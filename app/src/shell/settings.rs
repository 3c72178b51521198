//! Language and theme, for this browser.

use leptos::prelude::*;

use super::theme::Theme;
use crate::i18n::{I18n, Language, tr};

/// Language and theme.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let (i18n, theme) = (I18n::get(), Theme::get());
    let language = move |one: Language| {
        view! {
            <button
                type="button"
                lang=one.code()
                aria-pressed=move || (i18n.language() == one).to_string()
                on:click=move |_| i18n.set(one)
            >
                {one.name()}
            </button>
        }
    };
    let looks =
        [("auto", tr(|t| t.theme_auto)), ("light", tr(|t| t.theme_light)), ("dark", tr(|t| t.theme_dark))];
    let look = |(key, name): (&'static str, _)| {
        view! { <option value=key prop:selected=move || theme.is(key)>{name}</option> }
    };
    view! {
        <div class="settings">
            <div class="segments" role="group" aria-label=tr(|t| t.language)>
                {Language::ALL.map(language).collect_view()}
            </div>
            <select
                class="theme"
                aria-label=tr(|t| t.theme)
                on:change=move |event| theme.set(event_target_value(&event))
            >
                {looks.map(look).collect_view()}
            </select>
        </div>
    }
}
