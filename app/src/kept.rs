//! What was typed in the place of what stands there and not saved: kept in the browser against a reload, and there again
//! on the same page.

use std::{future::Future, time::Duration};

use leptos::{ev::MouseEvent, prelude::*};
use records::AppError;
use serde::{Deserialize, Serialize};

use crate::{
    access::Session,
    i18n::tr,
    kit::{Known, effect, when},
    store,
};

/// How long typing has to rest before it is kept.
const REST: Duration = Duration::from_millis(300);

/// Typed texts in the order of the page's slots, and the record that they started from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    typed: Vec<String>,
    before: Vec<String>,
    revision: i64,
}

/// Keeps what is typed otherwise than known.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    name: StoredValue<String>,
    known: Known,
    /// The record as it was when the page was opened.
    fresh: StoredValue<(Vec<String>, i64)>,
    /// What was typed before stands there again.
    restored: RwSignal<bool>,
    over: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Keeper {
    /// `page` names the page: `company.{id}`. What was kept for it is typed again, as a change of the record that it was
    /// begun with: what others have changed since is told when it is saved. To be called in a component's body.
    pub(crate) fn new(page: &str, known: Known) -> Self {
        let user = untrack(|| Session::get().user()).map(|user| user.id).unwrap_or_default();
        let name = format!("kronika.kept.{user}.{page}");
        let keeper = Self {
            known,
            fresh: StoredValue::new((known.texts(), known.revision())),
            restored: RwSignal::new(false),
            over: StoredValue::new(false),
            timer: StoredValue::new(None),
            name: StoredValue::new(name.clone()),
        };
        let kept = store::get(&name).and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        if let Some(kept) = kept.filter(|kept| kept.typed.len() == known.texts().len()) {
            known.start_from(kept.before, kept.revision);
            known.write(kept.typed);
            keeper.restored.set(true);
        }
        effect(move || {
            known.track();
            if let Some(timer) = keeper.timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
            keeper.timer.set_value(set_timeout_with_handle(move || keeper.now(), REST).ok());
        });
        let gone = window_event_listener_untyped("pagehide", move |_| keeper.now());
        on_cleanup(move || {
            gone.remove();
            keeper.now();
        });
        keeper
    }

    fn now(self) {
        if self.over.try_get_value() != Some(false) {
            return;
        }
        let (typed, before) = (untrack(|| self.known.typed()), self.known.texts());
        self.name.with_value(|name| {
            if typed == before {
                return store::remove(name);
            }
            let kept = Kept { typed, before, revision: self.known.revision() };
            if let Ok(text) = serde_json::to_string(&kept) {
                store::set(name, &text);
            }
        });
    }

    /// Runs what saves it: it is kept until that is done, though the page may have gone by then.
    pub(crate) async fn saving<T>(
        self,
        answer: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        let name = self.name.get_value();
        let saved = answer.await?;
        self.over.try_set_value(true);
        store::remove(&name);
        Ok(saved)
    }

    /// Runs what puts it into the outbox, which keeps it from then on; where that is refused, it is kept here again.
    pub(crate) async fn sending<T>(
        self,
        answer: impl Future<Output = Result<T, AppError>>,
    ) -> Result<T, AppError> {
        self.over.set_value(true);
        self.name.with_value(|name| store::remove(name));
        let sent = answer.await;
        if sent.is_err() && self.over.try_set_value(false).is_none() {
            self.now();
        }
        sent
    }

    /// What is typed is the record now.
    pub(crate) fn saved(self, revision: i64) {
        let typed = untrack(|| self.known.typed());
        self.fresh.set_value((typed.clone(), revision));
        self.known.start_from(typed, revision);
        self.restored.set(false);
        self.now();
    }

    /// The way out of the form, to that page: what was typed is given up.
    pub(crate) fn cancel(self, to: String) -> AnyView {
        let leave = move |event: MouseEvent| {
            // Another tab is not the way out.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                self.discard();
            }
        };
        view! { <a href=to class="button" on:click=leave>{tr(|t| t.cancel)}</a> }.into_any()
    }

    /// What was typed is given up.
    pub(crate) fn discard(self) {
        self.over.set_value(true);
        self.name.with_value(|name| store::remove(name));
    }

    /// Tells that something was restored, and takes it back.
    pub(crate) fn view(self) -> AnyView {
        let discard = move |_| {
            let (texts, revision) = self.fresh.get_value();
            self.known.start_from(texts.clone(), revision);
            self.known.write(texts);
            self.restored.set(false);
            self.now();
        };
        let content = when(
            move || self.restored.get(),
            move || {
                view! {
                    <p class="banner offer">
                        <span>{tr(|t| t.kept_restored)}</span>
                        <button type="button" class="button small" on:click=discard>{tr(|t| t.kept_discard)}</button>
                    </p>
                }
            },
        );
        view! { <div role="status">{content}</div> }.into_any()
    }
}
