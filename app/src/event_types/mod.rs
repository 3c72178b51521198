//! Event types.

pub mod api;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod versions;

#[cfg(feature = "csr")]
pub(crate) use list::EventTypes;
#[cfg(feature = "csr")]
pub(crate) use versions::EventTypePage;
