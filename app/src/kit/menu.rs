//! A button that opens a menu of commands: the browser's own popover, which closes by Escape and by a click elsewhere.

use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};

use super::{Icon, Shape, field_id, roving::rove, words};

/// What a menu offers: its name and what it does.
pub(crate) type Command = (TextProp, Callback<()>);

/// Three dots and the commands behind them.
#[component]
pub(crate) fn Menu(#[prop(into)] label: TextProp, commands: Vec<Command>) -> impl IntoView {
    let id = field_id();
    let list = NodeRef::<html::Div>::new();
    let opened = move |_| {
        if let Some(first) = list.get_untracked().and_then(|list| list.first_element_child()) {
            let _ = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(first).focus();
        }
    };
    let close = move || {
        if let Some(list) = list.get_untracked() {
            let _ = list.hide_popover();
        }
    };
    let command = move |(name, run): Command| {
        let act = move |_| {
            close();
            run.run(());
        };
        view! { <button type="button" role="menuitem" tabindex="-1" on:click=act>{words(name)}</button> }
    };
    let keys = |event: ev::KeyboardEvent| rove(&event, "ArrowUp", "ArrowDown", "[role=menuitem]");
    view! {
        <div class="menu">
            <button
                type="button"
                class="button quiet"
                aria-label=words(label.clone())
                aria-haspopup="menu"
                popovertarget=id.clone()
            >
                <Icon shape=Shape::More />
            </button>
            <div id=id class="menu-list" popover="auto" role="menu" aria-label=words(label) node_ref=list on:toggle=opened on:keydown=keys>
                {commands.into_iter().map(command).collect_view()}
            </div>
        </div>
    }
}
