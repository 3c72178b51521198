//! The company card's tab Events: the whole history.

use leptos::prelude::*;
use records::Uuid;

use super::card::{CompanyHead, read};
use crate::events::History;

/// The card's tab Events.
#[component]
pub(crate) fn CompanyEvents(id: Uuid) -> impl IntoView {
    view! {
        <CompanyHead id card=read(id) />
        <History company=id />
    }
}
