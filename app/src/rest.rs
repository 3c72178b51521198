//! How the client asks: server functions for reads and administration, REST for commands that can be sent twice.
//!
//! The ways of both are one, compiled once; a server function's own stub would bring its machinery along for each.

use leptos::{prelude::window, server_fn::ServerFn};
use records::AppError;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::{error::read_error, version};

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;

/// Calls a server function by its arguments: `call(ReadCard { id })`.
pub(crate) async fn call<F>(function: F) -> Result<F::Output, AppError>
where
    F: ServerFn + Serialize,
    F::Output: DeserializeOwned,
{
    read(&ask(F::PATH.to_owned(), Some(write(&function)?)).await?)
}

/// As `call`, where only the success counts: what is not read needs no reader.
pub(crate) async fn tell<F: ServerFn + Serialize>(function: F) -> Result<(), AppError> {
    ask(F::PATH.to_owned(), Some(write(&function)?)).await.map(drop)
}

/// Posts a command, as `post`, where only the success counts.
pub(crate) async fn post_only<C: Serialize>(path: &str, command: &C) -> Result<(), AppError> {
    ask(format!("/api/v1/{path}"), Some(write(command)?)).await.map(drop)
}

/// Posts a command to a path under `/api/v1` and reads the record it made. The command has an id made here, so
/// sending it again does no harm.
pub(crate) async fn post<C: Serialize, T: DeserializeOwned>(path: &str, command: &C) -> Result<T, AppError> {
    read(&ask(format!("/api/v1/{path}"), Some(write(command)?)).await?)
}

/// Reads a record at a path under `/api/v1`.
pub(crate) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, AppError> {
    read(&ask(format!("/api/v1/{path}"), None).await?)
}

fn write(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Malformed { detail: error.to_string() })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::Network { detail: error.to_string() })
}

/// The text of a good answer. What has no body is only read.
async fn ask(path: String, body: Option<String>) -> Result<String, AppError> {
    match send(&path, body.as_deref()).await {
        Ok((true, text)) => Ok(text),
        Ok((false, text)) => Err(read_error(&text)),
        Err(error) => Err(AppError::Network { detail: format!("{error:?}") }),
    }
}

async fn send(url: &str, body: Option<&str>) -> Result<(bool, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    let request = RequestInit::new();
    if let Some(body) = body {
        headers.set("Content-Type", "application/json")?;
        request.set_method("POST");
        request.set_body(&JsValue::from_str(body));
    }
    request.set_headers(&headers);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &request)).await?;
    let response: Response = response.dyn_into()?;
    if let Some(held) = response.headers().get(version::HEADER)? {
        version::told(&held);
    }
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}
