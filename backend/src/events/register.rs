//! The one write path of an event, whatever door it came through.

use std::sync::Arc;

use records::{
    AppError,
    changes::Entity,
    events::{Event, RegisterEvent},
};

use super::{
    canonical::canonical,
    list,
    prepare::{Extra, prepare},
    store::store,
    types::{self, Published},
};
use crate::{
    Backend, Ctx,
    commands::{self, Command},
};

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
    let published = types::published(backend, &command.r#type, command.form_version).await;
    let accepted = match command.id {
        None => None,
        Some(id) => {
            let spelled = match &published {
                Ok(published) => canonical(&command, &published.form),
                Err(_) => command.clone(),
            };
            Some(Command::new(ctx, Entity::Event, id, &spelled)?)
        }
    };
    let outcome = match published {
        Ok(published) => write(backend, ctx, command, published, extra, accepted.clone()).await,
        Err(error) => Err(error),
    };
    // A command that was accepted before is answered by its record, whatever would be said of it today; a new one, the
    // common case, pays nothing for that.
    match (outcome, accepted) {
        (Ok(Some(event)), _) => Ok((event, true)),
        (Ok(None) | Err(AppError::Invalid { .. } | AppError::Conflict { .. }), Some(accepted))
            if accepted.seen(backend.db()).await? =>
        {
            Ok((list::get(backend, ctx, accepted.id).await?, false))
        }
        (Ok(None), _) => Err(commands::used()),
        (Err(error), _) => Err(error),
    }
}

/// Judges and stores; `None` where the command has been accepted before.
async fn write(
    backend: &Backend,
    ctx: &Ctx,
    command: RegisterEvent,
    published: Arc<Published>,
    extra: Extra,
    accepted: Option<Command>,
) -> Result<Option<Event>, AppError> {
    if let Some(reason) = &published.withdrawn {
        return Err(AppError::Conflict { detail: reason.clone(), current: None });
    }
    let prepared = prepare(backend, ctx, command, published, extra).await?;
    backend.db().write(move |tx| Box::pin(store(tx, prepared, accepted))).await
}
