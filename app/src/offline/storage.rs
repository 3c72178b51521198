//! How safe the browser keeps what waits here, and how much room is left.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Less than this, in bytes, is little.
const LITTLE: f64 = 50_000_000.0;

/// What the browser says of its storage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Storage {
    /// It has promised not to make room by throwing ours away; `None` where it does not say.
    pub(crate) stays: Option<bool>,
    /// Bytes that are used and that may be.
    pub(crate) used: Option<f64>,
    pub(crate) quota: Option<f64>,
}

impl Storage {
    /// Asks the browser.
    pub(crate) async fn read() -> Self {
        let estimate = ask("estimate").await;
        let number = |name: &str| Reflect::get(estimate.as_ref()?, &name.into()).ok()?.as_f64();
        let stays = ask("persisted").await.and_then(|stays| stays.as_bool());
        Self { stays, used: number("usage"), quota: number("quota") }
    }

    /// Whether there is little room left.
    pub(crate) fn is_low(self) -> bool {
        self.used.zip(self.quota).is_some_and(|(used, quota)| quota - used < LITTLE)
    }
}

/// Asks once for the promise to keep what is here: there is something now that would be lost.
pub(super) fn ask_to_stay() {
    thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });
    if !ASKED.replace(true) {
        spawn_local(async { drop(ask("persist").await) });
    }
}

async fn ask(what: &str) -> Option<JsValue> {
    let storage = Reflect::get(&window().navigator(), &"storage".into()).ok().filter(JsValue::is_object)?;
    let function: Function = Reflect::get(&storage, &what.into()).ok()?.dyn_into().ok()?;
    let answer: Promise = function.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}
