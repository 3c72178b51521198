//! The table `users`.

use records::{
    Uuid,
    users::{Role, User},
};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    /// [`crate::collation::sort_key`] of the name.
    pub name_key: Vec<u8>,
    /// `None` for a person without an account.
    #[sea_orm(unique)]
    pub login: Option<String>,
    /// In PHC form. `None` together with the login, or until an administrator sets one.
    pub password_hash: Option<String>,
    pub role: String,
    pub email: Option<String>,
    pub active: bool,
    pub created_at: i64,
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for User {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            login: row.login,
            name: row.name,
            // A role of a newer program: the least of them.
            role: Role::parse(&row.role).unwrap_or(Role::ReadOnly),
            email: row.email,
            active: row.active,
            revision: row.revision,
        }
    }
}
