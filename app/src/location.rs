//! The address of the page as a signal. Plain links lead from page to page without loading the client again.
//!
//! A router crate would be a tenth of what a first visit may download; the client's pages are one enum.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent, ScrollRestoration, UrlSearchParams};

use crate::{kit::effect, offline::worker, route::Page, version::Version};

/// Path and query, as `/register?company=…`, and what the page is called.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    /// The address that the page was built for.
    url: RwSignal<String>,
    title: RwSignal<String>,
    /// Counts the pages that were gone to.
    visits: RwSignal<u32>,
    /// The present entry of the browser's history.
    entry: StoredValue<f64>,
    /// How far the page before was scrolled, in pixels.
    left_at: StoredValue<f64>,
}

impl Location {
    /// Follows links and the browser's history, and provides the store as context.
    pub(crate) fn provide() -> Self {
        let location = Self {
            url: RwSignal::new(present()),
            title: RwSignal::new(String::new()),
            visits: RwSignal::new(0),
            entry: StoredValue::new(entry().unwrap_or_else(js_sys::Date::now)),
            left_at: StoredValue::new(0.0),
        };
        let version = Version::get();
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&location.entry().into(), "", None);
            // Lists know better where they stood: they go back to their place themselves.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        // An entry without a number is a place on the same page.
        let _ = window_event_listener(ev::popstate, move |_| match entry() {
            Some(entry) if entry != location.entry() => {
                location.entry.set_value(entry);
                location.arrive(present());
            }
            _ => {}
        });
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
        let Ok(history) = window().history() else { return };
        if present() == url {
            return window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        // Never the same, not even after the page was loaded anew.
        let entry = js_sys::Date::now().max(self.entry.get_value() + 1.0);
        if history.push_state_with_url(&entry.into(), "", Some(url)).is_ok() {
            self.entry.set_value(entry);
            self.arrive(url.to_owned());
        }
    }

    fn arrive(self, url: String) {
        self.left_at.set_value(window().scroll_y().unwrap_or_default());
        self.url.set(url);
        self.visits.update(|visits| *visits += 1);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Names the visit of a page: a number that comes again when somebody goes back to it. Untracked.
    pub(crate) fn entry(self) -> f64 {
        self.entry.get_value()
    }

    /// How far the page that is being left was scrolled, in pixels. Untracked.
    pub(crate) fn left_at(self) -> f64 {
        self.left_at.get_value()
    }

    /// Rises with every page that is gone to, tracked.
    pub(crate) fn visits(self) -> u32 {
        self.visits.get()
    }

    /// A text that stands in the address too, as a value of the query: whoever comes back or loads the page anew finds it
    /// there. To be called in a component's body.
    pub(crate) fn keep(self, name: &'static str, text: RwSignal<String>) {
        if let Some(kept) = params().and_then(|params| params.get(name)) {
            text.set(kept);
        }
        effect(move || {
            let text = text.get();
            let (Some(params), Ok(history)) = (params(), window().history()) else { return };
            if params.get(name).unwrap_or_default() == text {
                return;
            }
            match text.is_empty() {
                true => params.delete(name),
                false => params.set(name, &text),
            }
            let query = String::from(params.to_string());
            let path = window().location().pathname().unwrap_or_default();
            let url = if query.is_empty() { path } else { format!("{path}?{query}") };
            let _ = history.replace_state_with_url(&self.entry().into(), "", Some(&url));
        });
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

/// The number of the present entry of the browser's history; none where it is not ours.
fn entry() -> Option<f64> {
    window().history().ok()?.state().ok()?.as_f64()
}

fn params() -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str(&window().location().search().ok()?).ok()
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
