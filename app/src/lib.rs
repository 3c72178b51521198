//! The browser client and its server functions.
//!
//! Built twice: with `csr` for the browser (pages, components, and calls of the server functions) and with `ssr`
//! into the server (their bodies only; nothing is ever rendered there).

pub mod access;
pub mod companies;
mod error;
pub mod event_types;
pub mod events;
pub mod people;
#[cfg(feature = "ssr")]
pub mod server;

pub use error::Failure;
