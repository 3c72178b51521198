//! People and access, companies and contacts, event types with versions, events with log, values and settlements,
//! numbering, idempotent commands, the change feed and the search index.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// The trait leaves the lifetime unnamed, so its implementations must.
#[allow(elided_lifetimes_in_paths)]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, include_str!("m0001_ground.sql")).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the ground cannot be taken back; restore a backup instead".into()))
    }
}
