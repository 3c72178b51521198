//! How the client asks: server functions for reads and administration, REST for commands that can be sent twice.
//!
//! The ways of both are one, compiled once; a server function's own stub would bring its machinery along for each.

use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::Pin,
};

use js_sys::{Array, Date, Promise, Reflect};
use leptos::{prelude::*, server_fn::ServerFn};
use records::{AppError, Uuid};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::{access::api::ReadWelcome, error::read_error, offline::answers, time, version};

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;
/// After this time an answer that was kept stands in for one that is slow, in milliseconds.
const SLOW: u32 = 4_000;
/// As `SLOW`, on a network that was slow a moment ago.
const SLOW_AGAIN: u32 = 500;
/// How long a network counts as slow after it was, in milliseconds.
const MOMENT: f64 = 30_000.0;
/// Names the person that a tab is for. The server refuses what another one, signed in since, would send in their place.
const PERSON: &str = "x-kronika-person";

thread_local! {
    static FOR: RefCell<Option<Uuid>> = const { RefCell::new(None) };
    /// How far the server's clock is ahead of this device's, in milliseconds.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
    /// When the network was slow last.
    static SLOW_AT: Cell<f64> = const { Cell::new(f64::MIN) };
    /// What asks just now.
    static ASKER: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
    /// What came late for a question last, by a fingerprint.
    static TOLD: RefCell<Vec<(String, u64)>> = const { RefCell::new(Vec::new()) };
}

/// Raises `again` when an answer to what this future asks has come after all that a kept one stood in for, and says
/// something else.
pub(crate) async fn told_when_late<T>(
    again: RwSignal<u32>,
    mut asking: Pin<Box<dyn Future<Output = T>>>,
) -> T {
    poll_fn(|context| {
        let around = ASKER.replace(Some(again));
        let answer = asking.as_mut().poll(context);
        ASKER.set(around);
        answer
    })
    .await
}

/// Not twice for the same text: whoever asks again on a slow network may be answered by a kept one again.
fn tell_late(asker: RwSignal<u32>, question: String, text: &str) {
    // FNV-1a
    let print = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let known = TOLD.with_borrow_mut(|told| {
        let known = told.iter().any(|one| *one == (question.clone(), print));
        told.retain(|(one, _)| *one != question);
        told.push((question, print));
        known
    });
    if !known {
        asker.try_update(|again| *again += 1);
    }
}

/// What is asked from now on is asked for this person.
pub(crate) fn ask_for(person: Option<Uuid>) {
    FOR.set(person);
}

/// The person that is asked for.
pub(crate) fn person() -> Option<Uuid> {
    FOR.with_borrow(|person| *person)
}

/// Now by the server's clock, as far as it is known.
pub(crate) fn server_now() -> records::Timestamp {
    records::Timestamp(time::now().0 + AHEAD.get() as i64 * 1000)
}

/// Calls a server function by its arguments: `call(ReadCard { id })`. Some answers are kept, and stand in for one that
/// does not come.
pub(crate) async fn call<F>(function: F) -> Result<F::Output, AppError>
where
    F: ServerFn + Serialize,
    F::Output: DeserializeOwned,
{
    read(&look(F::PATH, write(&function)?).await?)
}

/// As `call`, where an answer of before is no use: what was kept never stands in.
pub(crate) async fn call_now<F>(function: F) -> Result<F::Output, AppError>
where
    F: ServerFn + Serialize,
    F::Output: DeserializeOwned,
{
    let (person, arguments) = (person(), write(&function)?);
    let answer = send(Request::post(F::PATH, arguments.clone())).await?;
    if answers::is_kept(F::PATH) {
        answers::keep(person, F::PATH, &arguments, &answer);
    }
    read(&answer)
}

/// As `call`, where only the success counts: what is not read needs no reader.
pub(crate) async fn tell<F: ServerFn + Serialize>(function: F) -> Result<(), AppError> {
    send(Request::post(F::PATH, write(&function)?)).await.map(drop)
}

/// Posts a file to a path under `/api/v1` and reads what came of it.
pub(crate) async fn upload<T: DeserializeOwned>(path: &str, file: &JsValue) -> Result<T, AppError> {
    let request = Request::post(format!("/api/v1/{path}"), String::new());
    read(&send(Request { body: file.clone(), media_type: "application/octet-stream", ..request }).await?)
}

/// The body of a command or the arguments of a function.
pub(crate) fn write(value: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| AppError::Malformed { detail: error.to_string() })
}

/// An answer as the record it is.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::Network { detail: error.to_string() })
}

