//! People of the firm.

#[cfg(feature = "csr")]
mod add;
pub mod api;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod reset;

#[cfg(feature = "csr")]
pub(crate) use list::{People, role_name};
