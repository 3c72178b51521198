//! Giving a person a new password.

use records::{
    AppError, Problem, Uuid,
    changes::{ChangeKind, Entity},
    users::{ChangePassword, User},
};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Backend, Ctx,
    access::{credentials, may_manage, sessions},
    changes,
    entities::users,
    entry::Entry,
    error::db_error,
};

/// Sets one's own password (the current one is asked for), or anybody's as an administrator. Ends all their sessions
/// but the one that the request came with.
pub async fn set_password(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    given: ChangePassword,
) -> Result<(), AppError> {
    may_manage(ctx, id)?;
    let db = backend.db();
    let user =
        users::Entity::find_by_id(id).one(db.read()).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
    let own = id == ctx.user.id;
    let mut entry = Entry::default();
    if user.login.is_none() {
        entry.problem(Problem::new("login", "required"));
    }
    if own && given.current.as_deref().is_none_or(str::is_empty) {
        entry.problem(Problem::new("current", "required"));
    }
    credentials::check_password(&mut entry, "new", &given.new, user.login.as_deref());
    entry.done()?;
    // A stolen session must not find out the password by trying: the tries count as those at the door.
    if let (true, Some(current)) = (own, given.current) {
        let hash = user.password_hash.clone();
        if !sessions::try_password(db, user.login.as_deref(), None, current, hash).await? {
            return Err(AppError::at("current", "rule"));
        }
    }
    let hash = credentials::hash(given.new).await?;
    let kept = ctx.session.filter(|_| own);
    let work = db.write(move |tx| {
        Box::pin(async move {
            // Whoever set another password meanwhile has the last word.
            let update = tx.sql(
                "UPDATE users SET password_hash = $1 \
                 WHERE id = $2 AND login = $3 AND coalesce(password_hash, '') = coalesce($4, '')",
                [hash.into(), id.into(), user.login.clone().into(), user.password_hash.clone().into()],
            );
            if tx.execute_raw(update).await.map_err(db_error)?.rows_affected() == 0 {
                return Err(AppError::stale(&User::from(user)));
            }
            sessions::end(tx, id, kept).await?;
            changes::record(tx, Entity::User, id, ChangeKind::Changed, None, None).await
        })
    });
    let changed = work.await;
    backend.visitors().forget();
    changed
}