/// Something to be asked of the server.
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) body: JsValue,
    pub(crate) media_type: &'static str,
    /// A header of its own.
    pub(crate) header: Option<(&'static str, String)>,
    /// How long the answer may take, in milliseconds.
    pub(crate) patience: u32,
}

impl Request {
    /// JSON to a path.
    pub(crate) fn post(path: impl Into<String>, body: String) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            body: body.into(),
            media_type: "application/json",
            header: None,
            patience: PATIENCE,
        }
    }

    /// The record at a path.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", body: JsValue::UNDEFINED, ..Self::post(path, String::new()) }
    }
}

/// The text of a good answer.
pub(crate) async fn send(request: Request) -> Result<String, AppError> {
    judged(fetch(&request).await)
}

/// Asks a server function, or takes what was kept of it while the server is out of reach.
async fn look(path: &'static str, body: String) -> Result<String, AppError> {
    let asker = ASKER.get();
    let request = Request::post(path, body.clone());
    if !answers::is_kept(path) {
        return send(request).await;
    }
    let (person, arguments) = (person(), body.clone());
    let asked = future_to_promise(async move {
        let (ok, text) = fetch(&request).await?;
        // However late it comes.
        if ok {
            answers::keep(person, path, &arguments, &text);
        }
        Ok(Array::of2(&ok.into(), &text.into()).into())
    });
    let slow_before = Date::now() - SLOW_AT.get() < MOMENT;
    let patience = if slow_before { SLOW_AGAIN } else { SLOW };
    let first = JsFuture::from(Promise::race(&Array::of2(&asked, &after(patience)))).await;
    let slow = first.as_ref().is_ok_and(JsValue::is_undefined);
    if slow && let Some(kept) = answers::recall(person, path, &body).await {
        SLOW_AT.set(Date::now());
        let old = kept.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok((true, text)) = JsFuture::from(asked).await.map(pair)
                && text != old
                && let Some(asker) = asker
            {
                tell_late(asker, format!("{path} {body}"), &text);
            }
        });
        return Ok(kept);
    }
    let answer = if slow { JsFuture::from(asked).await } else { first };
    match judged(answer.map(pair)) {
        Err(error @ (AppError::Network { .. } | AppError::Unavailable)) => {
            answers::recall(person, path, &body).await.ok_or(error)
        }
        answer => answer,
    }
}

/// Whether the answer is a good one, and its text.
fn pair(settled: JsValue) -> (bool, String) {
    let pair: Array = settled.unchecked_into();
    (pair.get(0).is_truthy(), pair.get(1).as_string().unwrap_or_default())
}

/// Settled, without a value, after some milliseconds.
pub(crate) fn after(milliseconds: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds as i32);
    })
}

fn judged(answer: Result<(bool, String), JsValue>) -> Result<String, AppError> {
    match answer {
        Ok((true, text)) => Ok(text),
        Ok((false, text)) => Err(read_error(&text)),
        Err(error) => Err(AppError::Network { detail: format!("{error:?}") }),
    }
}

/// What `frontend/boot.js` has asked before the client was there; once.
fn asked_early(path: &str) -> Option<Promise> {
    if path != ReadWelcome::PATH {
        return None;
    }
    let (window, name) = (window(), JsValue::from_str("kronikaWelcome"));
    let asked = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    Reflect::set(&window, &name, &JsValue::UNDEFINED).ok()?;
    Some(asked)
}

async fn fetch(request: &Request) -> Result<(bool, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    if let Some(person) = person() {
        headers.set(PERSON, &person.to_string())?;
    }
    if let Some((name, value)) = &request.header {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    if !request.body.is_undefined() {
        headers.set("Content-Type", request.media_type)?;
        init.set_body(&request.body);
    }
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(request.patience)));
    let asked =
        asked_early(&request.path).unwrap_or_else(|| window().fetch_with_str_and_init(&request.path, &init));
    let response: Response = JsFuture::from(asked).await?.dyn_into()?;
    if let Some(held) = response.headers().get(version::HEADER)? {
        version::told(&held);
    }
    if let Some(date) = response.headers().get("date")? {
        let ahead = Date::parse(&date) - Date::now();
        // Its seconds are whole ones: what two answers say differs by as much, and would turn round the order of what is
        // registered one after the other.
        if ahead.is_finite() {
            AHEAD.set(if ahead.abs() < 2_000.0 { 0.0 } else { ahead });
        }
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    // A portal's page for signing in to the network, say: the server has not answered.
    if response.ok() && !text.is_empty() && !kind.contains("json") {
        return Err(JsValue::from_str("the answer is not the server's"));
    }
    Ok((response.ok(), text))
}
