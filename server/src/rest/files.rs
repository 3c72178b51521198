//! Files: announced, uploaded in pieces that may break off, downloaded.

use axum::{
    Json,
    body::Body as Bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{AppError, Backend, files};
use futures::StreamExt;
use records::files::{File, NewFile};
use tower_http::services::ServeFile;

use super::{Created, created};
use crate::{
    access::Asker,
    openapi::{CreateRefusals, FindRefusals, PieceRefusals},
    problem::{Answer, Refusal},
    request::{self, Body, Id, is_of},
    router::App,
};

/// The type of a piece.
pub const PIECE: &str = "application/octet-stream";

/// Announce a file
///
/// Its content is sent by `PATCH`. The same command may be sent any number of times: `received` says where the upload
/// goes on. A file that is in no event after 30 days is removed.
#[utoipa::path(post, path = "/api/v1/files", tag = "files", request_body = NewFile,
    responses((status = 201, body = File), (status = 200, description = "The same command again", body = File),
        CreateRefusals))]
pub async fn create(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Body(command): Body<NewFile>,
) -> Answer<Created<File>> {
    let (file, new) = files::create(&backend, &ctx, command).await?;
    Ok(created(new, "files", file.id, file))
}

/// What is known of a file
///
/// One's own, and those of events that may be seen.
#[utoipa::path(get, path = "/api/v1/files/{id}", tag = "files", params(("id" = Uuid, Path)),
    responses((status = 200, body = File), FindRefusals))]
pub async fn get(State(backend): State<Backend>, Asker(ctx): Asker, Id(id): Id) -> Answer<Json<File>> {
    Ok(Json(files::get(&backend, &ctx, id).await?))
}

/// Send a piece of a file
///
/// `Upload-Offset` is where it begins: what the server has `received`, else the answer is 409 with the file as it is in
/// `current`. What came of a piece that broke off is kept. With the last byte the SHA-256 is checked: if it is another one,
/// the answer is 422 at `sha256` and the upload begins anew.
#[utoipa::path(patch, path = "/api/v1/files/{id}", tag = "files",
    params(("id" = Uuid, Path), ("Upload-Offset" = u64, Header, description = "Where the piece begins")),
    request_body(content = inline(String), content_type = "application/octet-stream", description = "Bytes"),
    responses((status = 200, body = File), PieceRefusals))]
pub async fn append(
    State(app): State<App>,
    asker: Result<Asker, Refusal>,
    id: Result<Id, Refusal>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer<Json<File>> {
    // A task of its own: what comes before the connection breaks is kept, and this would be dropped with it.
    let task = tokio::spawn(async move {
        let mut bytes = body.into_data_stream();
        let appended = async {
            let (Asker(ctx), Id(id)) = (asker?, id?);
            if !is_of(&headers, PIECE) {
                return Err(Refusal::MediaType(PIECE));
            }
            let offset = headers.get("upload-offset").and_then(|text| text.to_str().ok()?.parse().ok());
            let offset = offset.ok_or(AppError::Malformed {
                detail: "the header Upload-Offset must say where the piece begins".into(),
            })?;
            let coming = (&mut bytes).take_until(Box::pin(app.stopping()));
            Ok(files::append(app.backend(), &ctx, id, offset, coming).await?)
        };
        let appended = appended.await;
        if appended.is_err() {
            // Whoever is still sending would not see the answer.
            request::discard(bytes).await;
        }
        appended
    });
    task.await.map_err(|_| AppError::Internal)?.map(Json)
}

/// The content of a file
///
/// Ranges are served, so that a download can go on.
#[utoipa::path(get, path = "/api/v1/files/{id}/content", tag = "files",
    params(("id" = Uuid, Path), ("Range" = Option<String>, Header, description = "e.g. `bytes=1000-`")),
    responses((status = 200, content_type = "application/octet-stream", body = inline(String)),
        (status = 206, description = "A part of it"), (status = 304, description = "The same as before"),
        (status = 416, description = "It has no such part"), FindRefusals))]
pub async fn content(
    State(backend): State<Backend>,
    Asker(ctx): Asker,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<Response> {
    let (file, path) = files::content(&backend, &ctx, id).await?;
    let tag = format!("\"{}\"", file.sha256);
    let is_tag = |name| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(|value| {
            value.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
        })
    };
    let mut response = if is_tag(header::IF_NONE_MATCH) == Some(true) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut request = Request::new(Bytes::empty());
        if let Some(range) = headers.get(header::RANGE).filter(|range| is_one_part(range))
            && is_tag(header::IF_RANGE) != Some(false)
        {
            request.headers_mut().insert(header::RANGE, range.clone());
        }
        let served = ServeFile::new(path).try_call(request).await.map_err(|error| {
            tracing::error!(%error, file = %file.id, "a content cannot be read");
            AppError::Unavailable
        })?;
        if served.status() == StatusCode::NOT_FOUND {
            tracing::error!(file = %file.id, sha256 = file.sha256, "a content is not in the folder of files");
            return Err(AppError::Unavailable.into());
        }
        if served.status() == StatusCode::RANGE_NOT_SATISFIABLE {
            return Err(Refusal::Range(file.size));
        }
        served.map(Bytes::new)
    };
    let given = response.headers_mut();
    given.remove(header::LAST_MODIFIED);
    let mut set = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            given.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &file.media_type);
    set(header::CONTENT_DISPOSITION, &disposition(&file));
    set(header::ETAG, &tag);
    // It may be taken from the reader's sight, so each use asks again.
    set(header::CACHE_CONTROL, "private, no-cache");
    // Whatever it is, it runs no script and is nobody's page.
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    Ok(response)
}

/// Whether one part is asked for, in bytes. Whatever else is asked for gets the whole content, as RFC 9110 has it.
fn is_one_part(range: &HeaderValue) -> bool {
    let text = range.to_str().unwrap_or_default().trim().to_ascii_lowercase();
    text.strip_prefix("bytes=").is_some_and(|parts| !parts.contains(','))
}

/// Pictures that no browser takes for a program are shown; everything else is saved. Names by RFC 6266 and RFC 8187.
fn disposition(file: &File) -> String {
    const SHOWN: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];
    let how = if SHOWN.contains(&file.media_type.as_str()) { "inline" } else { "attachment" };
    let plain: String = file
        .name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' })
        .collect();
    let mut whole = String::new();
    for byte in file.name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}
