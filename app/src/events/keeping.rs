//! Keeps what is typed, from the first change on: shortly after each, and at once when the page may go away.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use records::{Uuid, event_types::EventType};
use web_sys::VisibilityState;

use super::{draft::Draft, entry::Entry};
use crate::{form::Filled, kit::effect, time};

/// How long typing has to rest.
const REST: Duration = Duration::from_millis(400);

/// The draft of what is being typed.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    entry: Entry,
    kind: Memo<Option<EventType>>,
    user: Uuid,
    /// The company that the page was opened for, which nobody chose.
    opened_for: Option<Uuid>,
    /// What was kept last, but for its time.
    kept: StoredValue<Option<Draft>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// It is sent: nothing is kept any more.
    over: StoredValue<bool>,
    /// The browser has no room for it.
    pub(super) refused: RwSignal<bool>,
}

impl Keeping {
    /// Follows what is typed for as long as the caller lives. What stands there by default is nothing typed.
    pub(super) fn new(
        entry: Entry,
        kind: Memo<Option<EventType>>,
        filled: Memo<Option<Filled>>,
        user: Uuid,
        opened_for: Option<Uuid>,
    ) -> Self {
        let keeping = Self {
            entry,
            kind,
            user,
            opened_for,
            kept: StoredValue::new(None),
            timer: StoredValue::new(None),
            over: StoredValue::new(false),
            refused: RwSignal::new(false),
        };
        effect(move || {
            // What stands in the form is followed by its count: reading all of it with every key would take long.
            filled.with(|filled| filled.as_ref().map(Filled::version));
            entry.track();
            if let Some(timer) = keeping.timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
            let timer = set_timeout_with_handle(move || keeping.now(), REST);
            keeping.timer.set_value(timer.ok());
        });
        let gone = window_event_listener_untyped("pagehide", move |_| keeping.in_a_hurry());
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Hidden {
                keeping.in_a_hurry();
            }
        });
        on_cleanup(move || {
            gone.remove();
            hidden.remove();
            keeping.in_a_hurry();
        });
        keeping
    }

    /// What is typed, if that is anything that is not kept yet.
    fn changed(self) -> Option<Draft> {
        if self.over.try_get_value() != Some(false) {
            return None;
        }
        let draft = self.draft();
        let kind = self.kind.get_untracked();
        let default = kind.as_ref().is_some_and(|kind| kind.default_note == draft.note);
        let company = draft.company.as_ref().map(|(id, _)| *id);
        let chosen = [&draft.contact, &draft.occurred_at, &draft.performed_by];
        let typed = (!draft.note.is_empty() && !default)
            || (company.is_some() && company != self.opened_for)
            || chosen.iter().any(|text| !text.is_empty())
            || self.entry.values.any_typed(&draft.values)
            || self.entry.settlements.any_typed(&draft.settlements);
        let is_pinned =
            |pinned: &Option<EventType>| pinned.as_ref().is_some_and(|kind| kind.key == draft.kind);
        if typed && !self.entry.pinned.with_untracked(is_pinned) {
            self.entry.pinned.set(kind);
        }
        let known = self.kept.with_value(|kept| kept.as_ref() == Some(&draft));
        // What was typed and taken back is not offered again.
        if !typed && !known && self.kept.try_update_value(Option::take).flatten().is_some() {
            spawn_local(async move { draft.forget(self.user).await });
            return None;
        }
        (typed && !known).then_some(draft)
    }

    /// All that stands there, in the version that it is typed in.
    pub(super) fn draft(self) -> Draft {
        let version = self.kind.with_untracked(|kind| kind.as_ref().map_or(0, |kind| kind.version));
        Draft { version, ..untrack(|| self.entry.draft()) }
    }

    /// Keeps it now.
    pub(super) fn now(self) {
        let Some(draft) = self.changed() else { return };
        self.kept.set_value(Some(draft.clone()));
        spawn_local(async move {
            let kept = Draft { kept_at: time::now(), ..draft }.keep(self.user).await;
            self.refused.try_set(kept.is_err());
        });
    }

    /// Keeps it before the page may be gone.
    fn in_a_hurry(self) {
        if let Some(draft) = self.changed() {
            Draft { kept_at: time::now(), ..draft }.keep_hurriedly(self.user);
            self.now();
        }
    }

    /// What was restored is kept already.
    pub(super) fn knows(self, draft: &Draft) {
        let known = Draft { kept_at: Default::default(), ..draft.clone() };
        self.kept.set_value(Some(known));
    }

    /// The event is on its way: its draft is forgotten, the files stay with it.
    pub(super) fn sent(self) {
        self.over.set_value(true);
        let draft = untrack(|| self.entry.draft());
        spawn_local(async move { draft.forget(self.user).await });
    }
}
