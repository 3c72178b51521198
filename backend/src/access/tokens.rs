//! API tokens: for programs that act for a person, within what that person may do.

use records::{
    AppError, Page, PageRequest, Problem, Timestamp, Uuid,
    tokens::{IssuedToken, NewToken, Scope, Token},
    users::Role,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{may_manage, secrets, users};
use crate::{
    Backend, Ctx, Door,
    db::Tx,
    entities,
    entry::{Entry, LINE},
    error::db_error,
    page,
    time_zone::now,
};

/// Marks the cursors of this list.
const LIST: &str = "tokens";

/// Tells tokens apart from other secrets, in logs and in what people paste.
const PREFIX: &str = "krn_";
const SCOPES: [(Scope, &str); 3] = [(Scope::Read, "read"), (Scope::Write, "write"), (Scope::Admin, "admin")];

/// Who stands behind a token, and what it allows. On the way of every request of another program.
pub async fn by_secret(backend: &Backend, secret: &str) -> Result<Ctx, AppError> {
    #[derive(FromQueryResult)]
    struct Found {
        #[sea_orm(nested)]
        user: entities::users::Model,
        scopes: String,
    }

    if !secret.starts_with(PREFIX) {
        return Err(AppError::Unauthorized);
    }
    let hash = secrets::hash(secret);
    let find = async {
        let db = backend.db();
        let find = db.sql(
            "SELECT u.*, t.scopes FROM api_tokens t JOIN users u ON u.id = t.user_id \
             WHERE t.secret_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > $2) AND u.active",
            [hash.clone().into(), now().0.into()],
        );
        let found = Found::find_by_statement(find).one(db.read()).await.map_err(db_error)?;
        let found = found.ok_or(AppError::Unauthorized)?;
        let scopes = Some(read_scopes(&found.scopes));
        Ok(Ctx { user: found.user.into(), door: Door::Api, session: None, scopes })
    };
    backend.visitors().known(&hash, find).await
}

/// Makes a token for oneself. One made with a token cannot do more than that.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewToken) -> Result<IssuedToken, AppError> {
    may_manage(ctx, ctx.user.id)?;
    if let Some(own) = &ctx.scopes
        && new.scopes.iter().any(|scope| !own.contains(scope))
    {
        return Err(AppError::Forbidden { detail: "a token cannot give scopes that it lacks".into() });
    }
    issue(backend, ctx.user.id, new).await
}

/// Makes a token with all scopes for the person of that login, on the command line.
pub async fn create_for_login(backend: &Backend, login: &str, name: &str) -> Result<IssuedToken, AppError> {
    let user = users::by_login(backend, login).await?;
    if !user.active {
        return Err(AppError::Forbidden { detail: "this person is not active".into() });
    }
    let scopes = SCOPES.map(|(scope, _)| scope).into();
    issue(backend, user.id, NewToken { name: name.to_owned(), scopes, expires_at: None }).await
}

/// One's own tokens, for an administrator everybody's; the newest first. Secrets are not kept.
pub async fn list(backend: &Backend, ctx: &Ctx, request: PageRequest) -> Result<Page<Token>, AppError> {
    may_manage(ctx, ctx.user.id)?;
    let db = backend.db();
    let limit = page::limit(request.limit)?;
    let (created_at, id) = match &request.after {
        Some(after) => page::read_number_cursor(LIST, after)?,
        None => (i64::MAX, Uuid::max()),
    };
    let everybody = ctx.user.role == Role::Administrator;
    let find = db.sql(
        format!(
            "SELECT id, user_id, name, scopes, created_at, expires_at FROM api_tokens \
             WHERE ($1 OR user_id = $2) AND (created_at, id) < ($3, $4) ORDER BY created_at DESC, id DESC LIMIT {}",
            limit + 1
        ),
        [everybody.into(), ctx.user.id.into(), created_at.into(), id.into()],
    );
    let rows = db.read().query_all_raw(find).await.map_err(db_error)?;
    let token = |row: &sea_orm::QueryResult| {
        Ok(Token {
            id: row.try_get("", "id")?,
            user: row.try_get("", "user_id")?,
            name: row.try_get("", "name")?,
            scopes: read_scopes(&row.try_get::<String>("", "scopes")?),
            created_at: Timestamp(row.try_get("", "created_at")?),
            expires_at: row.try_get::<Option<i64>>("", "expires_at")?.map(Timestamp),
        })
    };
    let tokens = rows.iter().map(token).collect::<Result<_, _>>().map_err(db_error)?;
    Ok(page::page(LIST, tokens, limit, |token| (token.created_at.0.to_be_bytes().to_vec(), token.id)))
}

