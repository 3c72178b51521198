//! Companies: the list, the card, its history.

pub mod api;
