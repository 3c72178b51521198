//! The address of the page as a signal. Plain links lead from page to page without loading the client again.
//!
//! A router crate would be a tenth of what a first visit may download; the client's pages are one enum.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, UrlSearchParams};

use crate::{offline::worker, route::Page, version::Version};

/// Path and query, as `/register?company=…`, and what the page is called.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    url: RwSignal<String>,
    title: RwSignal<String>,
}

impl Location {
    /// Follows links and the browser's history, and provides the store as context.
    pub(crate) fn provide() -> Self {
        let location = Self { url: RwSignal::new(present()), title: RwSignal::new(String::new()) };
        let version = Version::get();
        let _ = window_event_listener(ev::popstate, move |_| location.url.set(present()));
        let _ = window_event_listener(ev::click, move |event| {
            let Some(to) = followed(&event) else { return };
            event.prevent_default();
            if !version.newer() {
                return location.go(&to);
            }
            // A newer client comes with the next page, as the browser itself would load it.
            leptos::task::spawn_local(async move {
                if worker::take_over(false).await {
                    let _ = window().location().set_href(&to);
                } else {
                    location.go(&to);
                }
            });
        });
        provide_context(location);
        location
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Path and query, tracked.
    pub(crate) fn url(self) -> String {
        self.url.get()
    }

    /// What the page is called, tracked.
    pub(crate) fn title(self) -> String {
        self.title.get()
    }

    /// The page says what it is called.
    pub(crate) fn name(self, title: String) {
        document().set_title(&format!("{title} · Kronika"));
        self.title.set(title);
    }

    /// A value of the query, untracked.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        let url = self.url.get_untracked();
        let (_, query) = url.split_once('?')?;
        UrlSearchParams::new_with_str(query).ok()?.get(name)
    }

    /// Goes to another page.
    pub(crate) fn go(self, url: &str) {
        let history = window().history();
        if history.and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(url))).is_ok() {
            self.url.set(url.to_owned());
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// `aria-current` of a link to a page: where one is, or, unless `exactly`, somewhere below it.
    pub(crate) fn current(self, to: Page, exactly: bool) -> Signal<Option<&'static str>> {
        let to = to.path();
        Signal::derive(move || {
            self.url.with(|url| {
                let rest = path(url).strip_prefix(&to)?;
                (rest.is_empty() || (!exactly && rest.starts_with('/') && to.len() > 1)).then_some("page")
            })
        })
    }
}

fn path(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

fn present() -> String {
    let location = window().location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// Where a click leads, if it is a plain one on a link to one of our pages.
fn followed(event: &MouseEvent) -> Option<String> {
    let special = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if special || event.button() != 0 || event.default_prevented() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let ours = link.origin() == window().location().origin().ok()? && !link.pathname().starts_with("/api/");
    let plain = link.target().is_empty() && link.hash().is_empty() && !link.has_attribute("download");
    (ours && plain).then(|| format!("{}{}", link.pathname(), link.search()))
}
