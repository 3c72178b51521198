//! An address that leads nowhere.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::tr,
    kit::{Empty, PageHead},
};

/// An address that leads nowhere.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=tr(|t| t.page_not_found) />
        <Empty title=tr(|t| t.page_not_found) hint=tr(|t| t.page_not_found_hint)>
            <A href="/companies">{tr(|t| t.companies)}</A>
        </Empty>
    }
}
