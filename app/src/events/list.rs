//! The page of all events.

use leptos::prelude::*;

use super::History;
use crate::{access::Session, i18n::tr, kit::PageHead, kit::when};

/// The page of all events.
#[component]
pub(crate) fn Events() -> impl IntoView {
    let session = Session::get();
    view! {
        <PageHead title=tr(|t| t.events)>
            {when(move || session.may_write(), move || view! {
                <a href="/register" class="button primary">{tr(|t| t.register_event)}</a>
            })}
        </PageHead>
        <History />
    }
}
