//! Event types.

pub mod api;
