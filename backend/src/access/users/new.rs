//! Adding a person.

use records::{
    AppError, Problem, Uuid,
    changes::{ChangeKind, Entity},
    users::{NewUser, User},
};
use sea_orm::{ActiveModelTrait, Set};

use super::{find, refused};
use crate::{
    Backend, Ctx,
    access::credentials,
    changes,
    collation::sort_key,
    commands::Command,
    db::Tx,
    entities::users,
    entry::{Entry, LINE},
    time_zone::now,
};

/// Adds a person; administrators may. With an id the command may be sent any number of times: `true` where it took effect
/// now. Its password is not part of what is compared, for a quick hash of it would have to be kept.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewUser) -> Result<(User, bool), AppError> {
    ctx.may_configure()?;
    let Some(id) = new.id else { return write(backend, new, None).await };
    let command = Command::new(ctx, Entity::User, id, &NewUser { password: None, ..new.clone() })?;
    if command.seen(backend.db()).await? {
        return Ok((find(backend.db().read(), id).await?, false));
    }
    write(backend, new, Some(command)).await
}

/// Adds a person on the command line, where whoever may run it may do anything.
pub async fn create_unchecked(backend: &Backend, new: NewUser) -> Result<User, AppError> {
    write(backend, new, None).await.map(|(user, _)| user)
}

async fn write(backend: &Backend, new: NewUser, command: Option<Command>) -> Result<(User, bool), AppError> {
    let row = checked(new).await?;
    let db = backend.db();
    let sent = command.clone();
    let written = db.write(move |tx| {
        Box::pin(async move {
            if let Some(command) = &command
                && !command.write(tx).await?
            {
                return Ok(None);
            }
            let row = insert(tx, row).await?;
            changes::record(tx, Entity::User, row.id, ChangeKind::Created, None, None).await?;
            Ok(Some(User::from(row)))
        })
    });
    if let Some(user) = written.await? {
        return Ok((user, true));
    }
    // The same command came twice at once, and the other was quicker.
    let command = sent.ok_or(AppError::Internal)?;
    command.seen(db).await?;
    Ok((find(db.read(), command.id).await?, false))
}

/// A person to be written, if all that was entered is right.
pub(in crate::access) async fn checked(new: NewUser) -> Result<users::ActiveModel, AppError> {
    let mut entry = Entry::default();
    let name = entry.required("name", &new.name, LINE);
    let email = entry.email("email", new.email.as_deref());
    let given = new.login.as_deref().filter(|login| !login.trim().is_empty());
    let login = given.and_then(|login| credentials::check_login(&mut entry, login));
    let password = new.password.filter(|password| !password.is_empty());
    match (&password, given) {
        (Some(password), Some(_)) => {
            credentials::check_password(&mut entry, "password", password, login.as_deref());
        }
        (None, Some(_)) => entry.problem(Problem::new("password", "required")),
        (Some(_), None) => entry.problem(Problem::new("login", "required")),
        (None, None) => {}
    }
    entry.done()?;
    let password_hash = match password {
        Some(password) => Some(credentials::hash(password).await?),
        None => None,
    };
    Ok(users::ActiveModel {
        id: Set(new.id.unwrap_or_else(Uuid::now_v7)),
        name_key: Set(sort_key(&name)),
        name: Set(name),
        login: Set(login),
        password_hash: Set(password_hash),
        role: Set(new.role.as_str().to_owned()),
        email: Set(email),
        active: Set(true),
        created_at: Set(now().0),
        revision: Set(1),
    })
}

/// Writes the person, without a word in the change feed.
pub(in crate::access) async fn insert(tx: &Tx, row: users::ActiveModel) -> Result<users::Model, AppError> {
    row.insert(tx).await.map_err(refused)
}
