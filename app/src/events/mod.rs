//! Events: registering one, reading it back, its log.

pub mod api;
#[cfg(feature = "csr")]
mod cancel;
#[cfg(feature = "csr")]
mod draft;
#[cfg(feature = "csr")]
mod drafts;
#[cfg(feature = "csr")]
mod edit;
#[cfg(feature = "csr")]
mod entry;
#[cfg(feature = "csr")]
mod filters;
#[cfg(feature = "csr")]
mod history;
#[cfg(feature = "csr")]
mod keeping;
#[cfg(feature = "csr")]
mod links;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod log;
#[cfg(feature = "csr")]
mod newer;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod register;
#[cfg(feature = "csr")]
mod rows;
#[cfg(feature = "csr")]
mod settled;
#[cfg(feature = "csr")]
mod settlements;

#[cfg(feature = "csr")]
pub(crate) use {
    draft::Draft,
    edit::EditEvent,
    history::{History, events, shown},
    list::Events,
    page::EventPage,
    register::Register,
    rows::EventRows,
};
