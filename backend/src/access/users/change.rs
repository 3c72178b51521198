//! Changing a person, and what that does to their way in.

use records::{
    AppError, Uuid,
    changes::{ChangeKind, Entity},
    users::{ChangeUser, Role, User},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::{hold, refused};
use crate::{
    Backend, Ctx,
    access::{credentials, sessions, tokens},
    changes,
    collation::sort_key,
    db::Tx,
    entities::users,
    entry::{Entry, LINE, says_news},
    error::db_error,
};

/// Changes a person; administrators may. Another role, login or activity ends that person's sessions; whoever can no
/// longer sign in loses their tokens too. The last administrator stays one.
pub async fn change(backend: &Backend, ctx: &Ctx, id: Uuid, change: ChangeUser) -> Result<User, AppError> {
    ctx.may_configure()?;
    let revision = change.revision;
    let row = checked(change)?;
    let work = backend.db().write(move |tx| {
        Box::pin(async move {
            hold(tx).await?;
            let old =
                users::Entity::find_by_id(id).one(tx).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
            if old.revision != revision {
                return Err(AppError::stale(&User::from(old)));
            }
            if !says_news(&row, &old) {
                return Ok(User::from(old));
            }
            let update = users::Entity::update_many().set(row).filter(users::Column::Id.eq(id));
            update.exec(tx).await.map_err(refused)?;
            let new =
                users::Entity::find_by_id(id).one(tx).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
            follow(tx, &old, &new).await?;
            changes::record(tx, Entity::User, id, ChangeKind::Changed, None, None).await?;
            Ok(User::from(new))
        })
    });
    let changed = work.await;
    backend.visitors().forget();
    changed
}

fn checked(change: ChangeUser) -> Result<users::ActiveModel, AppError> {
    let mut row = users::ActiveModel { revision: Set(change.revision.wrapping_add(1)), ..Default::default() };
    let mut entry = Entry::default();
    if let Some(name) = change.name {
        let name = entry.required("name", &name, LINE);
        row.name_key = Set(sort_key(&name));
        row.name = Set(name);
    }
    if let Some(email) = change.email {
        row.email = Set(entry.email("email", email.as_deref()));
    }
    match change.login {
        // The password goes with the account.
        Some(None) => {
            row.login = Set(None);
            row.password_hash = Set(None);
        }
        Some(Some(login)) => row.login = Set(credentials::check_login(&mut entry, &login)),
        None => {}
    }
    if let Some(role) = change.role {
        row.role = Set(role.as_str().to_owned());
    }
    if let Some(active) = change.active {
        row.active = Set(active);
    }
    entry.done().map(|()| row)
}

/// What a change means for sessions, tokens and the firm's administration.
async fn follow(tx: &Tx, old: &users::Model, new: &users::Model) -> Result<(), AppError> {
    let way_in = |row: &users::Model| (row.role.clone(), row.login.clone(), row.active);
    if way_in(old) != way_in(new) {
        sessions::end(tx, new.id, None).await?;
    }
    if !new.active || new.login.is_none() {
        tokens::end(tx, new.id).await?;
    }
    if administers(old) && !administers(new) && !any_administrator(tx).await? {
        return Err(AppError::Forbidden {
            detail: "this is the last active administrator; make another person one first".into(),
        });
    }
    Ok(())
}

fn administers(row: &users::Model) -> bool {
    row.active
        && row.login.is_some()
        && row.password_hash.is_some()
        && row.role == Role::Administrator.as_str()
}

async fn any_administrator(tx: &Tx) -> Result<bool, AppError> {
    let administrators = users::Entity::find()
        .filter(users::Column::Role.eq(Role::Administrator.as_str()))
        .filter(users::Column::Active.eq(true))
        .filter(users::Column::Login.is_not_null())
        .filter(users::Column::PasswordHash.is_not_null());
    administrators.count(tx).await.map(|count| count > 0).map_err(db_error)
}
