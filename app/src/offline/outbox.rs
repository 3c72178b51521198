//! The outbox: commands wait here until the server has accepted them. Whatever can be queued goes this way, with and
//! without network, so that there is one path.
//!
//! It belongs to its person: others who use the device neither see nor send what is in it. One tab sends at a time.

use js_sys::{Array, Function, Promise};
use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Uuid};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{
    db::{self, Write},
    files,
    item::{Item, Noun},
    storage,
};
use crate::{
    access::Session,
    i18n::I18n,
    kit::{Toasts, effect},
    live::Live,
    locks, rest,
};

/// Pages wait so long for the server before they let the outbox wait instead, in milliseconds.
const PROMPT: u32 = 1_600;

/// What the server said of a command: its answer, where this tab has heard it, or why it was refused.
pub(super) type Outcome = Result<Option<String>, AppError>;

/// The lock that is held while a command is on its way: it is neither changed nor taken out meanwhile.
pub(super) fn on_its_way(id: Uuid) -> String {
    format!("kronika.sending.{id}")
}

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
    pub(super) person: Uuid,
    pub(super) session: Session,
    pub(super) items: RwSignal<Vec<Item>>,
    /// Counts what this tab itself has changed in them: what was read meanwhile is older.
    pub(super) edits: StoredValue<u32>,
    /// The item on its way, with the bytes of its files that have arrived, and of all.
    pub(super) sending: RwSignal<Option<(Uuid, u64, u64)>>,
    /// When items may be tried again, in milliseconds.
    pub(super) pauses: StoredValue<Vec<(Uuid, f64)>>,
    /// Pages that wait for an outcome.
    pub(super) waiting: StoredValue<Vec<(Uuid, Function)>, LocalStorage>,
    pub(super) outcomes: StoredValue<Vec<(Uuid, Outcome)>>,
    pub(super) running: StoredValue<bool>,
    /// Begins the next round, once a pause is over.
    pub(super) next: StoredValue<Option<TimeoutHandle>>,
    pub(super) again: StoredValue<bool>,
    pub(super) channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// Rises whenever something was accepted.
    pub(super) accepted: RwSignal<u32>,
    /// Why commands that were taken back had been refused.
    pub(super) refusals: StoredValue<Vec<(Uuid, AppError)>>,
    /// The database has been read.
    pub(super) there: RwSignal<bool>,
    /// Items that the server has, as the live stream tells, though its answer was not heard.
    pub(super) arrived: RwSignal<Vec<Uuid>>,
    /// How many were accepted in this round that no page waited for.
    pub(super) sent_quietly: StoredValue<u64>,
    pub(super) toasts: Toasts,
    pub(super) i18n: I18n,
}