/// Ends a token: one's own, or anybody's by an administrator. For others it does not exist.
pub async fn revoke(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<(), AppError> {
    may_manage(ctx, ctx.user.id)?;
    let db = backend.db();
    let find = db.sql("SELECT user_id FROM api_tokens WHERE id = $1", [id.into()]);
    let row = db.read().query_one_raw(find).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
    let user = row.try_get("", "user_id").map_err(db_error)?;
    may_manage(ctx, user).map_err(|_| AppError::NotFound)?;
    let work = db.write(move |tx| {
        Box::pin(async move {
            let delete = tx.sql("DELETE FROM api_tokens WHERE id = $1", [id.into()]);
            tx.execute_raw(delete).await.map(drop).map_err(db_error)
        })
    });
    let revoked = work.await;
    backend.visitors().forget();
    revoked
}

/// Ends all tokens of a person.
pub(super) async fn end(tx: &Tx, user: Uuid) -> Result<(), AppError> {
    let delete = tx.sql("DELETE FROM api_tokens WHERE user_id = $1", [user.into()]);
    tx.execute_raw(delete).await.map(drop).map_err(db_error)
}

async fn issue(backend: &Backend, user: Uuid, new: NewToken) -> Result<IssuedToken, AppError> {
    let created_at = now();
    let mut entry = Entry::default();
    let name = entry.required("name", &new.name, LINE);
    let scopes: Vec<Scope> =
        SCOPES.into_iter().map(|(scope, _)| scope).filter(|scope| new.scopes.contains(scope)).collect();
    if scopes.is_empty() {
        entry.problem(Problem::new("scopes", "required"));
    }
    if new.expires_at.is_some_and(|at| at <= created_at) {
        entry.problem(Problem::new("expires_at", "min").with("min", created_at.to_rfc3339()));
    }
    entry.done()?;
    let token = Token { id: Uuid::now_v7(), user, name, scopes, created_at, expires_at: new.expires_at };
    let secret = format!("{PREFIX}{}", secrets::random());
    let values = [
        token.id.into(),
        user.into(),
        token.name.clone().into(),
        secrets::hash(&secret).into(),
        write_scopes(&token.scopes).into(),
        created_at.0.into(),
        token.expires_at.map(|at| at.0).into(),
    ];
    let insert = "INSERT INTO api_tokens (id, user_id, name, secret_hash, scopes, created_at, expires_at) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let db = backend.db();
    db.write(move |tx| {
        Box::pin(async move { tx.execute_raw(tx.sql(insert, values)).await.map(drop).map_err(db_error) })
    })
    .await?;
    Ok(IssuedToken { token, secret })
}

fn read_scopes(text: &str) -> Vec<Scope> {
    let named = |word| SCOPES.into_iter().find(|(_, name)| *name == word).map(|(scope, _)| scope);
    text.split(' ').filter_map(named).collect()
}

fn write_scopes(scopes: &[Scope]) -> String {
    let names = SCOPES.into_iter().filter(|(scope, _)| scopes.contains(scope)).map(|(_, name)| name);
    names.collect::<Vec<_>>().join(" ")
}
