//! The browser client and its server functions.
//!
//! Built twice: with `csr` for the browser (pages, components, and calls of the server functions) and with `ssr`
//! into the server (their bodies only; nothing is ever rendered there).

mod error;
#[cfg(feature = "ssr")]
pub mod server;

pub use error::Failure;
