//! The table `companies`.

use records::Uuid;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "companies")]
pub struct Model {
    /// Row number of the search index.
    #[sea_orm(primary_key)]
    pub seq: i64,
    #[sea_orm(unique)]
    pub id: Uuid,
    pub name: String,
    /// [`crate::collation::sort_key`] of the name.
    pub name_key: Vec<u8>,
    pub nip: Option<String>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub post_town: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub note: Option<String>,
    pub account_manager: Option<Uuid>,
    pub created_at: i64,
    pub created_by: Option<Uuid>,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
