//! Contacts: people at a company.

pub mod api;
#[cfg(feature = "csr")]
mod enter;
#[cfg(feature = "csr")]
mod list;

#[cfg(feature = "csr")]
pub(crate) use enter::EnterContact;
#[cfg(feature = "csr")]
pub(crate) use list::Contacts;
