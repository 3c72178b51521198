//! Contacts are found by the beginnings of their words.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Folded words in UTF-8: bytes have one order on both engines, so a beginning is a range.
const UP: &str = "CREATE TABLE contact_words (
  word BYTES NOT NULL,
  contact_id ID NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  PRIMARY KEY (word, contact_id)
);
CREATE INDEX contact_words_of_contact ON contact_words (contact_id);";

// The trait leaves the lifetime unnamed, so its implementations must.
#[allow(elided_lifetimes_in_paths)]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, "DROP TABLE contact_words;").await
    }
}
