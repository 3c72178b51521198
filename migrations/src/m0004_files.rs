//! Files: what is known of each, and the event that it belongs to. Their contents stand in the data folder.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `field_id` is the field whose value names the file; a file without one is attached to the event as a whole.
const UP: &str = "CREATE TABLE files (
  id ID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  received BIGINT NOT NULL,
  complete BOOLEAN NOT NULL,
  uploaded_by ID NOT NULL REFERENCES users (id),
  created_at MOMENT NOT NULL,
  event_id ID REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  field_id TEXT
);
CREATE INDEX files_of_event ON files (event_id);
CREATE INDEX files_by_content ON files (sha256);
CREATE INDEX files_unattached ON files (created_at) WHERE event_id IS NULL;";

// The trait leaves the lifetime unnamed, so its implementations must.
#[allow(elided_lifetimes_in_paths)]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, "DROP TABLE files;").await
    }
}
