//! One event stream for all tabs of a browser. The tab that holds a lock listens to the server and passes on what it
//! hears; when it closes, the lock falls to another, which goes on from the last cursor. Where the browser has no
//! locks (they need https or this machine itself), each tab listens for itself.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use gloo_timers::callback::Interval;
use js_sys::{Function, Promise};
use leptos::{
    prelude::{document, set_timeout},
    task::spawn_local,
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

use crate::locks;

/// How often a tab that is looked at asks whether the listening one is still awake, in milliseconds.
const ASK: u32 = 10_000;
/// How long that one may take to answer. Some systems put tabs to sleep without taking their locks.
const ANSWER: Duration = Duration::from_secs(5);
/// A stream that the server refused is tried again after this time.
const RETRY: Duration = Duration::from_secs(3);

// What tabs say to each other: one of these, the cursor before and after, and the rest, on a line each.
/// Somebody asks for the state.
const ASKED: &str = "ask";
/// Somebody wants a new connection.
const AGAIN: &str = "again";
/// The state: `live` or `lost`.
pub(super) const STATE: &str = "state";
/// A change, as JSON. The stream's own name for it.
pub(super) const CHANGE: &str = "change";
/// Everything is to be read afresh. The stream's own name for it.
pub(super) const RESYNC: &str = "resync";
/// The stream has begun without a cursor. Its own name for it.
const START: &str = "start";

pub(super) const IS_LIVE: &str = "live";
pub(super) const IS_LOST: &str = "lost";

/// Called with what came over the line.
type Hear = Box<dyn Fn(&str, &str)>;

/// This tab's end of the line.
pub(super) struct Line {
    name: String,
    channel: Option<BroadcastChannel>,
    /// What has been heard up to here; empty where it is not known.
    cursor: RefCell<String>,
    /// Takes what is heard: its kind and the rest.
    hear: Hear,
    stream: RefCell<Option<EventSource>>,
    leads: Cell<bool>,
    state: Cell<&'static str>,
    answered: Cell<bool>,
    closed: Cell<bool>,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
    asking: RefCell<Option<Interval>>,
}

impl Line {
    /// Opens the line. Tabs of one name share a stream; it goes on from the cursor, where there is one.
    pub(super) fn open(name: String, cursor: String, hear: Hear) -> Rc<Self> {
        let channel = locks::locks().and_then(|_| BroadcastChannel::new(&name).ok());
        let line = Rc::new(Self {
            name,
            channel,
            cursor: RefCell::new(cursor),
            hear,
            stream: RefCell::new(None),
            leads: Cell::new(false),
            state: Cell::new(IS_LOST),
            answered: Cell::new(false),
            closed: Cell::new(false),
            release: RefCell::new(None),
            asking: RefCell::new(None),
        });
        let Some(channel) = &line.channel else {
            line.lead();
            return line;
        };
        let listener = listener(&line, |line, message| line.told(&text(&message)));
        channel.set_onmessage(Some(&listener));
        line.clone().apply(false);
        line.clone().ask();
        let asker = line.clone();
        let asking = Interval::new(ASK, move || {
            if !document().hidden() {
                asker.clone().ask();
            }
        });
        *line.asking.borrow_mut() = Some(asking);
        line
    }

    /// Connects anew, whichever tab listens.
    pub(super) fn again(self: &Rc<Self>) {
        if self.leads.get() {
            self.connect();
        } else {
            self.say(AGAIN, "", "", "");
        }
    }

    /// The network is there again.
    pub(super) fn back(self: &Rc<Self>) {
        if self.leads.get() {
            self.connect();
        } else {
            self.clone().ask();
        }
    }

    /// Asks the listening tab for its state, and takes its place if it sleeps.
    pub(super) fn ask(self: Rc<Self>) {
        if self.leads.get() || self.closed.get() {
            return;
        }
        self.answered.set(false);
        self.say(ASKED, "", "", "");
        let late = move || {
            if !self.answered.get() && !self.leads.get() && !self.closed.get() {
                self.apply(true);
            }
        };
        set_timeout(late, ANSWER);
    }

    /// Ends this tab's part; another goes on.
    pub(super) fn close(&self) {
        self.closed.set(true);
        self.hang_up();
        self.asking.take();
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    /// Waits for the lock, or takes it from a tab that sleeps.
    fn apply(self: Rc<Self>, steal: bool) {
        let line = self.clone();
        let held = Closure::once_into_js(move || -> JsValue {
            if line.closed.get() {
                return JsValue::UNDEFINED;
            }
            line.lead();
            // The lock is held until this is settled.
            let mut keep = |release: Function, _: Function| {
                line.release.replace(Some(release));
            };
            Promise::new(&mut keep).into()
        });
        let request = locks::request(&self.name, &[("steal", steal.into())], &held);
        spawn_local(async move {
            let ended = match request {
                Some(request) => JsFuture::from(request).await,
                None => Err(JsValue::UNDEFINED),
            };
            if ended.is_ok() || self.closed.get() {
                return;
            }
            if self.leads.replace(false) {
                // Another tab thought that this one sleeps.
                self.hang_up();
                self.apply(false);
            } else {
                self.lead();
            }
        });
    }

    fn lead(self: &Rc<Self>) {
        if !self.leads.replace(true) {
            self.connect();
        }
    }

    fn hang_up(&self) {
        if let Some(stream) = self.stream.take() {
            stream.close();
        }
    }

    fn connect(self: &Rc<Self>) {
        self.hang_up();
        let cursor = self.cursor.borrow().clone();
        let since = if cursor.is_empty() { cursor } else { format!("?since={cursor}") };
        let Ok(stream) = EventSource::new(&format!("/api/v1/live{since}")) else { return };
        let heard = listener(self, |line, message| {
            let kind = message.type_();
            let kind = match kind.as_str() {
                "open" => return line.pass(STATE, None, IS_LIVE),
                "error" => return line.failed(),
                // What was read before the stream began may be older than it.
                START => RESYNC,
                kind => kind,
            };
            line.pass(kind, Some(message.last_event_id()), &text(&message));
        });
        for kind in ["open", "error", START, CHANGE, RESYNC] {
            let _ = stream.add_event_listener_with_callback(kind, &heard);
        }
        *self.stream.borrow_mut() = Some(stream);
    }

    /// The browser tries again by itself, unless the server refused.
    fn failed(self: &Rc<Self>) {
        self.pass(STATE, None, IS_LOST);
        let refused = |stream: &EventSource| stream.ready_state() == EventSource::CLOSED;
        if self.stream.borrow().as_ref().is_some_and(refused) {
            let line = self.clone();
            set_timeout(
                move || {
                    if line.stream.borrow().as_ref().is_some_and(refused) {
                        line.connect();
                    }
                },
                RETRY,
            );
        }
    }

    /// Tells this tab and all others.
    fn pass(&self, kind: &str, cursor: Option<String>, rest: &str) {
        if kind == STATE {
            self.state.set(if rest == IS_LIVE { IS_LIVE } else { IS_LOST });
        }
        let before = self.cursor.borrow().clone();
        let after = cursor.unwrap_or_else(|| before.clone());
        self.say(kind, &before, &after, rest);
        *self.cursor.borrow_mut() = after;
        (self.hear)(kind, rest);
    }

    fn say(&self, kind: &str, before: &str, after: &str, rest: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&format!("{kind}\n{before}\n{after}\n{rest}").into());
        }
    }

    /// Another tab has said something.
    fn told(self: &Rc<Self>, said: &str) {
        let mut lines = said.splitn(4, '\n');
        let mut line = || lines.next().unwrap_or_default();
        let (kind, before, after, rest) = (line(), line(), line(), line());
        match (kind, self.leads.get()) {
            (ASKED, true) => self.pass(STATE, None, self.state.get()),
            (AGAIN, true) => self.connect(),
            (ASKED | AGAIN, false) | (_, true) => {}
            (kind, false) => {
                self.answered.set(true);
                // Something was said while this tab slept, or before it was there.
                let missed = *self.cursor.borrow() != before && kind != RESYNC;
                *self.cursor.borrow_mut() = after.to_owned();
                if missed {
                    (self.hear)(RESYNC, "");
                }
                (self.hear)(kind, rest);
            }
        }
    }
}

fn text(message: &MessageEvent) -> String {
    message.data().as_string().unwrap_or_default()
}

/// A listener of messages, there as long as the page is.
fn listener(line: &Rc<Line>, hear: fn(&Rc<Line>, MessageEvent)) -> Function {
    let line = Rc::downgrade(line);
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |message| {
        if let Some(line) = line.upgrade().filter(|line| !line.closed.get()) {
            hear(&line, message);
        }
    });
    listener.into_js_value().unchecked_into()
}
