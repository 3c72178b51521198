//! The outbox: commands wait here until the server has accepted them. Whatever can be queued goes this way, with and
//! without network, so that there is one path.
//!
//! It belongs to its person: others who use the device neither see nor send what is in it. One tab sends at a time.

use std::time::Duration;

use js_sys::{Array, Function, Promise};
use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Uuid};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{
    db::{self, Write},
    files,
    item::{Item, Verdict, verdict},
    storage, upload,
};
use crate::{
    access::Session,
    locks,
    rest::{self, Request},
};

/// Pages wait so long for the server before they let the outbox wait instead, in milliseconds.
const PROMPT: u32 = 1_600;
/// How long an answer to a command may take, in milliseconds.
const PATIENCE: u32 = 60_000;
/// The first pause after a try that failed; each later one is twice as long, up to the longest. In milliseconds.
const PAUSE: f64 = 2_000.0;
const LONGEST: f64 = 300_000.0;

/// What became of a command within the time a page waits.
pub(crate) enum Sent {
    /// The server has it; its answer, where this tab has heard it.
    Accepted(Option<String>),
    /// It waits in the outbox.
    Waiting,
}

/// The outbox of a person, as one store for the whole client.
#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    person: Uuid,
    session: Session,
    items: RwSignal<Vec<Item>>,
    /// The item on its way, with the bytes of its files that have arrived, and of all.
    sending: RwSignal<Option<(Uuid, u64, u64)>>,
    /// When items may be tried again, in milliseconds.
    pauses: StoredValue<Vec<(Uuid, f64)>>,
    /// Pages that wait for an outcome.
    waiting: StoredValue<Vec<(Uuid, Function)>, LocalStorage>,
    outcomes: StoredValue<Vec<(Uuid, Result<Option<String>, AppError>)>>,
    running: StoredValue<bool>,
    /// Begins the next round, once a pause is over.
    next: StoredValue<Option<TimeoutHandle>>,
    again: StoredValue<bool>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// Rises whenever something was accepted.
    accepted: RwSignal<u32>,
}

