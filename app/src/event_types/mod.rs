//! Event types: the list, the page of one with its versions, the editor.

pub mod api;
#[cfg(feature = "csr")]
mod differences;
#[cfg(feature = "csr")]
mod editor;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod versions;

#[cfg(feature = "csr")]
pub(crate) use {
    editor::{AddEventType, DraftEventType, EditEventType},
    list::EventTypes,
    versions::EventTypePage,
};
