//! The service worker, which holds the client itself: the page opens without network. A newer one takes over only while no
//! form is open in any tab, and never under anybody's hands.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use crate::{
    locks,
    version::{self, Version},
};

/// Held by every form that is open.
const FORM: &str = "kronika.form";

thread_local! {
    static REGISTRATION: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// A newer client has taken over since this one was loaded.
    static TAKEN_OVER: Cell<bool> = const { Cell::new(false) };
    /// The browser's own offer to install the client.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Registers the worker, where the browser has any (they need https or this machine itself).
pub(crate) fn register(version: Version) {
    let Some(container) = container() else { return };
    if controlled() {
        on(&container, "controllerchange", || TAKEN_OVER.set(true));
    }
    spawn_local(async move {
        let Ok(registration) = promised(&container, "register", &["/sw.js".into()]).await else { return };
        REGISTRATION.set(Some(registration.clone()));
        let told = move |worker: JsValue| {
            // The first one of all takes over by itself.
            if worker.is_object() && controlled() {
                version.offer();
            }
        };
        told(get(&registration, "waiting"));
        let of = registration.clone();
        on(&registration, "updatefound", move || {
            let worker = get(&of, "installing");
            let of = worker.clone();
            on(&worker, "statechange", move || {
                match get(&of, "state").as_string().as_deref() {
                    Some("installed") => told(of.clone()),
                    // It could not be had whole.
                    Some("redundant") => version::look_again(),
                    _ => {}
                }
            });
        });
    });
}

/// Looks for a newer client on the server; `failed` is called where that breaks off. False where no worker holds this one,
/// so that a reload brings it.
pub(crate) fn look(failed: fn()) -> bool {
    let registration = REGISTRATION.with_borrow(Clone::clone);
    match registration.filter(|_| controlled()) {
        Some(registration) => {
            spawn_local(async move {
                if promised(&registration, "update", &[]).await.is_err() {
                    failed();
                }
            });
            true
        }
        None => false,
    }
}

/// Lets the newer client take over: true where the next page that is loaded will be its. Unless `asked` for by the person,
/// only while no form is open in any tab.
pub(crate) async fn take_over(asked: bool) -> bool {
    if !controlled() {
        return true;
    }
    let waiting = REGISTRATION.with_borrow(|registration| registration.as_ref().map(|of| get(of, "waiting")));
    // Another tab may have let it take over.
    let Some(waiting) = waiting.filter(JsValue::is_object) else { return asked || TAKEN_OVER.get() };
    if !asked && !no_form_is_open().await {
        return false;
    }
    let taken = Promise::new(&mut |resolve: Function, _| {
        if let Some(container) = container() {
            on(&container, "controllerchange", move || drop(resolve.call0(&JsValue::NULL)));
        }
    });
    call(&waiting, "postMessage", &["take over".into()]);
    let _ = JsFuture::from(Promise::race(&js_sys::Array::of2(&taken, &crate::rest::after(3_000)))).await;
    true
}

/// A form is open for as long as the caller lives: no newer client takes over.
pub(crate) fn form_is_open() {
    let held = StoredValue::new_local(None::<Function>);
    let gone = StoredValue::new(false);
    spawn_local(async move {
        if let Some(release) = locks::hold(FORM, &[("mode", "shared".into())]).await {
            if gone.try_get_value() == Some(false) {
                held.set_value(Some(release));
            } else {
                let _ = release.call0(&JsValue::NULL);
            }
        }
    });
    on_cleanup(move || {
        gone.try_set_value(true);
        if let Some(Some(release)) = held.try_update_value(Option::take) {
            let _ = release.call0(&JsValue::NULL);
        }
    });
}

async fn no_form_is_open() -> bool {
    let Some(locks) = locks::locks() else { return true };
    let Ok(all) = promised(&locks, "query", &[]).await else { return true };
    let held = js_sys::Array::from(&get(&all, "held"));
    !held.iter().any(|lock| get(&lock, "name").as_string().as_deref() == Some(FORM))
}

/// Whether the browser offers to install the client. From the context that `keep_offer` has provided.
pub(crate) fn installable() -> RwSignal<bool> {
    expect_context::<Installable>().0
}

#[derive(Clone, Copy)]
struct Installable(RwSignal<bool>);

/// Keeps the browser's offer to install the client, until a person asks for it.
pub(crate) fn keep_offer() {
    let installable = RwSignal::new(false);
    provide_context(Installable(installable));
    let _ = window_event_listener_untyped("beforeinstallprompt", move |event: Event| {
        event.prevent_default();
        OFFER.set(Some(event.into()));
        installable.set(true);
    });
    let _ = window_event_listener_untyped("appinstalled", move |_| {
        OFFER.set(None);
        installable.set(false);
    });
}

/// Asks the person whether to install the client.
pub(crate) fn install() {
    if let Some(offer) = OFFER.with_borrow(Clone::clone) {
        call(&offer, "prompt", &[]);
    }
}

fn container() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"serviceWorker".into()).ok().filter(JsValue::is_object)
}

/// Whether a worker holds this page.
fn controlled() -> bool {
    container().is_some_and(|container| get(&container, "controller").is_object())
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> JsValue {
    let arguments: js_sys::Array = arguments.iter().collect();
    let function = get(of, name).dyn_into::<Function>();
    function.and_then(|function| function.apply(of, &arguments)).unwrap_or_default()
}

async fn promised(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(call(of, name, arguments).dyn_into::<Promise>()?).await
}

fn on(target: &JsValue, name: &str, hear: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(hear).into_js_value();
    call(target, "addEventListener", &[name.into(), listener]);
}
