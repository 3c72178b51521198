//! A typed text that settles before it is searched for.

use std::time::Duration;

use super::erased::effect;
use leptos::prelude::*;

/// Follows a text once it has been still for a moment.
pub(crate) fn debounced(text: RwSignal<String>) -> Signal<String> {
    let settled = RwSignal::new(text.get_untracked());
    effect(move || {
        let now = text.get();
        if now == settled.get_untracked() {
            return;
        }
        let settle = set_timeout_with_handle(
            move || {
                settled.try_set(now);
            },
            Duration::from_millis(120),
        );
        on_cleanup(move || {
            if let Ok(settle) = settle {
                settle.clear();
            }
        });
    });
    settled.into()
}
