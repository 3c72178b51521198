//! What happens meanwhile: one event stream, kept by one store, telling lists and cards what to read again.

mod line;

use std::{rc::Rc, time::Duration};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use records::{
    Uuid,
    changes::{Change, Entity},
};

use crate::{access::Session, kit::effect};
use line::{CHANGE, IS_LIVE, Line, STATE};

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
    line: StoredValue<Option<Rc<Line>>, LocalStorage>,
    /// Changes that are told in a moment.
    waiting: StoredValue<Vec<Change>>,
    watchers: StoredValue<Vec<Watcher>, LocalStorage>,
    /// When records were last told of, in milliseconds.
    told: StoredValue<Vec<(Uuid, f64)>>,
}

struct Watcher {
    wants: Box<dyn Fn(&Change) -> bool>,
    version: RwSignal<u32>,
    /// Wants what was told only, and not that anything may have changed.
    told_only: bool,
}

impl Live {
    /// Opens the line for as long as the caller lives, and provides the store as context.
    pub(crate) fn provide(session: Session) -> Self {
        let live = Self {
            connection: RwSignal::new(Connection::Connecting),
            line: StoredValue::new_local(None),
            waiting: StoredValue::new(Vec::new()),
            watchers: StoredValue::new_local(Vec::new()),
            told: StoredValue::new(Vec::new()),
        };
        // People who use one browser in turn share nothing.
        let person = session.user().map(|user| user.id).unwrap_or_default();
        let cursor = session.cursor().unwrap_or_default();
        let hear = Box::new(move |kind: &str, rest: &str| {
            let before = live.connection.try_get_untracked();
            live.hear(kind, rest);
            if before == Some(Connection::Live)
                && live.connection.try_get_untracked() == Some(Connection::Lost)
            {
                session.look();
            }
        });
        let line = Line::open(format!("kronika.live.{person}"), cursor, hear);
        let (asked, ended) = (line.clone(), line.clone());
        live.line.set_value(Some(line));
        let lost = window_event_listener_untyped("offline", move |_| live.connection.set(Connection::Lost));
        let back = window_event_listener_untyped("online", move |_| asked.back());
        let ended = StoredValue::new_local(ended);
        on_cleanup(move || {
            ended.with_value(|line| line.close());
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
        self.follow(wants, false)
    }

    fn follow(self, wants: impl Fn(&Change) -> bool + 'static, told_only: bool) -> Signal<u32> {
        let version = RwSignal::new(0);
        let watcher = Watcher { wants: Box::new(wants), version, told_only };
        self.watchers.update_value(|watchers| watchers.push(watcher));
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

    /// True for a moment whenever a wanted change was told, for as long as the caller lives.
    pub(crate) fn lit(self, wants: impl Fn(&Change) -> bool + 'static) -> Signal<bool> {
        let (version, lit) = (self.follow(wants, true), RwSignal::new(false));
        effect(move || {
            if version.get() > 0 {
                lit.set(true);
                let ending = set_timeout_with_handle(
                    move || {
                        lit.try_set(false);
                    },
                    Duration::from_millis(FRESH as u64),
                );
                on_cleanup(move || {
                    if let Ok(ending) = ending {
                        ending.clear();
                    }
                });
            }
        });
        lit.into()
    }

    /// Lights records up that are shown only now.
    pub(crate) fn light(self, ids: &[Uuid]) {
        let now = js_sys::Date::now();
        self.told.update_value(|told| {
            told.retain(|(_, at)| now - *at < FRESH);
            told.extend(ids.iter().map(|id| (*id, now)));
        });
    }

    /// Connects anew.
    pub(crate) fn again(self) {
        self.line.with_value(|line| {
            if let Some(line) = line {
                line.again();
            }
        });
    }

    /// What comes over the line. Changes of one moment are told together.
    fn hear(self, kind: &str, rest: &str) {
        match kind {
            STATE => {
                let state = if rest == IS_LIVE { Connection::Live } else { Connection::Lost };
                let before = self.connection.try_get_untracked();
                self.connection.try_set(state);
                // What is shown may have been read in vain meanwhile. First comes what the line has kept.
                if before == Some(Connection::Lost) && state == Connection::Live {
                    Timeout::new(5 * GATHER, move || self.tell_all()).forget();
                }
            }
            CHANGE => {
                let Ok(change) = serde_json::from_str::<Change>(rest) else { return };
                let first = self.waiting.with_value(Vec::is_empty);
                self.waiting.update_value(|waiting| waiting.push(change));
                if first {
                    let tell = move || {
                        let changes = self.waiting.try_update_value(std::mem::take);
                        self.tell(&changes.unwrap_or_default());
                    };
                    Timeout::new(GATHER, tell).forget();
                }
            }
            _ => self.tell_all(),
        }
    }

    fn tell(self, changes: &[Change]) {
        self.light(&changes.iter().map(|change| change.id).collect::<Vec<_>>());
        self.raise(&|watcher| changes.iter().any(|change| (watcher.wants)(change)));
    }

    fn tell_all(self) {
        self.raise(&|watcher| !watcher.told_only);
    }

    fn raise(self, wanted: &dyn Fn(&Watcher) -> bool) {
        let versions: Vec<_> = self.watchers.with_value(|watchers| {
            watchers.iter().filter(|watcher| wanted(watcher)).map(|watcher| watcher.version).collect()
        });
        for version in versions {
            version.try_update(|version| *version += 1);
        }
    }
}
