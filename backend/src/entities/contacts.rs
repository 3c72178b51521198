//! The table `contacts`.

use records::{Timestamp, Uuid, contacts::Contact};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub company_id: Uuid,
    pub name: String,
    /// [`crate::collation::sort_key`] of the name.
    pub name_key: Vec<u8>,
    pub position: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub note: Option<String>,
    pub created_at: i64,
    pub created_by: Option<Uuid>,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Contact {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            company: row.company_id,
            name: row.name,
            position: row.position,
            email: row.email,
            phone: row.phone,
            note: row.note,
            created_at: Timestamp(row.created_at),
            revision: row.revision,
        }
    }
}
