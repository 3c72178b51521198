//! The one write path of an event, whatever door it came through.

use std::sync::Arc;

use records::{
    AppError, ConflictCode, Uuid,
    changes::Entity,
    events::{Event, RegisterEvent},
};

use sea_orm::ConnectionTrait;

use super::{
    canonical::canonical,
    list,
    prepare::{Extra, prepare},
    store::store,
    types::{self, Published},
};
use crate::{Backend, Ctx, commands::Command, error::db_error};

/// Registers an event. `false` beside it: this very command was accepted before, and the event is as it is now.
///
/// Errors: problems with their places (paths start at the event: `values.km`, `settlements[0].quantity`), a bare
/// conflict for an id used with another content or by another sender, a conflict for a withdrawn form version.
pub async fn register(
    backend: &Backend,
    ctx: &Ctx,
    command: RegisterEvent,
) -> Result<(Event, bool), AppError> {
    register_with(backend, ctx, command, Extra::default()).await
}

/// As [`register`], with what only an import may bring.
pub(crate) async fn register_with(
    backend: &Backend,
    ctx: &Ctx,
    command: RegisterEvent,
    extra: Extra,
) -> Result<(Event, bool), AppError> {
    ctx.may_write()?;
    let outcome = match types::published(backend, &command.r#type, command.form_version).await {
        Ok(published) => write(backend, ctx, command.clone(), published, extra).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(event) => Ok((event, true)),
        // A command that was accepted before is answered by its record, whatever would be said of it today; a new one,
        // the common case, pays nothing for that.
        Err(error @ (AppError::Invalid { .. } | AppError::Conflict { .. })) => {
            recognised(backend, ctx, &command).await?.ok_or(error)
        }
        Err(error) => Err(error),
    }
}

/// The event as it is now, if this very command made it. It is spelled by the form that the event was registered in, so
/// neither a later version nor a retired type makes it another one.
///
/// Errors: a bare conflict where the id was used with another content or by another sender.
async fn recognised(
    backend: &Backend,
    ctx: &Ctx,
    command: &RegisterEvent,
) -> Result<Option<(Event, bool)>, AppError> {
    let Some(id) = command.id else { return Ok(None) };
    let db = backend.db();
    let find = db.sql("SELECT type_id, version FROM events WHERE id = $1", [id.into()]);
    let spelled = match db.read().query_one_raw(find).await.map_err(db_error)? {
        None => command.clone(),
        Some(row) => {
            let type_id: Uuid = row.try_get("", "type_id").map_err(db_error)?;
            let version = u32::try_from(row.try_get::<i64>("", "version").map_err(db_error)?).ok();
            canonical(command, &types::published(backend, &type_id.to_string(), version).await?.form)
        }
    };
    let seen = Command::new(ctx, Entity::Event, id, &spelled)?.seen(db).await?;
    if seen { Ok(Some((list::get(backend, ctx, id).await?, false))) } else { Ok(None) }
}

/// Judges and stores.
///
/// Errors: a bare conflict where the command's id was used before.
async fn write(
    backend: &Backend,
    ctx: &Ctx,
    command: RegisterEvent,
    published: Arc<Published>,
    extra: Extra,
) -> Result<Event, AppError> {
    if let Some(reason) = &published.withdrawn {
        return Err(AppError::bare_conflict(reason, Some(ConflictCode::Withdrawn)));
    }
    let accepted = match command.id {
        None => None,
        Some(id) => Some(Command::new(ctx, Entity::Event, id, &canonical(&command, &published.form))?),
    };
    let prepared = prepare(backend, ctx, command, published, extra).await?;
    backend.db().write(move |tx| Box::pin(store(tx, prepared, accepted))).await
}
