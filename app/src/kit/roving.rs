//! The focus going from item to item by arrow keys, as in menus and tabs.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus among the items below the element that listens; Home and End go to the ends.
pub(crate) fn rove(event: &KeyboardEvent, back: &str, on: &str, items: &str) {
    let listening = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(Ok(all)) = listening.map(|element| element.query_selector_all(items)) else { return };
    let item = |at: u32| all.item(at).and_then(|item| item.dyn_into::<HtmlElement>().ok());
    let focused = leptos::prelude::document().active_element();
    let count = all.length().max(1);
    let at = (0..count).find(|at| item(*at).map(Element::from) == focused).unwrap_or(0);
    let to = match event.key() {
        key if key == back => (at + count - 1) % count,
        key if key == on => (at + 1) % count,
        key if key == "Home" => 0,
        key if key == "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = item(to) {
        let _ = item.focus();
    }
}
