//! An address that leads nowhere.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    kit::{Empty, PageHead},
};

/// An address that leads nowhere.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=tr(|t| t.page_not_found) />
        <Empty title=tr(|t| t.page_not_found_hint)>
            <a href="/" class="button">{tr(|t| t.home)}</a>
        </Empty>
    }
}
