//! The plain editor of event types: one page makes a type, one changes its live settings, one its next version.

mod add;
mod color;
mod draft;
mod edit;
mod form_faults;
mod form_text;
mod next;
mod numbering;
mod preview;
mod rules;
mod settings;
mod settlements;
mod transfer;

pub(crate) use {add::AddEventType, draft::DraftEventType, edit::EditEventType};

use serde::{Serialize, de::DeserializeOwned};

/// The word that one of several stands for on the wire.
fn word(one: &impl Serialize) -> String {
    serde_json::to_string(one).unwrap_or_default().trim_matches('"').to_owned()
}

/// What a word on the wire stands for.
fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_str(&format!("\"{word}\"")).ok()
}