impl Outbox {
    /// Opens a person's outbox for as long as the caller lives, and provides it as context.
    pub(crate) fn provide(person: Uuid) -> Self {
        let outbox = Self {
            person,
            session: Session::get(),
            items: RwSignal::new(Vec::new()),
            sending: RwSignal::new(None),
            pauses: StoredValue::new(Vec::new()),
            waiting: StoredValue::new_local(Vec::new()),
            outcomes: StoredValue::new(Vec::new()),
            running: StoredValue::new(false),
            next: StoredValue::new(None),
            again: StoredValue::new(false),
            channel: StoredValue::new_local(BroadcastChannel::new(&format!("kronika.outbox.{person}")).ok()),
            accepted: RwSignal::new(0),
        };
        provide_context(outbox);
        outbox.listen();
        // Whoever signs in again sends what has waited for it.
        Effect::new(move |_: Option<()>| {
            outbox.session.version();
            outbox.retry_all();
        });
        outbox
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// From the context, where there is one.
    pub(crate) fn try_get() -> Option<Self> {
        use_context()
    }

    /// What waits, oldest first, tracked.
    pub(crate) fn items(self) -> Vec<Item> {
        self.items.get()
    }

    /// How many wait, and how many of them for a person, tracked.
    pub(crate) fn counts(self) -> (usize, usize) {
        self.items.with(|items| (items.len(), items.iter().filter(|item| item.refused.is_some()).count()))
    }

    /// The item on its way, tracked: the bytes of its files that have arrived, and of all.
    pub(crate) fn sending(self, id: Uuid) -> Option<(u64, u64)> {
        self.sending.get().filter(|(sending, ..)| *sending == id).map(|(_, sent, whole)| (sent, whole))
    }

    /// A number that rises whenever something was accepted.
    pub(crate) fn accepted(self) -> Signal<u32> {
        self.accepted.into()
    }

    /// Queues a command in the place of a draft, and waits a moment for the server.
    ///
    /// Errors: `Storage` where it cannot be kept, and what the server refuses at once: then the command is in the outbox
    /// no more, and the draft is again.
    pub(crate) async fn send(self, mut item: Item, draft: Option<&str>) -> Result<Sent, AppError> {
        let id = item.id;
        // A command waits for those that make what it names.
        item.needs = self.items.with_untracked(|items| {
            let named = |other: &&Item| other.id != id && item.command.contains(&other.id.to_string());
            items.iter().filter(named).map(|other| other.id).collect()
        });
        let text = rest::write(&item)?;
        let (key, draft_text) = (item.key(self.person), item.draft.clone());
        let mut changes = vec![Write::Put(db::OUTBOX, &key, text.into())];
        changes.extend(draft.map(|draft| Write::Remove(db::DRAFTS, draft)));
        db::write(&changes).await?;
        self.items.update(|items| items.push(item));
        self.tell();
        storage::ask_to_stay();
        let heard = Promise::new(&mut |resolve: Function, _: Function| {
            self.waiting.update_value(|waiting| waiting.push((id, resolve)));
        });
        self.run();
        let _ = JsFuture::from(Promise::race(&Array::of2(&heard, &rest::after(PROMPT)))).await;
        self.waiting.update_value(|waiting| waiting.retain(|(other, _)| *other != id));
        let outcome = self.outcomes.try_update_value(|outcomes| {
            let at = outcomes.iter().position(|(other, _)| *other == id)?;
            Some(outcomes.swap_remove(at).1)
        });
        match outcome.flatten() {
            None => Ok(Sent::Waiting),
            Some(Ok(answer)) => Ok(Sent::Accepted(answer)),
            Some(Err(error)) => {
                let mut changes = vec![Write::Remove(db::OUTBOX, &key)];
                if let (Some(draft), Some(text)) = (draft, draft_text) {
                    changes.push(Write::Put(db::DRAFTS, draft, text.into()));
                }
                db::write(&changes).await?;
                self.items.update(|items| items.retain(|item| item.id != id));
                self.tell();
                Err(error)
            }
        }
    }

    /// Takes a command out again, to be changed: what was typed becomes a draft under that key.
    pub(crate) async fn take_back(self, item: &Item, draft: &str) -> Result<(), AppError> {
        let key = item.key(self.person);
        let mut changes = vec![Write::Remove(db::OUTBOX, &key)];
        if let Some(text) = &item.draft {
            changes.push(Write::Put(db::DRAFTS, draft, text.into()));
        }
        db::write(&changes).await?;
        self.items.update(|items| items.retain(|other| other.id != item.id));
        self.tell();
        Ok(())
    }

    /// Throws a command away, with its files.
    pub(crate) async fn delete(self, item: Item) -> Result<(), AppError> {
        db::write(&[Write::Remove(db::OUTBOX, &item.key(self.person))]).await?;
        self.forget(&item).await;
        self.tell();
        Ok(())
    }

    /// Tries one again now.
    pub(crate) fn retry(self, item: &Item) {
        let (id, item) = (item.id, Item { refused: None, tries: 0, ..item.clone() });
        self.pauses.update_value(|pauses| pauses.retain(|(other, _)| *other != id));
        spawn_local(async move {
            self.put(item).await;
            self.run();
        });
    }

    /// Tries all again that do not wait for a person.
    pub(crate) fn retry_all(self) {
        if self.pauses.try_update_value(Vec::clear).is_some() {
            self.run();
        }
    }

    /// Goes on whenever the network or the person is back.
    fn listen(self) {
        let online = window_event_listener_untyped("online", move |_| self.retry_all());
        let seen = move |_| {
            if !document().hidden() {
                self.retry_all();
            }
        };
        let seen = window_event_listener_untyped("visibilitychange", seen);
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |_: MessageEvent| {
            spawn_local(async move { drop(self.read().await) });
        });
        let told: Function = told.into_js_value().unchecked_into();
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.set_onmessage(Some(&told));
            }
        });
        on_cleanup(move || {
            online.remove();
            seen.remove();
            self.channel.with_value(|channel| {
                if let Some(channel) = channel {
                    channel.set_onmessage(None);
                    channel.close();
                }
            });
        });
    }

    /// Other tabs read it again.
    fn tell(self) {
        self.channel.try_with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&JsValue::NULL);
            }
        });
    }

    /// Reads what is in the database. `None` once the person has left.
    async fn read(self) -> Option<Vec<Item>> {
        let texts = db::under(db::OUTBOX, &format!("{}/", self.person)).await;
        let items: Vec<Item> =
            texts.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
        let before = self.items.try_get_untracked()?;
        if before != items {
            self.items.try_set(items.clone());
        }
        // Another tab may have sent what a page of this one waits for.
        for id in self.waiting.try_with_value(|all| all.iter().map(|(id, _)| *id).collect::<Vec<_>>())? {
            match items.iter().find(|item| item.id == id) {
                None => self.settle(id, Ok(None)),
                Some(Item { refused: Some(error), .. }) => self.settle(id, Err(error.clone())),
                Some(_) => {}
            }
        }
        Some(items)
    }

    /// A page may wait for this.
    fn settle(self, id: Uuid, outcome: Result<Option<String>, AppError>) {
        let resolve = self.waiting.try_update_value(|waiting| {
            let at = waiting.iter().position(|(other, _)| *other == id)?;
            Some(waiting.swap_remove(at).1)
        });
        if let Some(Some(resolve)) = resolve {
            self.outcomes.update_value(|outcomes| outcomes.push((id, outcome)));
            let _ = resolve.call0(&JsValue::NULL);
        }
    }

    /// Writes an item as it is now.
    async fn put(self, item: Item) {
        if let Ok(text) = rest::write(&item) {
            // What cannot be noted is tried again all the same.
            let _ = db::put(db::OUTBOX, &item.key(self.person), &text).await;
        }
        self.items.try_update(|items| {
            if let Some(old) = items.iter_mut().find(|old| old.id == item.id) {
                *old = item;
            }
        });
        self.tell();
    }

    async fn forget(self, item: &Item) {
        for file in &item.files {
            files::forget(*file).await;
        }
        self.items.try_update(|items| items.retain(|other| other.id != item.id));
    }

    /// Sends what can be sent, unless that is being done.
    fn run(self) {
        if self.running.try_get_value() != Some(false) {
            self.again.try_update_value(|again| *again = true);
            return;
        }
        self.running.set_value(true);
        let name = format!("kronika.outbox.{}", self.person);
        spawn_local(async move {
            locks::alone(&name, self.round()).await;
            self.running.try_update_value(|running| *running = false);
            if self.again.try_update_value(std::mem::take) == Some(true) {
                self.run();
            }
        });
    }

    /// Tries everything once that may be tried now, in the order it was queued.
    async fn round(self) {
        let mut tried: Vec<Uuid> = Vec::new();
        while let Some(items) = self.read().await {
            let now = js_sys::Date::now();
            let paused = |id: Uuid| {
                self.pauses.try_with_value(|all| all.iter().any(|(other, until)| *other == id && *until > now))
            };
            let ready = |item: &&Item| {
                let free = !item.needs.iter().any(|need| items.iter().any(|other| other.id == *need));
                free && item.refused.is_none() && !tried.contains(&item.id) && paused(item.id) == Some(false)
            };
            let Some(item) = items.iter().find(ready).cloned() else { break };
            tried.push(item.id);
            if !self.try_one(item).await {
                break;
            }
        }
        self.sending.try_set(None);
        let next = self.pauses.try_with_value(|all| all.iter().map(|(_, until)| *until).fold(f64::MAX, f64::min));
        if let Some(next) = next.filter(|next| *next < f64::MAX) {
            let wait = (next - js_sys::Date::now()).max(0.0) as u64 + 50;
            let timer = set_timeout_with_handle(move || self.run(), Duration::from_millis(wait)).ok();
            if let Some(Some(old)) = self.next.try_update_value(|next| std::mem::replace(next, timer)) {
                old.clear();
            }
        }
    }

    /// Sends one; false where the others need not be tried now.
    async fn try_one(self, item: Item) -> bool {
        let id = item.id;
        self.sending.try_set(Some((id, 0, 0)));
        let sent = |sent, whole| {
            self.sending.try_set(Some((id, sent, whole)));
        };
        let answer = match upload::upload(&item.files, sent).await {
            // Nobody's command goes out in the name of who signed in after them.
            Ok(()) if rest::person() == Some(self.person) => {
                let request = Request::post(item.noun.path(), item.command.clone());
                rest::send(Request { patience: PATIENCE, ..request }).await
            }
            Ok(()) => return false,
            Err(error) => Err(error),
        };
        if self.items.try_get_untracked().is_none() {
            return false;
        }
        self.pauses.update_value(|pauses| pauses.retain(|(other, _)| *other != id));
        match answer {
            Ok(text) => {
                // A crash before this sends it again, and the server says the same.
                let _ = db::write(&[Write::Remove(db::OUTBOX, &item.key(self.person))]).await;
                self.forget(&item).await;
                self.tell();
                self.settle(id, Ok(Some(text)));
                self.accepted.try_update(|accepted| *accepted += 1);
                true
            }
            Err(error) => match verdict(&error) {
                Verdict::SignIn => {
                    self.session.notice(&error);
                    false
                }
                Verdict::Later => {
                    let tries = item.tries + 1;
                    let pause = (PAUSE * f64::from(1_u32 << tries.min(10).saturating_sub(1))).min(LONGEST);
                    // Not all devices of a firm at once.
                    let until = js_sys::Date::now() + pause * (0.8 + 0.4 * js_sys::Math::random());
                    self.pauses.update_value(|pauses| pauses.push((id, until)));
                    self.put(Item { tries, ..item }).await;
                    !matches!(error, AppError::Network { .. })
                }
                Verdict::Refused => {
                    self.put(Item { refused: Some(error.clone()), ..item }).await;
                    self.settle(id, Err(error));
                    true
                }
            },
        }
    }
}
