//! All rules and all storage of Kronika, on SQLite and PostgreSQL alike. Knows neither Leptos nor axum.

pub mod access;
pub mod backup;
pub mod changes;
mod collation;
mod commands;
mod context;
pub mod db;
pub mod demo;
pub mod directory;
pub mod doctor;
mod entities;
mod entry;
mod error;
pub mod events;
pub mod files;
mod folding;
pub mod form_import;
pub mod import;
mod page;
pub mod search;
mod time_zone;

use std::sync::Arc;

pub use context::{Ctx, Door};
pub use db::{Db, OpenError};
pub use records::AppError;
pub use time_zone::TimeZone;

/// The opened product: its database and what every operation needs beside it. Cheap to clone.
#[derive(Clone)]
pub struct Backend(Arc<Inner>);

struct Inner {
    db: Db,
    time_zone: TimeZone,
    files: files::Store,
    types: events::types::Cache,
    visitors: access::Visitors,
    feed: changes::Feed,
}

impl Backend {
    /// Puts an opened database to work; days and months are those of `time_zone`, contents of files stand in `files`.
    pub fn new(db: Db, time_zone: TimeZone, files: files::Store) -> Self {
        let feed = changes::Feed::start(db.clone());
        let (types, visitors) = Default::default();
        Self(Arc::new(Inner { db, time_zone, files, types, visitors, feed }))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The firm's time zone.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0.time_zone
    }

    /// The change feed as it grows.
    pub fn feed(&self) -> &changes::Feed {
        &self.0.feed
    }

    pub(crate) fn files(&self) -> &files::Store {
        &self.0.files
    }

    pub(crate) fn visitors(&self) -> &access::Visitors {
        &self.0.visitors
    }

    pub(crate) fn types(&self) -> &events::types::Cache {
        &self.0.types
    }
}
