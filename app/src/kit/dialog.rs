//! A dialog over the page: the browser's own, which keeps the focus inside and closes by Escape.

use std::time::Duration;

use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};

use super::{Icon, Shape, erased::effect, erased::words, field_id, rescue_focus};
use crate::i18n::tr;

/// Opens a dialog over the page for as long as it is there; then the focus goes back to where it was.
pub(crate) fn modal(node: NodeRef<html::Dialog>) {
    effect(move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(Some(dialog)) = node.try_get_untracked() {
            dialog.close();
        }
        rescue_focus();
    });
}

/// Open for as long as it is there. Without `on_close`, or where that leaves it there, it cannot be closed by the person.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] on_close: Option<Callback<()>>,
    /// At the side of the page, as high as the window.
    #[prop(optional)]
    aside: bool,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    modal(node);
    let cancelled = move |event: ev::Event| {
        event.prevent_default();
        if let Some(close) = on_close {
            close.run(());
        }
    };
    // The browser closes it all the same when Escape is pressed twice.
    let closed = move |_| {
        let there = move || node.try_get_untracked().flatten();
        if let (Some(close), Some(_)) = (on_close, there()) {
            close.run(());
        }
        // It stays where whoever made it keeps it.
        let reopen = move || {
            if let Some(dialog) = there().filter(|dialog| dialog.is_connected() && !dialog.open()) {
                let _ = dialog.show_modal();
            }
        };
        set_timeout(reopen, Duration::ZERO);
    };
    let id = field_id();
    view! {
        <dialog class:panel=aside node_ref=node aria-labelledby=id.clone() on:cancel=cancelled on:close=closed>
            <div class="dialog-head">
                <h2 id=id.clone()>{words(title)}</h2>
                {on_close.map(|close| {
                    view! {
                        <button
                            type="button"
                            class="button quiet"
                            on:click=move |_| close.run(())
                            aria-label=tr(|t| t.close)
                        >
                            <Icon shape=Shape::Close />
                        </button>
                    }
                })}
            </div>
            {children()}
        </dialog>
    }
}
