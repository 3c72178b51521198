//! The browser's locks, shared by all tabs. They need https or this machine itself; `web_sys` counts them as unstable.

use std::future::Future;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// The lock manager, where there is one.
pub(crate) fn locks() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)
}

/// Asks for a lock; `held` is called once it is there, and keeps it until what it returns is settled.
pub(crate) fn request(name: &str, options: &[(&str, JsValue)], held: &JsValue) -> Option<Promise> {
    let locks = locks()?;
    let chosen = Object::new();
    for (option, value) in options {
        let _ = Reflect::set(&chosen, &(*option).into(), value);
    }
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call3(&locks, &name.into(), &chosen, held).ok()?.dyn_into().ok()
}

/// Works while no other tab does work of that name. Without locks it just works: what is sent twice does no harm.
pub(crate) async fn alone(name: &str, work: impl Future<Output = ()>) {
    match hold(name, &[]).await {
        Some(release) => {
            work.await;
            let _ = release.call0(&JsValue::NULL);
        }
        None => work.await,
    }
}

/// Works if nobody holds the lock now, and holds it meanwhile; `None` if somebody does.
pub(crate) async fn if_free<T>(name: &str, work: impl Future<Output = T>) -> Option<T> {
    if locks().is_none() {
        return Some(work.await);
    }
    let release = hold(name, &[("ifAvailable", true.into())]).await?;
    let done = work.await;
    let _ = release.call0(&JsValue::NULL);
    Some(done)
}

/// Waits for a lock. What comes back gives it away again; `None` where there are no locks.
pub(crate) async fn hold(name: &str, options: &[(&str, JsValue)]) -> Option<Function> {
    locks()?;
    let granted = Promise::new(&mut |grant: Function, _: Function| {
        let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                // Only where nobody was to be waited for.
                let _ = grant.call0(&JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let kept = Promise::new(&mut |release: Function, _: Function| {
                let _ = grant.call1(&JsValue::NULL, &release);
            });
            kept.into()
        });
        let _ = request(name, options, &held);
    });
    JsFuture::from(granted).await.ok()?.dyn_into().ok()
}
