//! Light, dark, or as the system wants it.

use leptos::prelude::*;

use crate::{kit::effect, store};

const STORED: &str = "kronika.theme";

/// The chosen theme: `auto`, `light` or `dark`.
#[derive(Clone, Copy)]
pub(crate) struct Theme(RwSignal<String>);

impl Theme {
    /// Takes the remembered theme and provides it as context; the stylesheet reads it from `<html data-theme>`.
    pub(crate) fn provide() {
        let theme = RwSignal::new(store::get(STORED).unwrap_or_else(|| "auto".into()));
        effect(move || {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-theme", &theme.get());
            }
        });
        provide_context(Self(theme));
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether it is the chosen one, tracked.
    pub(crate) fn is(self, key: &str) -> bool {
        self.0.with(|theme| theme == key)
    }

    /// Chooses and remembers.
    pub(crate) fn set(self, key: String) {
        store::set(STORED, &key);
        self.0.set(key);
    }
}
