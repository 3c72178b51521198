//! People of the firm.

pub mod api;
