//! A dialog over the page: the browser's own, which keeps the focus inside and closes by Escape.

use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};

use super::{erased::effect, erased::words, field_id};
use crate::i18n::tr;

/// Open for as long as it is there. Without `on_close` it cannot be closed by the person.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    });
    let cancelled = move |event: ev::Event| {
        event.prevent_default();
        if let Some(close) = on_close {
            close.run(());
        }
    };
    let id = field_id();
    view! {
        <dialog node_ref=node aria-labelledby=id.clone() on:cancel=cancelled>
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
                            "✕"
                        </button>
                    }
                })}
            </div>
            {children()}
        </dialog>
    }
}
