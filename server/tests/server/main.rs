//! The server as others meet it: the real binary over the network and on the command line.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

mod access;
mod command_line;
mod feed;
mod files;
mod form_import;
mod functions;
mod openapi;
mod refusals;
mod registration;
mod settings;
mod stage;
mod web;
