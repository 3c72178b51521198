//! The frame of a signed-in person's pages: navigation beside them, or below them on small screens.

use leptos::prelude::*;

use super::{connection::ConnectionBanner, navigation::Navigation};
use crate::i18n::tr;

/// Navigation and the page.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#content">{tr(|t| t.skip_to_content)}</a>
        <div class="frame">
            <Navigation />
            <main id="content" tabindex="-1">
                <ConnectionBanner />
                {children()}
            </main>
        </div>
    }
}
