//! Companies and the people at them.

pub mod companies;
pub(crate) mod contact_words;
pub mod contacts;
mod search;

use records::{AppError, Uuid};
use sea_orm::ConnectionTrait;

use crate::{db::Tx, error::db_error};

/// Whether a row of that id is there, as this transaction sees it.
async fn is_there(tx: &Tx, table: &str, id: Uuid) -> Result<bool, AppError> {
    let find = tx.sql(format!("SELECT 1 AS one FROM {table} WHERE id = $1"), [id.into()]);
    Ok(tx.query_one_raw(find).await.map_err(db_error)?.is_some())
}
