//! What happens meanwhile: one event stream, kept by one store, telling lists and cards what to read again.

use std::{rc::Rc, time::Duration};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::kit::effect;
use records::{
    Uuid,
    changes::{Change, Entity},
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent};

/// How long a changed record counts as fresh, in milliseconds.
const FRESH: f64 = 5_000.0;
/// Changes of one moment are told together.
const GATHER: u32 = 100;

/// Whether changes come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connection {
    Connecting,
    Live,
    Lost,
}

/// The store of the event stream.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    connection: RwSignal<Connection>,
    /// Raised to connect anew.
    attempt: RwSignal<u32>,
    watchers: StoredValue<Vec<Watcher>, LocalStorage>,
    /// When records were last told of, in milliseconds.
    told: StoredValue<Vec<(Uuid, f64)>>,
}

struct Watcher {
    wants: Rc<dyn Fn(&Change) -> bool>,
    version: RwSignal<u32>,
}

impl Live {
    /// Opens the stream for as long as the caller lives, and provides the store as context.
    pub(crate) fn provide() -> Self {
        let live = Self {
            connection: RwSignal::new(Connection::Connecting),
            attempt: RwSignal::new(0),
            watchers: StoredValue::new_local(Vec::new()),
            told: StoredValue::new(Vec::new()),
        };
        effect(move || {
            live.attempt.track();
            live.connect();
        });
        let lost = window_event_listener_untyped("offline", move |_| live.connection.set(Connection::Lost));
        let back = window_event_listener_untyped("online", move |_| live.again());
        on_cleanup(move || {
            lost.remove();
            back.remove();
        });
        provide_context(live);
        live
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether changes come in, tracked.
    pub(crate) fn connection(self) -> Connection {
        self.connection.get()
    }

    /// A number that rises whenever a wanted change was told, for as long as the caller lives.
    pub(crate) fn watch(self, wants: impl Fn(&Change) -> bool + 'static) -> Signal<u32> {
        let version = RwSignal::new(0);
        self.watchers.update_value(|watchers| watchers.push(Watcher { wants: Rc::new(wants), version }));
        on_cleanup(move || {
            self.watchers.try_update_value(|watchers| watchers.retain(|watcher| watcher.version != version));
        });
        version.into()
    }

    /// As `watch`, for all records of some kinds.
    pub(crate) fn watch_all(self, entities: &'static [Entity]) -> Signal<u32> {
        self.watch(move |change| entities.contains(&change.entity))
    }

    /// Whether the record was told of a moment ago, after `since` (when its list was shown, in milliseconds).
    pub(crate) fn is_fresh(self, id: Uuid, since: f64) -> bool {
        let told =
            self.told.with_value(|told| told.iter().rev().find(|(told, _)| *told == id).map(|(_, at)| *at));
        told.is_some_and(|at| at > since && js_sys::Date::now() - at < FRESH)
    }

    /// Connects anew.
    pub(crate) fn again(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// The stream lives until the effect that called runs again or is disposed of.
    fn connect(self) {
        let Ok(source) = EventSource::new("/api/v1/live") else { return };
        let was_lost = StoredValue::new(self.attempt.get_untracked() > 0);
        let opened = Closure::<dyn Fn()>::new(move || {
            self.connection.set(Connection::Live);
            // What was told meanwhile may be too old to be resumed.
            if was_lost.try_get_value() == Some(true) {
                was_lost.set_value(false);
                self.tell_all();
            }
        });
        let failing = source.clone();
        let failed = Closure::<dyn Fn()>::new(move || {
            self.connection.try_set(Connection::Lost);
            was_lost.try_set_value(true);
            // The browser tries again by itself unless the server refused.
            if failing.ready_state() == EventSource::CLOSED {
                set_timeout(
                    move || {
                        self.attempt.try_update(|attempt| *attempt += 1);
                    },
                    Duration::from_secs(3),
                );
            }
        });
        let waiting = StoredValue::new_local(Vec::<Change>::new());
        let changed = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let text = message.data().as_string().unwrap_or_default();
            if let Ok(change) = serde_json::from_str::<Change>(&text) {
                let first = waiting.with_value(Vec::is_empty);
                waiting.update_value(|waiting| waiting.push(change));
                if first {
                    let tell = move || {
                        let changes = waiting.try_update_value(std::mem::take);
                        self.tell(&changes.unwrap_or_default());
                    };
                    Timeout::new(GATHER, tell).forget();
                }
            }
        });
        let resync = Closure::<dyn Fn()>::new(move || self.tell_all());
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let listen = |name, listener: &wasm_bindgen::JsValue| {
            let _ = source.add_event_listener_with_callback(name, listener.unchecked_ref());
        };
        listen("change", changed.as_ref());
        listen("resync", resync.as_ref());
        // The listeners live as long as the stream.
        let open = StoredValue::new_local(Some((source, opened, failed, changed, resync)));
        on_cleanup(move || {
            if let Some(Some((source, ..))) = open.try_update_value(Option::take) {
                source.close();
                source.set_onopen(None);
                source.set_onerror(None);
            }
        });
    }

    fn tell(self, changes: &[Change]) {
        let now = js_sys::Date::now();
        self.told.update_value(|told| {
            told.retain(|(_, at)| now - *at < FRESH);
            told.extend(changes.iter().map(|change| (change.id, now)));
        });
        let wanted = |watcher: &&Watcher| changes.iter().any(|change| (watcher.wants)(change));
        let versions: Vec<_> = self
            .watchers
            .with_value(|watchers| watchers.iter().filter(wanted).map(|watcher| watcher.version).collect());
        for version in versions {
            version.try_update(|version| *version += 1);
        }
    }

    fn tell_all(self) {
        let versions: Vec<_> =
            self.watchers.with_value(|watchers| watchers.iter().map(|watcher| watcher.version).collect());
        for version in versions {
            version.try_update(|version| *version += 1);
        }
    }
}
