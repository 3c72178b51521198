//! The frame of a signed-in person's pages: navigation beside them, or below them on small screens.

use leptos::prelude::*;

use super::{connection::ConnectionBar, navigation::Navigation, version_bar::VersionBar};
use crate::{i18n::tr, search::CommandPalette};

/// Navigation and the page.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#content">{tr(|t| t.skip_to_content)}</a>
        <div class="frame">
            <Navigation />
            <main id="content" tabindex="-1">{children()}</main>
        </div>
        // Over the page, so that nothing moves under the reader's eyes.
        <div class="bars" role="status">
            <ConnectionBar />
            <VersionBar />
        </div>
        <CommandPalette />
    }
}
