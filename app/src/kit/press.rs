//! What moves the page waits while a finger or the mouse is down: the button under it would slip away, and the click be
//! lost.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use leptos::prelude::*;

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
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

/// Runs now, or once what is pressed was let go.
pub(crate) fn after_press(run: impl FnOnce() + 'static) {
    match DOWN.get() {
        true => WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(run))),
        false => run(),
    }
}
