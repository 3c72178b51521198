//! Cancelling an event: it stays, with the reason.

use leptos::prelude::*;
use records::{Uuid, events::CancelEvent};

use super::api::Cancel;
use crate::{
    i18n::tr,
    kit::{Ask, Asked},
    rest::tell,
};

/// Asks for the reason.
#[component]
pub(crate) fn CancelDialog(
    id: Uuid,
    revision: Signal<i64>,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let asked = Asked {
        title: tr(|t| t.cancel_event).into(),
        hint: tr(|t| t.cancel_event_hint).into(),
        label: tr(|t| t.cancel_reason).into(),
        keep: tr(|t| t.keep_event).into(),
        path: "reason",
        required: true,
        danger: true,
    };
    let answer = move |reason| {
        let command = CancelEvent { revision: revision.get_untracked(), reason };
        tell(Cancel { id, command })
    };
    view! { <Ask asked answer on_done on_close /> }
}
