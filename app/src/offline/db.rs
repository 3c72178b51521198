//! The browser's own database (IndexedDB): stores of texts and blobs by key.
//!
//! Written on `web_sys` itself: the crates for it bring a runtime along and none asks for strict durability, which a
//! queued event needs. A later version of the database only ever adds stores, so no update loses what waits.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use records::AppError;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

const NAME: &str = "kronika";
/// Rises with every store that is added below.
const VERSION: u32 = 1;

/// Events that were begun: `{person}/{draft}` → JSON.
pub(crate) const DRAFTS: &str = "drafts";
/// Commands that wait to be sent: `{person}/{place}` → JSON.
pub(crate) const OUTBOX: &str = "outbox";
/// What is known of files kept on this device: `{file}` → JSON.
pub(crate) const FILES: &str = "files";
/// Their contents: `{file}` → Blob.
pub(crate) const BLOBS: &str = "blobs";
/// Answers of the server, to read without it: `{person}/{function} {arguments}` → the answer.
pub(crate) const ANSWERS: &str = "answers";
/// Companies to find without the server: `{person}/{company}` → JSON.
pub(crate) const COMPANIES: &str = "companies";
/// Everything else by name.
pub(crate) const FACTS: &str = "facts";
const STORES: [&str; 7] = [DRAFTS, OUTBOX, FILES, BLOBS, ANSWERS, COMPANIES, FACTS];

/// A change of one record.
pub(crate) enum Write<'a> {
    Put(&'static str, &'a str, JsValue),
    Remove(&'static str, &'a str),
}

/// The text under a key.
pub(crate) async fn get(store: &'static str, key: &str) -> Option<String> {
    get_raw(store, key).await?.as_string()
}

/// The value under a key.
pub(crate) async fn get_raw(store: &'static str, key: &str) -> Option<JsValue> {
    let read = async { asked(&reader(store).await?.get(&key.into())?).await };
    read.await.ok().filter(|value: &JsValue| !value.is_undefined())
}

/// All texts whose keys begin so, in the order of their keys.
///
/// Errors: `Storage` where they cannot be read now: they may be there.
pub(crate) async fn under(store: &'static str, start: &str) -> Result<Vec<(String, String)>, AppError> {
    let read = async {
        let range = IdbKeyRange::bound(&start.into(), &format!("{start}\u{ffff}").into())?;
        let store = reader(store).await?;
        // Both in one transaction, so that they belong together.
        let (keys, values) = (store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?);
        let keys: Array = asked(&keys).await?.unchecked_into();
        let values: Array = asked(&values).await?.unchecked_into();
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
    };
    let read: Result<_, JsValue> = read.await;
    read.map_err(storage)
}

/// All keys that begin so.
///
/// Errors: as of [`under`].
pub(crate) async fn keys(store: &'static str, start: &str) -> Result<Vec<String>, AppError> {
    let read = async {
        let range = IdbKeyRange::bound(&start.into(), &format!("{start}\u{ffff}").into())?;
        let keys: Array = asked(&reader(store).await?.get_all_keys_with_key(&range)?).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    };
    let read: Result<_, JsValue> = read.await;
    read.map_err(storage)
}

/// Keeps a text under a key. It is on disk once this has returned.
pub(crate) async fn put(store: &'static str, key: &str, text: &str) -> Result<(), AppError> {
    write(&[Write::Put(store, key, text.into())]).await
}

/// As `put`, for what can be had again: it may be lost with the device's power.
pub(crate) async fn put_loosely(store: &'static str, key: &str, text: &str) -> Result<(), AppError> {
    attempt(&[Write::Put(store, key, text.into())], "relaxed").await.map_err(storage)
}

/// Forgets what stands under a key.
pub(crate) async fn remove(store: &'static str, key: &str) {
    // What cannot be forgotten now is found again.
    let _ = write(&[Write::Remove(store, key)]).await;
}

