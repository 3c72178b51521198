//! What the browser remembers for us. A browser that forbids it just forgets.

use leptos::{
    ev,
    prelude::{window, window_event_listener},
};
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was remembered under a name.
pub(crate) fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Whether any text that is remembered here holds these words.
pub(crate) fn any_holds(words: &str) -> bool {
    let Some(storage) = storage() else { return false };
    let texts = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    texts.filter_map(|name| storage.get_item(&name).ok().flatten()).any(|text| text.contains(words))
}

/// Calls `hear` with what another tab has just remembered under a name, for as long as the client runs.
pub(crate) fn follow(name: String, hear: impl Fn(String) + 'static) {
    let _ = window_event_listener(ev::storage, move |event| {
        if let Some(text) = event.new_value().filter(|_| event.key().is_some_and(|key| key == name)) {
            hear(text);
        }
    });
}

/// Remembers a text.
pub(crate) fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full storage forgets; nothing depends on it.
        let _ = storage.set_item(name, text);
    }
}

/// Forgets a text.
pub(crate) fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}
