//! One piece of an upload: appended as it comes, so that what has come before a connection broke is kept.

use std::time::Duration;

use futures::{Stream, StreamExt};
use records::{AppError, Problem, Uuid, files::File};
use tokio::time::timeout;

use super::{own, rows, store::Part};
use crate::{Backend, Ctx};

/// A sender that is silent for this long is gone: what came from it is kept, and it may come back.
const SILENCE: Duration = Duration::from_secs(15);
/// After this many bytes they are seen onto the disk and noted, so that a server that is killed loses no more.
const NOTED: u64 = 8 << 20;

/// Appends to a file at `offset`, up to where `bytes` ends or breaks off. With its last byte the file is complete.
///
/// Errors: a conflict with the file as it is where `offset` is not `received`; `limit` at `size` for too many bytes,
/// none of which is kept then; `format` at `sha256` for another content than was announced, which begins anew.
pub async fn append<B: AsRef<[u8]>, E>(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    offset: u64,
    bytes: impl Stream<Item = Result<B, E>>,
) -> Result<File, AppError> {
    ctx.may_write()?;
    let file = own(backend, ctx, id).await?;
    let mut bytes = std::pin::pin!(bytes);
    if file.complete {
        let more = timeout(SILENCE, bytes.next()).await.ok().flatten();
        return match (offset == file.size, more) {
            // The last piece again, whose answer was lost.
            (true, None) => Ok(file),
            (true, Some(_)) => Err(too_much(&file)),
            (false, _) => Err(elsewhere(&file)),
        };
    }
    let Some(mut part) = backend.files().part(id).await? else { return Err(elsewhere(&file)) };
    // Another may have gone on meanwhile.
    let mut file = own(backend, ctx, id).await?;
    if file.complete {
        return Err(elsewhere(&file));
    }
    let there = part.len().await?;
    if there < file.received {
        // A restored backup, say, holds no parts.
        rows::note(backend.db(), id, there, false).await?;
        file.received = there;
    }
    if offset != file.received {
        return Err(elsewhere(&file));
    }
    // What is beyond came before a crash and was not noted.
    part.cut(offset).await?;
    let mut noted = offset;
    while let Ok(Some(Ok(piece))) = timeout(SILENCE, bytes.next()).await {
        let piece = piece.as_ref();
        if piece.len() as u64 > file.size - file.received {
            if noted > offset {
                rows::note(backend.db(), id, offset, false).await?;
            }
            return Err(too_much(&file));
        }
        part.write(piece).await?;
        file.received += piece.len() as u64;
        if file.received - noted >= NOTED && file.received < file.size {
            part.sync().await?;
            noted = file.received;
            rows::note(backend.db(), id, noted, false).await?;
        }
    }
    part.sync().await?;
    if file.received == file.size {
        return finish(backend, file, part).await;
    }
    if file.received > noted {
        rows::note(backend.db(), id, file.received, false).await?;
    }
    Ok(file)
}

/// All of it has come: is it what was announced?
async fn finish(backend: &Backend, file: File, mut part: Part) -> Result<File, AppError> {
    if part.sha256().await? != file.sha256 {
        rows::note(backend.db(), file.id, 0, false).await?;
        part.cut(0).await?;
        return Err(AppError::at("sha256", "format"));
    }
    backend.files().keep(part, &file.sha256).await?;
    rows::note(backend.db(), file.id, file.size, true).await?;
    Ok(File { complete: true, ..file })
}

fn too_much(file: &File) -> AppError {
    AppError::Invalid { problems: vec![Problem::new("size", "limit").with("max", file.size)] }
}

fn elsewhere(file: &File) -> AppError {
    AppError::conflict(&format!("the upload goes on at {}", file.received), file)
}
