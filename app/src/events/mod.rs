//! Events: registering one, reading it back, its log.

pub mod api;
