//! Files for the tests.

use backend::{Backend, Ctx, files};
use futures::stream;
use records::{
    AppError, Uuid,
    files::{File, NewFile},
};
use sha2::{Digest, Sha256};

/// Announces these bytes.
pub fn announce(name: &str, media_type: &str, bytes: &[u8]) -> NewFile {
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    NewFile {
        id: Uuid::now_v7(),
        name: name.into(),
        media_type: media_type.into(),
        size: bytes.len() as u64,
        sha256,
    }
}

/// Sends pieces, one after the other, as one body.
pub async fn send(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    offset: u64,
    pieces: &[&[u8]],
) -> Result<File, AppError> {
    let pieces: Vec<Result<Vec<u8>, ()>> = pieces.iter().map(|piece| Ok(piece.to_vec())).collect();
    files::append(backend, ctx, id, offset, stream::iter(pieces)).await
}

/// A whole file.
pub async fn upload(backend: &Backend, ctx: &Ctx, name: &str, media_type: &str, bytes: &[u8]) -> File {
    let new = announce(name, media_type, bytes);
    let id = new.id;
    files::create(backend, ctx, new).await.expect("announced");
    let file = send(backend, ctx, id, 0, &[bytes]).await.expect("sent");
    assert!(file.complete || bytes.is_empty());
    file
}
