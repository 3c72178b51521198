//! Signing in, and the first administrator of a new server.

use records::{
    AppError, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    sessions::{Credentials, FirstAdministrator, Welcome},
    users::{NewUser, Role, User},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{IDLE, attempts};
use crate::{
    Backend, Ctx,
    access::{credentials, secrets, users::new},
    changes,
    db::Tx,
    entities::users,
    error::db_error,
    time_zone::now,
};

/// A person who has just signed in, with the secret of the session.
pub struct SignedIn {
    pub user: User,
    /// To be kept by the browser alone.
    pub secret: String,
    /// When the session ends unless it is used; every use puts it off.
    pub expires_at: Timestamp,
}

/// Where a visitor stands, signed in or not.
pub async fn welcome(backend: &Backend, ctx: Option<&Ctx>) -> Result<Welcome, AppError> {
    let db = backend.db();
    let first_start = ctx.is_none() && !any_account(db.read()).await?;
    let cursor = match ctx {
        Some(_) => Some(crate::changes::present(backend).await?),
        None => None,
    };
    Ok(Welcome {
        first_start,
        cursor,
        user: ctx.map(|ctx| ctx.user.clone()),
        time_zone: backend.time_zone().name().to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// Makes the first administrator and signs them in; refused once anybody has an account.
pub async fn first_administrator(
    backend: &Backend,
    form: FirstAdministrator,
    user_agent: &str,
) -> Result<SignedIn, AppError> {
    let db = backend.db();
    if any_account(db.read()).await? {
        return Err(not_first());
    }
    let FirstAdministrator { name, login, password } = form;
    let new = NewUser {
        id: None,
        name,
        login: Some(login),
        password: Some(password),
        role: Role::Administrator,
        email: None,
    };
    let row = new::checked(new).await?;
    let user_agent = user_agent.to_owned();
    db.write(move |tx| {
        Box::pin(async move {
            // Two at once: the second waits here, and then sees the account of the first.
            super::super::users::hold(tx).await?;
            if any_account(tx).await? {
                return Err(not_first());
            }
            let row = new::insert(tx, row).await?;
            changes::record(tx, Entity::User, row.id, ChangeKind::Created, None, None).await?;
            open(tx, row.into(), &user_agent).await
        })
    })
    .await
}

/// Opens a session for login and password. Too many failures of a login or an address are refused unseen.
pub async fn sign_in(
    backend: &Backend,
    given: Credentials,
    address: &str,
    user_agent: &str,
) -> Result<SignedIn, AppError> {
    let db = backend.db();
    // What cannot be a login is nobody's; its tries count for the address.
    let login = credentials::normalise_login(&given.login);
    let found = match &login {
        Some(login) => {
            let by_login = users::Entity::find().filter(users::Column::Login.eq(login));
            by_login.one(db.read()).await.map_err(db_error)?
        }
        None => None,
    };
    let found = found.filter(|user| user.active && user.password_hash.is_some());
    let hash = found.as_ref().and_then(|user| user.password_hash.clone());
    let right = attempts::try_password(db, login.as_deref(), Some(address), given.password, hash).await?;
    let Some(user) = found.filter(|_| right) else { return Err(AppError::WrongCredentials) };
    let user_agent = user_agent.to_owned();
    db.write(move |tx| {
        Box::pin(async move {
            // Held until the commit, so that a password changed meanwhile ends this session too.
            let held = if tx.is_sqlite() { "" } else { " FOR SHARE" };
            let same = tx.sql(
                format!("SELECT revision FROM users WHERE id = $1 AND active AND password_hash = $2{held}"),
                [user.id.into(), user.password_hash.clone().into()],
            );
            if tx.query_one_raw(same).await.map_err(db_error)?.is_none() {
                return Err(AppError::WrongCredentials);
            }
            let ended = tx.sql("DELETE FROM sessions WHERE expires_at <= $1", [now().0.into()]);
            tx.execute_raw(ended).await.map_err(db_error)?;
            open(tx, user.into(), &user_agent).await
        })
    })
    .await
}

/// Writes a new session.
async fn open(tx: &Tx, user: User, user_agent: &str) -> Result<SignedIn, AppError> {
    let secret = secrets::random();
    let at = now();
    let expires_at = Timestamp(at.0 + IDLE);
    let user_agent: String = user_agent.chars().filter(|sign| !sign.is_control()).take(200).collect();
    let insert = tx.sql(
        "INSERT INTO sessions (id, secret_hash, user_id, user_agent, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            Uuid::now_v7().into(),
            secrets::hash(&secret).into(),
            user.id.into(),
            user_agent.into(),
            at.0.into(),
            at.0.into(),
            expires_at.0.into(),
        ],
    );
    tx.execute_raw(insert).await.map_err(db_error)?;
    Ok(SignedIn { user, secret, expires_at })
}

async fn any_account(db: &impl ConnectionTrait) -> Result<bool, AppError> {
    let account = users::Entity::find().filter(users::Column::Login.is_not_null());
    Ok(account.one(db).await.map_err(db_error)?.is_some())
}

fn not_first() -> AppError {
    AppError::Forbidden { detail: "there is an account already; ask an administrator for one".into() }
}
