//! People of the firm, with or without an account.

mod change;
pub(super) mod new;
mod password;

use records::{
    AppError, Page, Uuid,
    users::{User, UserFilter},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr,
};

use super::credentials;
use crate::{Backend, Ctx, commands::used, db::Tx, entities::users, error::db_error, page};

/// Marks the cursors of this list.
const LIST: &str = "users";
pub use change::change;
pub use new::{create, create_unchecked};
pub use password::set_password;

/// One person.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<User, AppError> {
    ctx.may_read()?;
    find(backend.db().read(), id).await
}

/// People by name.
pub async fn list(
    backend: &Backend,
    ctx: &Ctx,
    filter: impl Into<UserFilter>,
) -> Result<Page<User>, AppError> {
    ctx.may_read()?;
    let UserFilter { login, role, active, limit, after } = filter.into();
    let limit = page::limit(limit)?;
    let mut select = users::Entity::find();
    if let Some(login) = login {
        // What cannot be a login is nobody's.
        let Some(login) = credentials::normalise_login(&login) else {
            return Ok(Page { items: Vec::new(), next: None });
        };
        select = select.filter(users::Column::Login.eq(login));
    }
    if let Some(role) = role {
        select = select.filter(users::Column::Role.eq(role.as_str()));
    }
    if let Some(active) = active {
        select = select.filter(users::Column::Active.eq(active));
    }
    if let Some(after) = &after {
        let (key, id) = page::read_cursor(LIST, after)?;
        let same = Condition::all().add(users::Column::NameKey.eq(key.clone())).add(users::Column::Id.gt(id));
        select = select.filter(Condition::any().add(users::Column::NameKey.gt(key)).add(same));
    }
    let select = select.order_by_asc(users::Column::NameKey).order_by_asc(users::Column::Id);
    let rows = select.limit(u64::from(limit) + 1).all(backend.db().read()).await.map_err(db_error)?;
    Ok(page::page(LIST, rows, limit, |row| (row.name_key.clone(), row.id)).map(User::from))
}

/// The person of a login, for the command line.
pub async fn by_login(backend: &Backend, login: &str) -> Result<User, AppError> {
    let login = credentials::normalise_login(login).ok_or(AppError::NotFound)?;
    let row = users::Entity::find().filter(users::Column::Login.eq(login)).one(backend.db().read()).await;
    row.map_err(db_error)?.map(User::from).ok_or(AppError::NotFound)
}

async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<User, AppError> {
    let row = users::Entity::find_by_id(id).one(db).await.map_err(db_error)?;
    row.map(User::from).ok_or(AppError::NotFound)
}

/// Keeps everybody else from changing accounts until the commit: for rules that look at all of them. SQLite has one
/// writer anyway. To be called before anything is written.
pub(super) async fn hold(tx: &Tx) -> Result<(), AppError> {
    if tx.is_sqlite() {
        return Ok(());
    }
    let lock = "LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE";
    tx.execute_unprepared(lock).await.map(drop).map_err(db_error)
}

/// A violated unique key: the login is a problem at its field, the id is taken.
fn refused(error: DbErr) -> AppError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("login") => {
            AppError::at("login", "duplicate")
        }
        Some(SqlErr::UniqueConstraintViolation(_)) => used(),
        _ => db_error(error),
    }
}
