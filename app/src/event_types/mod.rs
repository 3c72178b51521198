//! Event types.

pub mod api;
#[cfg(feature = "csr")]
mod list;

#[cfg(feature = "csr")]
pub(crate) use list::EventTypes;
