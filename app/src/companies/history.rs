//! The company card's tab Events: the whole history.

use leptos::prelude::*;
use records::Uuid;

use super::card::{CompanyHead, read};
use crate::{events::History, kit::ById};

/// The card's tab Events.
#[component]
pub(crate) fn CompanyEvents() -> impl IntoView {
    view! { <ById page=|id| view! { <Whole id /> } /> }
}

#[component]
fn Whole(id: Uuid) -> impl IntoView {
    view! {
        <CompanyHead id card=read(id) />
        <History company=id />
    }
}
