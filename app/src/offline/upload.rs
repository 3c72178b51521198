//! Sending a command's files before it: in parts, going on where the last try ended.

use records::{AppError, Uuid};
use serde::{Deserialize, Serialize};

use super::files;
use crate::rest::{self, Request};

/// What is sent at once, in bytes: little enough for a slow network to carry in time.
const PART: f64 = 512.0 * 1024.0;
const PATIENCE: u32 = 60_000;

/// What the server says of a file.
#[derive(Deserialize)]
struct Record {
    received: u64,
    complete: bool,
}

/// What it is told of one.
#[derive(Serialize)]
struct NewFile<'a> {
    id: Uuid,
    name: &'a str,
    media_type: &'a str,
    size: u64,
    sha256: &'a str,
}

/// Sends files that are kept here, for a person. `sent` is called with the bytes that have arrived and those of all.
///
/// Errors: besides those of the server `Unauthorized` once somebody else has signed in.
pub(crate) async fn upload(
    all: &[Uuid],
    person: Option<Uuid>,
    sent: impl Fn(u64, u64),
) -> Result<(), AppError> {
    let ask = async |request: Request| -> Result<Record, AppError> {
        if rest::person() != person {
            return Err(AppError::Unauthorized);
        }
        rest::read(&rest::send(Request { patience: PATIENCE, ..request }).await?)
    };
    let mut kept = Vec::new();
    for id in all {
        match files::read(*id).await {
            Some(file) => kept.push(file),
            // It was sent before, or it is nowhere any more.
            None if ask(Request::get(place(*id))).await?.complete => {}
            None => return Err(AppError::at("files", "reference")),
        }
    }
    let whole: u64 = kept.iter().map(|(file, _)| file.size).sum();
    let mut before = 0;
    for (file, content) in &kept {
        let (id, size) = (file.id, file.size);
        let new = NewFile { id, name: &file.name, media_type: &file.media_type, size, sha256: &file.sha256 };
        let mut known: Record = ask(Request::post("/api/v1/files", rest::write(&new)?)).await?;
        while !known.complete {
            sent(before + known.received, whole);
            let (from, to) = (known.received as f64, (known.received as f64 + PART).min(size as f64));
            let part =
                content.slice_with_f64_and_f64(from, to).map_err(|_| AppError::Storage { full: false })?;
            let request = Request {
                method: "PATCH",
                body: part.into(),
                media_type: "application/octet-stream",
                header: Some(("Upload-Offset", known.received.to_string())),
                ..Request::post(place(id), String::new())
            };
            known = match ask(request).await {
                // Another try has come further meanwhile.
                Err(AppError::Conflict { current: Some(_), .. }) => ask(Request::get(place(id))).await?,
                answer => answer?,
            };
        }
        before += size;
        sent(before, whole);
    }
    Ok(())
}

fn place(id: Uuid) -> String {
    format!("/api/v1/files/{id}")
}
