//! Version skew: whether the server has a newer client than this one.
//!
//! The page says which client it loaded (`<meta name="client">`, put there by the build); every answer of the API
//! says which one the server holds now. Nothing is forced: a bar offers to reload, and whoever follows a link gets
//! the new client with the next page, when nothing typed would be kept anyway.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use crate::offline::worker;

/// The header of every answer.
pub(crate) const HEADER: &str = "x-kronika-client";

thread_local! {
    static NEWEST: Cell<Option<Version>> = const { Cell::new(None) };
    /// The client that was asked for last.
    static LOOKED_FOR: RefCell<String> = const { RefCell::new(String::new()) };
    /// When that broke off last.
    static BROKE_OFF: Cell<f64> = const { Cell::new(f64::MIN) };
}

/// What is known of a newer client.
#[derive(Clone, Copy)]
pub(crate) struct Version {
    newer: RwSignal<bool>,
    offered: RwSignal<bool>,
}

impl Version {
    /// Provides the store as context, and to [`told`].
    pub(crate) fn provide() -> Self {
        let version = Self { newer: RwSignal::new(false), offered: RwSignal::new(false) };
        NEWEST.set(Some(version));
        provide_context(version);
        version
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether a newer client waits, untracked.
    pub(crate) fn newer(self) -> bool {
        self.newer.get_untracked()
    }

    /// Whether the person is to be told of it, tracked.
    pub(crate) fn offered(self) -> bool {
        self.offered.get()
    }

    /// A newer client can be had now.
    pub(crate) fn offer(self) {
        if !self.newer() {
            self.newer.set(true);
            self.offered.set(true);
        }
    }

    /// Not now.
    pub(crate) fn put_off(self) {
        self.offered.set(false);
    }
}

/// Looking for the newer client broke off: the next answer begins anew, but not at once each time.
pub(crate) fn look_again() {
    const PAUSE: f64 = 300_000.0;
    let now = js_sys::Date::now();
    if now - BROKE_OFF.replace(now) > PAUSE {
        LOOKED_FOR.with_borrow_mut(String::clear);
    }
}

/// The server has told which client it holds.
pub(crate) fn told(held: &str) {
    let Some(version) = NEWEST.get() else { return };
    let page = document().query_selector("meta[name=client]").ok().flatten();
    let loaded = page.and_then(|page| page.get_attribute("content")).unwrap_or_default();
    if held == loaded || loaded.is_empty() || version.newer() {
        return;
    }
    // The service worker, where there is one, offers it once it has all of it.
    if LOOKED_FOR.with_borrow(|last| last == held) {
        return;
    }
    LOOKED_FOR.set(held.to_owned());
    if !worker::look(look_again) {
        version.offer();
    }
}
