//! The company card's tab Events: the whole history.

use leptos::prelude::*;
use records::Uuid;

use super::card::{CompanyHead, read};
use crate::{events::History, kit::About};

/// The card's tab Events.
#[component]
pub(crate) fn CompanyEvents(id: Uuid) -> impl IntoView {
    let card = read(id);
    let page = move || {
        view! {
            <CompanyHead id card />
            <History company=id />
        }
        .into_any()
    };
    view! { <About of=card page=Box::new(page) /> }
}