/// Makes all of these changes or none. They are on disk once this has returned.
///
/// Errors: `Storage` where the browser keeps nothing for us or has no room left.
pub(crate) async fn write(changes: &[Write<'_>]) -> Result<(), AppError> {
    attempt(changes, "strict").await.map_err(storage)
}

fn storage(error: JsValue) -> AppError {
    let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
    AppError::Storage { full: name.as_deref() == Some("QuotaExceededError") }
}

/// Forgets everything whose key begins so.
pub(crate) async fn forget(store: &'static str, start: &str) {
    let forget = async {
        let range = IdbKeyRange::bound(&start.into(), &format!("{start}\u{ffff}").into())?;
        let transaction = writer(&Array::of1(&store.into()), "relaxed").await?;
        transaction.object_store(store)?.delete(&range)?;
        done(&transaction).await
    };
    let _: Result<(), JsValue> = forget.await;
}

async fn attempt(changes: &[Write<'_>], durability: &str) -> Result<(), JsValue> {
    let stores = Array::new();
    for change in changes {
        let (Write::Put(store, ..) | Write::Remove(store, _)) = change;
        if !stores.includes(&(*store).into(), 0) {
            stores.push(&(*store).into());
        }
    }
    let transaction = writer(&stores, durability).await?;
    for change in changes {
        match change {
            Write::Put(store, key, value) => {
                transaction.object_store(store)?.put_with_key(value, &(*key).into())?;
            }
            Write::Remove(store, key) => {
                transaction.object_store(store)?.delete(&(*key).into())?;
            }
        }
    }
    done(&transaction).await
}

async fn reader(store: &str) -> Result<IdbObjectStore, JsValue> {
    database().await?.transaction_with_str(store)?.object_store(store)
}

/// A transaction that writes. A `strict` one is on disk once it is done.
async fn writer(stores: &Array, durability: &str) -> Result<IdbTransaction, JsValue> {
    let database = database().await?;
    let begin: Function = Reflect::get(&database, &"transaction".into())?.dyn_into()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    Ok(begin.call3(&database, stores, &"readwrite".into(), &options)?.unchecked_into())
}

thread_local!(static OPENED: RefCell<Option<Promise>> = const { RefCell::new(None) });

/// The database, opened once for the page.
async fn database() -> Result<IdbDatabase, JsValue> {
    let opened = OPENED.with_borrow_mut(|opened| opened.get_or_insert_with(open).clone());
    let database = JsFuture::from(opened).await;
    if database.is_err() {
        forget_opened();
    }
    Ok(database?.unchecked_into())
}

fn forget_opened() {
    OPENED.with_borrow_mut(|opened| *opened = None);
}

fn open() -> Promise {
    let begun = || -> Result<IdbOpenDbRequest, JsValue> {
        let factory: Option<IdbFactory> = window().indexed_db()?;
        factory.ok_or(JsValue::UNDEFINED)?.open_with_u32(NAME, VERSION)
    };
    let request = match begun() {
        Ok(request) => request,
        Err(error) => return Promise::reject(&error),
    };
    let upgrade = Closure::once_into_js(move |event: Event| {
        let request: Option<IdbRequest> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(database) = request.and_then(|request| request.result().ok()) else { return };
        let database: IdbDatabase = database.unchecked_into();
        let there = database.object_store_names();
        for store in STORES.into_iter().filter(|store| !there.contains(store)) {
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let promise = settled(&request);
    // Another tab with a newer client makes room for its stores; this one opens the database anew.
    let close = Closure::once(|database: JsValue| {
        let database: IdbDatabase = database.unchecked_into();
        let leave = {
            let database = database.clone();
            Closure::<dyn Fn()>::new(move || {
                database.close();
                forget_opened();
            })
        };
        let leave: Function = leave.into_js_value().unchecked_into();
        database.set_onversionchange(Some(&leave));
        database.set_onclose(Some(&leave));
    });
    let _ = promise.then(&close);
    close.forget();
    promise
}

async fn asked(request: &IdbRequest) -> Result<JsValue, JsValue> {
    JsFuture::from(settled(request)).await
}

/// Ends with the request: its result, or why it failed.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let of = request.clone();
        let good = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::NULL, &of.result().unwrap_or_default());
        });
        let of = request.clone();
        let bad = Closure::once_into_js(move || {
            let error = of.error().ok().flatten().map(JsValue::from).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onsuccess(Some(good.unchecked_ref()));
        request.set_onerror(Some(bad.unchecked_ref()));
    })
}

/// Ends once all of a transaction is on disk, or none of it.
async fn done(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let ended = Promise::new(&mut |resolve: Function, reject: Function| {
        let of = transaction.clone();
        let aborted = Closure::once_into_js(move || {
            let error = of.error().map(JsValue::from).unwrap_or_default();
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(aborted.unchecked_ref()));
    });
    JsFuture::from(ended).await.map(drop)
}
