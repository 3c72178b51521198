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

use leptos::prelude::*;
use records::Uuid;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    catalogue::Catalogue,
    i18n::I18n,
    kit::{TypeDot, part},
    route::Page,
};

/// Which type a page of the editor is about, and the way back to it.
fn of_type(id: Uuid) -> AnyView {
    let (catalogue, i18n) = (Catalogue::get(), I18n::get());
    let name = part(move || {
        let found =
            catalogue.types.data.with(|types| types.iter().flatten().find(|one| one.id == id).cloned())?;
        Some(view! {
            <p class="under-head">
                <TypeDot color=found.color />
                <a href=Page::EventType(id).path()>{move || i18n.own(&found.name)}</a>
            </p>
        })
    });
    name.into_any()
}

/// The word that one of several stands for on the wire.
fn word(one: &impl Serialize) -> String {
    serde_json::to_string(one).unwrap_or_default().trim_matches('"').to_owned()
}

/// What a word on the wire stands for.
fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_str(&format!("\"{word}\"")).ok()
}
