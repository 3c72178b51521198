//! People of the firm.

#[cfg(feature = "csr")]
mod add;
pub mod api;
#[cfg(feature = "csr")]
mod edit;
#[cfg(feature = "csr")]
mod groups;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod reset;

#[cfg(feature = "csr")]
pub(crate) use {
    groups::Groups,
    list::{People, role_name},
};
