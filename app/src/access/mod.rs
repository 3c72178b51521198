//! Signing in: the first start, the session and its end, one's own password.

pub mod api;
#[cfg(feature = "csr")]
mod expired;
#[cfg(feature = "csr")]
mod first_start;
#[cfg(feature = "csr")]
mod password;
mod secret;
#[cfg(feature = "csr")]
mod session;
#[cfg(feature = "csr")]
mod sign_in;
#[cfg(feature = "csr")]
mod writers;

#[cfg(feature = "csr")]
pub(crate) use {
    expired::ExpiredDialog,
    first_start::FirstStart,
    password::Password,
    session::{Session, Stage},
    sign_in::SignIn,
    writers::for_writers,
};

pub use secret::Secret;
