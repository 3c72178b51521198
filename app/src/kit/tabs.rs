//! Tabs within a page. Tabs that are pages of their own are links: `nav.tabs`.

use leptos::text_prop::TextProp;
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{field_id, flag, part, roving::rove, words};

/// Key and name of a tab.
pub(crate) type Tab = (&'static str, TextProp);

/// A row of tabs and the panel of the chosen one. The arrows go from tab to tab; only the chosen one is in the
/// order of the Tab key.
#[component]
pub(crate) fn Tabs(
    #[prop(into)] label: TextProp,
    tabs: Vec<Tab>,
    chosen: RwSignal<&'static str>,
    /// What the panel of a tab shows.
    #[prop(into)]
    panel: Callback<&'static str, AnyView>,
) -> impl IntoView {
    let id = field_id();
    let panel_id = format!("{id}-panel");
    let tab = |(key, name): Tab| {
        let selected = Signal::derive(move || chosen.get() == key);
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=flag(selected)
                aria-controls=panel_id.clone()
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| chosen.set(key)
                on:focus=move |_| chosen.set(key)
            >
                {words(name)}
            </button>
        }
    };
    let tabs = tabs.into_iter().map(tab).collect_view();
    let keys = |event: KeyboardEvent| rove(&event, "ArrowLeft", "ArrowRight", "[role=tab]");
    view! {
        <div class="tabs" role="tablist" aria-label=words(label) on:keydown=keys>
            {tabs}
        </div>
        <div role="tabpanel" id=panel_id.clone() tabindex="0" aria-label=move || chosen.get()>
            {part(move || panel.run(chosen.get()))}
        </div>
    }
}
