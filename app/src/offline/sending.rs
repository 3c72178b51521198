//! Emptying the outbox: rounds in which everything is tried once that may be tried, by one tab at a time.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Json, Uuid};
use wasm_bindgen::JsValue;

use super::{
    Outbox,
    db::{self, Write},
    files,
    item::{Item, Verdict, verdict},
    outbox::{Outcome, on_its_way},
    upload,
};
use crate::{
    locks,
    rest::{self, Request},
};

/// How long an answer to a command may take, in milliseconds.
const PATIENCE: u32 = 60_000;
/// The first pause after a try that failed; each later one is twice as long, up to the longest. In milliseconds.
const PAUSE: f64 = 2_000.0;
const LONGEST: f64 = 300_000.0;

impl Outbox {
    /// A page may wait for this; whether one did.
    pub(super) fn settle(self, id: Uuid, outcome: Outcome) -> bool {
        let resolve = self.waiting.try_update_value(|waiting| {
            let at = waiting.iter().position(|(other, _)| *other == id)?;
            Some(waiting.swap_remove(at).1)
        });
        if let Some(Some(resolve)) = resolve {
            self.outcomes.update_value(|outcomes| outcomes.push((id, outcome)));
            let _ = resolve.call0(&JsValue::NULL);
            return true;
        }
        false
    }

    /// Writes an item as it is now.
    pub(super) async fn put(self, item: Item) {
        if let Ok(text) = rest::write(&item) {
            // What cannot be noted is tried again all the same.
            let _ = db::put(db::OUTBOX, &item.key(self.person), &text).await;
        }
        self.edit(|items| {
            if let Some(old) = items.iter_mut().find(|old| old.id == item.id) {
                *old = item;
            }
        });
        self.tell();
    }

    pub(super) async fn forget(self, item: &Item) {
        for file in &item.files {
            files::forget(*file).await;
        }
        self.edit(|items| items.retain(|other| other.id != item.id));
    }

    /// Sends what can be sent, unless that is being done.
    pub(super) fn run(self) {
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
        // What others put in meanwhile is told.
        let mut items = self.read().await;
        while let Some(known) = items {
            let now = js_sys::Date::now();
            let paused = |id: Uuid| {
                self.pauses
                    .try_with_value(|all| all.iter().any(|(other, until)| *other == id && *until > now))
            };
            let ready = |item: &&Item| {
                let waits = |need: &Uuid| known.iter().any(|other| other.id == *need && !other.is_known());
                let free = !item.needs.iter().any(waits);
                free && item.refused.is_none() && !tried.contains(&item.id) && paused(item.id) == Some(false)
            };
            // What has failed before does not stand in the way of the rest.
            let Some(item) = known.iter().filter(ready).min_by_key(|item| item.tries).cloned() else { break };
            tried.push(item.id);
            let mut goes_on = true;
            locks::alone(&on_its_way(item.id), async { goes_on = self.try_one(item).await }).await;
            if !goes_on {
                break;
            }
            items = self.items.try_get_untracked();
        }
        self.sending.try_set(None);
        if let Some(sent) = self.sent_quietly.try_update_value(std::mem::take).filter(|sent| *sent > 0) {
            self.toasts.say(self.i18n.texts().outbox_sent.of(sent, untrack(|| self.i18n.language())));
        }
        let next =
            self.pauses.try_with_value(|all| all.iter().map(|(_, until)| *until).fold(f64::MAX, f64::min));
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
        // It may have been changed or taken out meanwhile.
        let stands = db::get(db::OUTBOX, &item.key(self.person)).await;
        if stands.as_deref().and_then(|text| serde_json::from_str::<Item>(text).ok()).as_ref() != Some(&item)
        {
            return self.read().await.is_some();
        }
        self.sending.try_set(Some((id, 0, 0)));
        let sent = |sent, whole| {
            self.sending.try_set(Some((id, sent, whole)));
        };
        let answer = match upload::upload(&item.files, Some(self.person), sent).await {
            // Nobody's command goes out in the name of who signed in after them.
            Ok(()) if rest::person() == Some(self.person) => {
                let request = Request::post(item.noun.path(), item.command.clone());
                let answer = rest::send(Request { patience: PATIENCE, ..request }).await;
                answer.and_then(|text| if is_of(&text, id) { Ok(text) } else { Err(AppError::Unavailable) })
            }
            Ok(()) => return false,
            Err(error) => Err(error),
        };
        if rest::person() != Some(self.person) || self.items.try_get_untracked().is_none() {
            return false;
        }
        self.pauses.update_value(|pauses| pauses.retain(|(other, _)| *other != id));
        match answer {
            Ok(text) => {
                // A crash before this sends it again, and the server says the same.
                let _ = db::write(&[Write::Remove(db::OUTBOX, &item.key(self.person))]).await;
                self.forget(&item).await;
                self.tell();
                if !self.settle(id, Ok(Some(text))) {
                    self.sent_quietly.try_update_value(|sent| *sent += 1);
                }
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

/// Whether an answer tells of that record: what stands between us and the server may answer in its place.
fn is_of(answer: &str, id: Uuid) -> bool {
    let answer = Json::parse(answer).unwrap_or_default();
    answer.get("id").and_then(Json::as_str).is_some_and(|told| Uuid::parse_str(told) == Ok(id))
}
