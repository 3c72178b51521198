//! What `backend` promises, on SQLite and PostgreSQL alike: one function for each behaviour, one program for all of them,
//! because each program would link the whole product anew.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

mod access;
mod backup;
mod changes;
mod contacts;
mod demo;
mod directory;
mod doctor;
mod event_links;
mod event_lists;
mod event_types;
mod events;
mod files;
mod form_import;
mod full_disk;
mod import;
mod outage;
mod support;
