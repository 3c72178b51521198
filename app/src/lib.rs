//! The browser client and its server functions.
//!
//! Built twice: with `csr` for the browser (pages, components, and calls of the server functions) and with `ssr`
//! into the server (their bodies only; nothing is ever rendered there).

pub mod access;
#[cfg(feature = "csr")]
mod app;
#[cfg(feature = "csr")]
mod catalogue;
#[cfg(feature = "csr")]
mod chapters;
pub mod companies;
pub mod contacts;
mod error;
pub mod event_types;
pub mod events;
#[cfg(feature = "csr")]
mod form;
#[cfg(all(feature = "csr", feature = "kit"))]
mod gallery;
#[cfg(feature = "csr")]
mod home;
pub mod i18n;
#[cfg(feature = "csr")]
mod kept;
#[cfg(feature = "csr")]
mod kit;
#[cfg(feature = "csr")]
mod live;
#[cfg(feature = "csr")]
mod location;
#[cfg(feature = "csr")]
mod locks;
#[cfg(feature = "csr")]
mod offline;
pub mod people;
#[cfg(feature = "csr")]
mod rest;
pub mod route;
pub mod search;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "csr")]
mod settings;
#[cfg(feature = "csr")]
mod shell;
#[cfg(feature = "csr")]
mod store;
#[cfg(feature = "csr")]
mod time;
#[cfg(feature = "csr")]
mod version;

#[cfg(feature = "csr")]
pub use app::App;
pub use error::Failure;
