//! Short messages that something is done; they go by themselves.

use std::time::Duration;

use leptos::prelude::*;

use super::part;

/// The messages shown now.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Option<(u32, String)>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// Provides the store as context.
    pub(crate) fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(None), last: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Shows a message for some seconds, in place of the last one.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.last.update_value(|last| *last += 1);
        let id = self.last.get_value();
        self.shown.set(Some((id, text.into())));
        let remove = move || {
            self.shown.try_update(|shown| *shown = shown.take().filter(|(other, _)| *other != id));
        };
        set_timeout(remove, Duration::from_secs(5));
    }

    /// The place where they appear.
    pub(crate) fn view(self) -> impl IntoView {
        view! {
            <div class="toasts" role="status">
                {part(move || self.shown.get().map(|(_, text)| view! { <p class="toast">{text}</p> }))}
            </div>
        }
    }
}
