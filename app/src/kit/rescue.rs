//! The focus, where what had it has gone: whoever works by keyboard or hears the page goes on at its heading.

use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What had the focus goes with what was just done, or with the list that is read again after it.
pub(crate) fn rescue_focus() {
    for later in [60, 600] {
        set_timeout(rescue, Duration::from_millis(later));
    }
}

fn rescue() {
    let document = document();
    let lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    let heading = document.query_selector("main h1").ok().flatten().filter(|_| lost);
    let Some(heading) = heading else { return };
    // What one looks at stays in sight.
    let stay = Object::new();
    let _ = Reflect::set(&stay, &"preventScroll".into(), &true.into());
    let focus =
        Reflect::get(&heading, &"focus".into()).ok().and_then(|focus| focus.dyn_into::<Function>().ok());
    if let Some(focus) = focus {
        let _ = focus.call1(&heading, &stay);
    }
}
