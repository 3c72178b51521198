//! Schema changes, one file each, the same for SQLite and PostgreSQL.

mod m0001_ground;
mod m0002_contacts_by_name;
mod m0003_contact_words;
mod m0004_files;
mod m0005_pending_attempts;
mod sql;

pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// All migrations in their order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_ground::Migration),
            Box::new(m0002_contacts_by_name::Migration),
            Box::new(m0003_contact_words::Migration),
            Box::new(m0004_files::Migration),
            Box::new(m0005_pending_attempts::Migration),
        ]
    }
}
