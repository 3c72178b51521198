//! Short messages that something is done; they go by themselves.

use std::time::Duration;

use leptos::prelude::*;

/// The messages shown now.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<(u32, String)>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// Provides the store as context.
    pub(crate) fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) };
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
        self.shown.set(vec![(id, text.into())]);
        let remove = move || {
            self.shown.try_update(|shown| shown.retain(|(other, _)| *other != id));
        };
        set_timeout(remove, Duration::from_secs(5));
    }

    /// The place where they appear.
    pub(crate) fn view(self) -> impl IntoView {
        view! {
            <div class="toasts" role="status">
                <For each=move || self.shown.get() key=|(id, _)| *id let((_, text))>
                    <p class="toast">{text}</p>
                </For>
            </div>
        }
    }
}
