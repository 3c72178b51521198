//! The address of the page as a signal.
//!
//! A router crate would be a tenth of what a first visit may download; the client's pages are one enum.

use leptos::{ev, prelude::*};
use web_sys::UrlSearchParams;

use crate::route::Page;

/// Path and query, as `/register?company=…`.
#[derive(Clone, Copy)]
pub(crate) struct Location(RwSignal<String>);

impl Location {
    /// Follows the browser's history and provides the store as context.
    pub(crate) fn provide() -> Self {
        let location = Self(RwSignal::new(present()));
        let _ = window_event_listener(ev::popstate, move |_| location.0.set(present()));
        provide_context(location);
        location
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Path and query, tracked.
    pub(crate) fn url(self) -> String {
        self.0.get()
    }

    /// The page, tracked.
    pub(crate) fn page(self) -> Page {
        self.0.with(|url| Page::of(path(url)))
    }

    /// A value of the query, untracked.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        let url = self.0.get_untracked();
        let (_, query) = url.split_once('?')?;
        UrlSearchParams::new_with_str(query).ok()?.get(name)
    }

    /// Goes to another page, by loading the client anew at its address.
    pub(crate) fn go(self, url: &str) {
        // What cannot be followed leaves the visitor where they are.
        let _ = window().location().assign(url);
    }

    /// `aria-current` of a link to a page: where one is, or, unless `exactly`, somewhere below it.
    pub(crate) fn current(self, to: Page, exactly: bool) -> Signal<Option<&'static str>> {
        let to = to.path();
        Signal::derive(move || {
            self.0.with(|url| {
                let rest = path(url).strip_prefix(&to)?;
                (rest.is_empty() || (!exactly && rest.starts_with('/'))).then_some("page")
            })
        })
    }
}

fn path(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

fn present() -> String {
    let location = window().location();
    let path = match location.pathname() {
        // The start is the list of companies.
        Ok(path) if path != "/" => path,
        _ => Page::Companies.path(),
    };
    format!("{path}{}", location.search().unwrap_or_default())
}
