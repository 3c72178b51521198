//! A click is lost where what is pressed slips away before it is let go, because the page moves meanwhile.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// Who moves the pointer further than this, in pixels, means it to leave the button.
const SLIP: i32 = 12;

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// From now on a button that is pressed keeps the pointer wherever the page moves it to, so that it gets the click; unless
/// the pointer itself is moved away.
pub(crate) fn hold_buttons() {
    thread_local! {
        /// Where it was pressed.
        static HELD: Cell<Option<(i32, i32)>> = const { Cell::new(None) };
    }
    let button = |target: Option<EventTarget>| target?.dyn_into::<Element>().ok()?.closest("button").ok()?;
    // For as long as the page lives: nothing takes these away.
    drop(window_event_listener(ev::pointerdown, move |event| {
        let held = button(event.target())
            .filter(|_| event.is_primary() && event.button() == 0)
            .is_some_and(|button| button.set_pointer_capture(event.pointer_id()).is_ok());
        HELD.set(held.then(|| (event.client_x(), event.client_y())));
    }));
    drop(window_event_listener(ev::pointermove, move |event| {
        let Some((x, y)) = HELD.get() else { return };
        if (event.client_x() - x).abs().max((event.client_y() - y).abs()) > SLIP {
            HELD.set(None);
            if let Some(button) = button(event.target()) {
                let _ = button.release_pointer_capture(event.pointer_id());
            }
        }
    }));
    drop(window_event_listener(ev::pointerup, move |_| HELD.set(None)));
}

/// From now on presses are known of; to be called before the first one counts.
pub(crate) fn watch_presses() {
    if WATCHED.replace(true) {
        return;
    }
    // For as long as the page lives: nothing takes these away.
    drop(window_event_listener_untyped("pointerdown", |_| DOWN.set(true)));
    for name in ["pointerup", "pointercancel"] {
        drop(window_event_listener_untyped(name, |_| {
            DOWN.set(false);
            // The click comes right after.
            set_timeout(|| WAITING.take().into_iter().for_each(|run| run()), Duration::from_millis(30));
        }));
    }
}

/// Runs now, or once what is pressed was let go: what moves the page can wait so long.
pub(crate) fn after_press(run: impl FnOnce() + 'static) {
    match DOWN.get() {
        true => WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(run))),
        false => run(),
    }
}
