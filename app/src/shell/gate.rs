//! The frame of the pages before signing in.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::settings::Settings;
use crate::{i18n::tr, kit::PageHead};

/// One card in the middle of the page.
#[component]
pub(crate) fn Gate(#[prop(into)] title: TextProp, children: Children) -> impl IntoView {
    view! {
        <main class="gate">
            <p class="brand">{tr(|t| t.app_name)}</p>
            <p class="tagline">{tr(|t| t.tagline)}</p>
            <section class="card">
                <PageHead title />
                {children()}
            </section>
            <div class="gate-settings">
                <Settings />
            </div>
        </main>
    }
}
