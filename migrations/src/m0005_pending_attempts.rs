//! Tries of passwords that are being looked at are told apart from those that failed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// The trait leaves the lifetime unnamed, so its implementations must.
#[allow(elided_lifetimes_in_paths)]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let up = "ALTER TABLE login_attempts ADD COLUMN pending BIGINT NOT NULL DEFAULT 0;";
        crate::sql::run(manager, up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::run(manager, "ALTER TABLE login_attempts DROP COLUMN pending;").await
    }
}
