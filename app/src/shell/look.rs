//! How the client looks in this browser: theme and density.

use leptos::prelude::*;

use crate::{kit::effect, store};

/// Something chosen by name and remembered; the stylesheet reads it from an attribute of `<html>`.
///
/// `frontend/boot.js` sets the attributes before the client has come, so that no page flashes up in the wrong look.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    name: &'static str,
    chosen: RwSignal<String>,
}

impl Choice {
    fn new(name: &'static str, usual: &str) -> Self {
        let chosen = RwSignal::new(store::get(&stored(name)).unwrap_or_else(|| usual.into()));
        effect(move || {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute(&format!("data-{name}"), &chosen.get());
            }
        });
        store::follow(stored(name), move |key| chosen.set(key));
        Self { name, chosen }
    }

    /// Whether it is the chosen one, tracked.
    pub(crate) fn is(self, key: &str) -> bool {
        self.chosen.with(|chosen| chosen == key)
    }

    /// Chooses and remembers.
    pub(crate) fn set(self, key: &str) {
        store::set(&stored(self.name), key);
        self.chosen.set(key.to_owned());
    }
}

fn stored(name: &str) -> String {
    format!("kronika.{name}")
}

/// The look of the client.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// `auto`, `light` or `dark`.
    pub(crate) theme: Choice,
    /// `comfortable` or `compact`.
    pub(crate) density: Choice,
}

impl Look {
    /// Takes the remembered look and provides it as context.
    pub(crate) fn provide() {
        provide_context(Self {
            theme: Choice::new("theme", "auto"),
            density: Choice::new("density", "comfortable"),
        });
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }
}
