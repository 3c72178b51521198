//! Signing in: the first start, the session and its end, one's own password.

pub mod api;
mod secret;

pub use secret::Secret;
