//! Commands over REST, with an id made here, so that sending one twice does no harm.

use leptos::prelude::window;
use records::AppError;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::error::ProblemDetails;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;

/// Posts a command to a path under `/api/v1` and reads the record it made.
pub(crate) async fn post<C: Serialize, T: DeserializeOwned>(path: &str, command: &C) -> Result<T, AppError> {
    let body =
        serde_json::to_string(command).map_err(|error| AppError::Malformed { detail: error.to_string() })?;
    let (ok, text) = send(path, &body).await.map_err(network)?;
    let unreadable = |error: serde_json::Error| AppError::Network { detail: error.to_string() };
    if ok {
        serde_json::from_str(&text).map_err(unreadable)
    } else {
        Err(serde_json::from_str::<ProblemDetails>(&text).map_err(unreadable)?.into_error())
    }
}

async fn send(path: &str, body: &str) -> Result<(bool, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(body));
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let url = format!("/api/v1/{path}");
    let response = JsFuture::from(window().fetch_with_str_and_init(&url, &request)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}

fn network(error: JsValue) -> AppError {
    AppError::Network { detail: format!("{error:?}") }
}
