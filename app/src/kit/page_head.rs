//! The head of a page: its heading, its actions, the browser's title, and the focus after a change of page.

use std::cell::Cell;

use super::{
    FirmMark,
    erased::{effect, words},
};
use leptos::text_prop::TextProp;
use leptos::{html, prelude::*};

use crate::location::Location;

/// The heading of a page with its actions beside it.
#[component]
pub(crate) fn PageHead(
    #[prop(into)] title: TextProp,
    /// The title is a firm's name.
    #[prop(optional)]
    firm: bool,
    /// What the page is about, in a line below the heading.
    #[prop(optional)]
    under: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    thread_local!(static FIRST: Cell<bool> = const { Cell::new(true) });
    let heading = NodeRef::<html::H1>::new();
    let name = title.clone();
    let mark = firm.then(|| {
        let name = title.clone();
        view! { <FirmMark name=Signal::derive(move || name.get().to_string()) /> }
    });
    let location = Location::get();
    effect(move || location.name(name.get().to_string()));
    // A reader of the screen must hear that the page has changed; on the first page the browser says so.
    let first = FIRST.replace(false);
    effect(move || {
        if let Some(heading) = heading.get().filter(|_| !first) {
            let _ = heading.focus();
        }
    });
    view! {
        <header class="page-head">
            {mark}
            <div class="page-title">
                <h1 node_ref=heading tabindex="-1">{words(title)}</h1>
                {under}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}