impl Outbox {
    /// Opens a person's outbox for as long as the caller lives, and provides it as context.
    pub(crate) fn provide(person: Uuid) -> Self {
        let outbox = Self {
            person,
            session: Session::get(),
            items: RwSignal::new(Vec::new()),
            edits: StoredValue::new(0),
            sending: RwSignal::new(None),
            pauses: StoredValue::new(Vec::new()),
            waiting: StoredValue::new_local(Vec::new()),
            outcomes: StoredValue::new(Vec::new()),
            running: StoredValue::new(false),
            next: StoredValue::new(None),
            again: StoredValue::new(false),
            channel: StoredValue::new_local(BroadcastChannel::new(&format!("kronika.outbox.{person}")).ok()),
            accepted: RwSignal::new(0),
            refusals: StoredValue::new(Vec::new()),
            there: RwSignal::new(false),
            arrived: RwSignal::new(Vec::new()),
            sent_quietly: StoredValue::new(0),
            toasts: Toasts::get(),
            i18n: I18n::get(),
        };
        provide_context(outbox);
        outbox.listen();
        outbox.notice_arrivals();
        spawn_local(async move {
            drop(outbox.read().await);
            files::sweep().await;
        });
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

    /// What waits, oldest first, tracked.
    pub(crate) fn items(self) -> Vec<Item> {
        self.items.get()
    }

    /// Whether the server has it already, tracked.
    pub(crate) fn has_arrived(self, id: Uuid) -> bool {
        self.arrived.with(|arrived| arrived.contains(&id))
    }

    /// How many wait, and how many of them for a person, tracked.
    pub(crate) fn counts(self) -> (usize, usize) {
        self.items.with(|items| (items.len(), items.iter().filter(|item| item.refused.is_some()).count()))
    }

    /// The item on its way, tracked: the bytes of its files that have arrived, and of all.
    pub(crate) fn sending(self, id: Uuid) -> Option<(u64, u64)> {
        self.sending.get().filter(|(sending, ..)| *sending == id).map(|(_, sent, whole)| (sent, whole))
    }

    /// One of them, once the database has been read, tracked.
    pub(crate) fn item(self, id: Uuid) -> Option<Option<Item>> {
        let found = self.items.with(|items| items.iter().find(|item| item.id == id).cloned());
        self.there.get().then_some(found)
    }

    /// Why a command had been refused that is being changed now; told once.
    pub(crate) fn refusal(self, id: Uuid) -> Option<AppError> {
        let refusal = self.refusals.try_update_value(|refusals| {
            let at = refusals.iter().position(|(other, _)| *other == id)?;
            Some(refusals.swap_remove(at).1)
        });
        refusal.flatten()
    }

    /// A number that rises whenever something was accepted.
    pub(crate) fn accepted(self) -> Signal<u32> {
        self.accepted.into()
    }

    /// Queues a command in the place of a draft, and waits a moment for the server.
    ///
    /// Errors: `Storage` where it cannot be kept, and what the server refuses at once: then a new command is in the outbox
    /// no more, and the draft is again. A command that was corrected stays there. `Unavailable` while it is being sent as
    /// it was.
    pub(crate) async fn send(self, mut item: Item, draft: Option<&str>) -> Result<Sent, AppError> {
        let id = item.id;
        // What is there counts, not what this tab has heard of.
        drop(self.read().await);
        // A command waits for those that make what it names.
        item.needs = self.items.with_untracked(|items| {
            let named = |other: &&Item| {
                other.id != id && !other.is_known() && item.command.contains(&other.id.to_string())
            };
            items.iter().filter(named).map(|other| other.id).collect()
        });
        let text = rest::write(&item)?;
        let (key, draft_text) = (item.key(self.person), item.draft.clone());
        // What was refused before is replaced.
        let old = self.items.with_untracked(|items| {
            items.iter().find(|other| other.id == id).map(|other| other.key(self.person))
        });
        let is_correction = old.is_some();
        let mut changes = vec![Write::Put(db::OUTBOX, &key, text.into())];
        changes.extend(old.as_ref().filter(|old| **old != key).map(|old| Write::Remove(db::OUTBOX, old)));
        changes.extend(draft.map(|draft| Write::Remove(db::DRAFTS, draft)));
        locks::if_free(&on_its_way(id), db::write(&changes)).await.unwrap_or(Err(AppError::Unavailable))?;
        self.edit(|items| {
            items.retain(|other| other.id != id);
            items.push(item);
        });
        self.tell();
        storage::ask_to_stay();
        let heard = Promise::new(&mut |resolve: Function, _: Function| {
            self.waiting.update_value(|waiting| waiting.push((id, resolve)));
        });
        self.run();
        // Without a network nothing is to be waited for.
        let prompt = if window().navigator().on_line() { PROMPT } else { 0 };
        let _ = JsFuture::from(Promise::race(&Array::of2(&heard, &rest::after(prompt)))).await;
        self.waiting.update_value(|waiting| waiting.retain(|(other, _)| *other != id));
        let outcome = self.outcomes.try_update_value(|outcomes| {
            let at = outcomes.iter().position(|(other, _)| *other == id)?;
            Some(outcomes.swap_remove(at).1)
        });
        match outcome.flatten() {
            None => Ok(Sent::Waiting),
            Some(Ok(answer)) => Ok(Sent::Accepted(answer)),
            Some(Err(error)) if is_correction => Err(error),
            Some(Err(error)) => {
                let mut changes = vec![Write::Remove(db::OUTBOX, &key)];
                if let (Some(draft), Some(text)) = (draft, draft_text) {
                    changes.push(Write::Put(db::DRAFTS, draft, text.into()));
                }
                db::write(&changes).await?;
                self.edit(|items| items.retain(|item| item.id != id));
                self.tell();
                Err(error)
            }
        }
    }

    /// Takes a command out again, to be changed: what was typed becomes a draft under that key.
    ///
    /// Errors: `Storage`, and `Unavailable` while it is being sent.
    pub(crate) async fn take_back(self, item: &Item, draft: &str) -> Result<(), AppError> {
        let key = item.key(self.person);
        let mut changes = vec![Write::Remove(db::OUTBOX, &key)];
        if let Some(text) = &item.draft {
            changes.push(Write::Put(db::DRAFTS, draft, text.into()));
        }
        self.take_out(item, &changes).await?;
        if let Some(error) = item.refused.clone() {
            self.refusals.update_value(|refusals| refusals.push((item.id, error)));
        }
        Ok(())
    }

    /// Throws a command away, with its files.
    ///
    /// Errors: as of `take_back`.
    pub(crate) async fn delete(self, item: Item) -> Result<(), AppError> {
        let company = format!("{}/{}", self.person, item.id);
        let key = item.key(self.person);
        let mut changes = vec![Write::Remove(db::OUTBOX, &key)];
        if item.noun == Noun::Company {
            // It could be chosen since.
            changes.push(Write::Remove(db::COMPANIES, &company));
        }
        self.take_out(&item, &changes).await?;
        self.forget(&item).await;
        Ok(())
    }

    async fn take_out(self, item: &Item, changes: &[Write<'_>]) -> Result<(), AppError> {
        let key = item.key(self.person);
        locks::if_free(&on_its_way(item.id), async {
            if db::get(db::OUTBOX, &key).await.is_none() {
                // It has arrived, or another tab has taken it.
                drop(self.read().await);
                return Err(AppError::NotFound);
            }
            db::write(changes).await
        })
        .await
        .unwrap_or(Err(AppError::Unavailable))?;
        self.edit(|items| items.retain(|other| other.id != item.id));
        self.tell();
        Ok(())
    }

    /// Tries one again now.
    pub(crate) fn retry(self, item: &Item) {
        let id = item.id;
        self.pauses.update_value(|pauses| pauses.retain(|(other, _)| *other != id));
        let key = item.key(self.person);
        spawn_local(async move {
            let again = async {
                // As it is now, if it is still there.
                let text = db::get(db::OUTBOX, &key).await?;
                let item = serde_json::from_str(&text).ok()?;
                self.put(Item { refused: None, tries: 0, ..item }).await;
                Some(())
            };
            // What is on its way need not be tried anew.
            let _ = locks::if_free(&on_its_way(id), again).await;
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

    /// What the live stream tells of is not shown as waiting any more; the answer to another try takes it out.
    fn notice_arrivals(self) {
        let live = Live::get();
        let told = live.watch(move |change| {
            self.items.with_untracked(|items| items.iter().any(|item| item.id == change.id))
        });
        effect(move || {
            if told.get() == 0 {
                return;
            }
            let fresh = |item: &&Item| live.is_fresh(item.id, item.queued_at.0 as f64 / 1000.0);
            let ids =
                self.items.with_untracked(|items| items.iter().filter(fresh).map(|item| item.id).collect());
            self.arrived.set(ids);
        });
    }

    /// Changes what waits, as the database has been changed.
    pub(super) fn edit(self, change: impl FnOnce(&mut Vec<Item>)) {
        self.edits.try_update_value(|edits| *edits += 1);
        self.items.try_update(change);
    }

    /// Other tabs read it again.
    pub(super) fn tell(self) {
        self.channel.try_with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&JsValue::NULL);
            }
        });
    }

    /// Reads what is in the database. `None` where it cannot be read, or once the person has left.
    pub(super) async fn read(self) -> Option<Vec<Item>> {
        let items: Vec<Item> = loop {
            let edits = self.edits.try_get_value()?;
            // What cannot be read is not gone: what was known stays.
            let texts = db::under(db::OUTBOX, &format!("{}/", self.person)).await.ok()?;
            if self.edits.try_get_value()? == edits {
                break texts.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
            }
        };
        let before = self.items.try_get_untracked()?;
        if before != items {
            self.items.try_set(items.clone());
        }
        if self.there.try_get_untracked() == Some(false) {
            self.there.set(true);
        }
        // Another tab may have sent what a page of this one waits for.
        for id in self.waiting.try_with_value(|all| all.iter().map(|(id, _)| *id).collect::<Vec<_>>())? {
            match items.iter().find(|item| item.id == id) {
                None => drop(self.settle(id, Ok(None))),
                Some(Item { refused: Some(error), .. }) => drop(self.settle(id, Err(error.clone()))),
                Some(_) => {}
            }
        }
        Some(items)
    }
}
