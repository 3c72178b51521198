//! Pages for those who may register and change.

use leptos::prelude::*;

use super::Session;
use crate::{i18n::tr, kit::Empty};

/// The page's content, or for those who may only read that it is none of theirs: nobody fills in what they cannot send.
pub(crate) fn for_writers<V: IntoView + 'static>(content: impl FnOnce() -> V) -> AnyView {
    match untrack(|| Session::get().may_write()) {
        true => content().into_any(),
        false => view! { <Empty title=tr(|t| t.error_forbidden) /> }.into_any(),
    }
}
