//! Files: announced, uploaded piece by piece, read. An event takes them over when it is registered; what none takes is
//! swept. Nothing here touches the disk inside of a transaction.

mod entry;
mod rows;
mod store;
mod sweep;
mod upload;

use std::path::PathBuf;

use records::{
    AppError, Uuid,
    files::{File, NewFile},
};

use crate::{Backend, Ctx, commands::Command, events, time_zone::now};
pub(crate) use rows::{TOGETHER, found, of_event, places};
pub use store::Store;
pub use sweep::{sweep, sweep_daily};
pub use upload::append;

/// Announces a file. `true` beside it where that took effect now; otherwise the upload goes on at `received`.
///
/// Errors: problems, a bare conflict for an id used with another content or by another sender.
pub async fn create(backend: &Backend, ctx: &Ctx, new: NewFile) -> Result<(File, bool), AppError> {
    ctx.may_write()?;
    let command = Command::of(ctx, "file", new.id, &new)?;
    let sent = command.clone();
    if command.seen(backend.db()).await? {
        return Ok((own(backend, ctx, new.id).await?, false));
    }
    let file = entry::new(new, backend.files().largest())?;
    let file = File { uploaded_by: ctx.user.id, created_at: now(), ..file };
    let row = file.clone();
    let written = backend.db().write(move |tx| {
        Box::pin(async move {
            let new = command.write(tx).await?;
            if new {
                rows::insert(tx, &row).await?;
            }
            Ok(new)
        })
    });
    if !written.await? {
        // The same command came twice at once, and the other was quicker.
        sent.seen(backend.db()).await?;
        return Ok((own(backend, ctx, file.id).await?, false));
    }
    if file.size > 0 {
        return Ok((file, true));
    }
    // Nothing is to come.
    let nothing = futures::stream::empty::<Result<Vec<u8>, std::convert::Infallible>>();
    Ok((append(backend, ctx, file.id, 0, nothing).await?, true))
}

/// A file of one's own that belongs to nothing yet, or one of an event that this person may see.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<File, AppError> {
    ctx.may_read()?;
    let file = rows::find(backend.db(), id).await?.ok_or(AppError::NotFound)?;
    match file.event {
        Some(event) => events::must_see(backend, ctx, event).await?,
        None if file.uploaded_by == ctx.user.id => {}
        None => return Err(AppError::NotFound),
    }
    Ok(file)
}

/// A file with the path of its content, which never changes.
pub async fn content(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<(File, PathBuf), AppError> {
    let file = get(backend, ctx, id).await?;
    if !file.complete {
        return Err(AppError::NotFound);
    }
    let path = backend.files().path(&file.sha256);
    Ok((file, path))
}

/// A file that this person uploads.
async fn own(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<File, AppError> {
    let file = rows::find(backend.db(), id).await?;
    file.filter(|file| file.uploaded_by == ctx.user.id).ok_or(AppError::NotFound)
}
