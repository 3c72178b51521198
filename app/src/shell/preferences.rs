//! Language, theme and density, for this browser; each takes effect at once.

use leptos::prelude::*;

use super::look::Look;
use crate::{
    i18n::{I18n, Language, tr},
    kit::{Segment, Segments},
};

/// The language of the client.
#[component]
pub(crate) fn LanguageChoice() -> impl IntoView {
    let i18n = I18n::get();
    let choices = Language::ALL.map(|one| -> Segment { (one.code(), one.name().into(), Some(one.code())) });
    view! {
        <Segments
            label=tr(|t| t.language)
            choices=choices.to_vec()
            chosen=move |code| i18n.language().code() == code
            choose=move |code: &'static str| i18n.set(Language::from_tag(code).unwrap_or(Language::Polish))
        />
    }
}

/// Light, dark, or as the system wants it.
#[component]
pub(crate) fn ThemeChoice() -> impl IntoView {
    let theme = Look::get().theme;
    let choices: [Segment; 3] = [
        ("auto", tr(|t| t.theme_auto).into(), None),
        ("light", tr(|t| t.theme_light).into(), None),
        ("dark", tr(|t| t.theme_dark).into(), None),
    ];
    view! {
        <Segments
            label=tr(|t| t.theme)
            choices=choices.to_vec()
            chosen=move |key| theme.is(key)
            choose=move |key| theme.set(key)
        />
    }
}

/// How close together things stand.
#[component]
pub(crate) fn DensityChoice() -> impl IntoView {
    let density = Look::get().density;
    let choices: [Segment; 2] = [
        ("comfortable", tr(|t| t.density_comfortable).into(), None),
        ("compact", tr(|t| t.density_compact).into(), None),
    ];
    view! {
        <Segments
            label=tr(|t| t.density)
            choices=choices.to_vec()
            chosen=move |key| density.is(key)
            choose=move |key| density.set(key)
        />
    }
}
