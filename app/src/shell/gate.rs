//! The frame of the pages before signing in.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::preferences::{LanguageChoice, ThemeChoice};
use crate::{i18n::tr, kit::PageHead};

/// One card in the middle of the page.
#[component]
pub(crate) fn Gate(#[prop(into)] title: TextProp, children: Children) -> impl IntoView {
    view! {
        <main class="gate">
            <p class="brand"><span class="brand-mark" aria-hidden="true"></span> <span>{tr(|t| t.app_name)}</span></p>
            <p class="tagline">{tr(|t| t.tagline)}</p>
            <section class="card">
                <PageHead title />
                {children()}
            </section>
            <div class="gate-settings">
                <LanguageChoice />
                <ThemeChoice />
            </div>
        </main>
    }
}
