//! What was typed and not saved, kept in the browser against a reload; offered again on the same page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    access::Session,
    i18n::trt,
    kit::{Known, Slot, effect, part},
    store,
};

/// Typed texts in the order of the page's slots, and the record that they started from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    typed: Vec<String>,
    before: Vec<String>,
    revision: i64,
}

/// Keeps what is typed otherwise than known, and offers what was kept before.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    name: StoredValue<String>,
    offered: RwSignal<Option<Kept>>,
    known: Known,
    slots: StoredValue<Vec<Slot>>,
}

impl Keeper {
    /// `page` names the page. To be called in a component's body.
    pub(super) fn new(page: &str, slots: Vec<Slot>, known: Known) -> Self {
        let user = untrack(|| Session::get().user()).map(|user| user.id).unwrap_or_default();
        let name = format!("kronika.type.{user}.{page}");
        let kept = store::get(&name).and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        let kept = kept.filter(|kept| kept.typed.len() == slots.len());
        let keeper = Self {
            name: StoredValue::new(name),
            offered: RwSignal::new(kept),
            known,
            slots: StoredValue::new(slots),
        };
        effect(move || {
            let typed = keeper.typed();
            let before = known.texts();
            if typed != before {
                // What one types now counts for more than what was typed then.
                if untrack(|| keeper.offered.with(Option::is_some)) {
                    keeper.offered.set(None);
                }
                let kept = Kept { typed, before, revision: known.revision() };
                if let Ok(text) = serde_json::to_string(&kept) {
                    keeper.name.with_value(|name| store::set(name, &text));
                }
            } else if untrack(|| keeper.offered.with(Option::is_none)) {
                keeper.name.with_value(|name| store::remove(name));
            }
        });
        keeper
    }

    /// Tracked.
    fn typed(self) -> Vec<String> {
        self.slots.with_value(|slots| slots.iter().map(|slot| slot.typed.get()).collect())
    }

    /// All of it is saved.
    pub(super) fn forget(self) {
        self.offered.set(None);
        self.name.with_value(|name| store::remove(name));
    }

    /// What is typed is the record now.
    pub(super) fn saved(self, revision: i64) {
        self.known.start_from(untrack(|| self.typed()), revision);
        self.forget();
    }

    /// Offers what was kept.
    pub(super) fn view(self) -> AnyView {
        let restore = move |_| {
            let Some(kept) = self.offered.get_untracked() else { return };
            self.offered.set(None);
            self.known.start_from(kept.before, kept.revision);
            self.slots.with_value(|slots| {
                for (slot, text) in slots.iter().zip(kept.typed) {
                    slot.write.run(text);
                }
            });
        };
        let content = part(move || {
            self.offered.get().map(|_| {
                view! {
                    <p class="banner offer">
                        <span>{trt(|t| t.kept_found)}</span>
                        <button type="button" class="button small primary" on:click=restore>
                            {trt(|t| t.kept_restore)}
                        </button>
                        <button type="button" class="button small" on:click=move |_| self.forget()>
                            {trt(|t| t.kept_discard)}
                        </button>
                    </p>
                }
            })
        });
        view! { <div role="status">{content}</div> }.into_any()
    }
}
