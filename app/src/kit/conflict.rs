//! Two people have changed one record: the second sees both values and chooses, field by field.

use forms::Json;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use records::AppError;

use super::{
    Dialog, Options, Submission,
    erased::{effect, part},
    field_id,
};
use crate::i18n::{I18n, tr};

/// A field of the form, whose value is a text.
#[derive(Clone)]
pub(crate) struct Slot {
    pub(crate) label: TextProp,
    /// What is typed.
    pub(crate) typed: Signal<String>,
    /// Types another text.
    pub(crate) write: Callback<String>,
    /// How a text is shown, where that is not as it stands.
    pub(crate) shown: Option<Callback<String, String>>,
    /// The slot before it without whose value its own means nothing.
    pub(crate) goes_with: Option<usize>,
}

/// A field of plain text.
pub(crate) fn slot(label: impl Into<TextProp>, typed: RwSignal<String>) -> Slot {
    let write = Callback::new(move |text| typed.set(text));
    Slot { label: label.into(), typed: typed.into(), write, shown: None, goes_with: None }
}

/// Shows the name of an option.
pub(crate) fn by_name(options: Signal<Options>) -> Option<Callback<String, String>> {
    let name = move |text: String| {
        let found = options.with(|options| options.iter().find(|(value, _)| *value == text).cloned());
        found.map_or(text, |(_, name)| name)
    };
    Some(Callback::new(name))
}

/// The record that a change starts from: its revision, and the texts of its fields.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    slots: StoredValue<Vec<Slot>>,
    texts: StoredValue<Vec<String>>,
    revision: StoredValue<i64>,
}

/// The texts of a record, as a conflict brings it, in the order of the slots. By hand: readers of whole records are large.
pub(crate) type Read = Box<dyn Fn(&Json) -> Vec<String>>;

/// Texts by key.
pub(crate) fn by_key(keys: &'static [&'static str]) -> Read {
    Box::new(move |record| keys.iter().map(|key| text(record, key)).collect())
}

/// A text of a record; empty where there is none.
pub(crate) fn text(record: &Json, key: &str) -> String {
    record.get(key).and_then(Json::as_str).unwrap_or_default().to_owned()
}

impl Known {
    /// The texts stand in the order of the slots.
    pub(crate) fn new(slots: Vec<Slot>, texts: Vec<String>, revision: i64) -> Self {
        Self {
            slots: StoredValue::new(slots),
            texts: StoredValue::new(texts),
            revision: StoredValue::new(revision),
        }
    }

    pub(crate) fn revision(self) -> i64 {
        self.revision.get_value()
    }

    /// What the record holds; untracked.
    pub(crate) fn texts(self) -> Vec<String> {
        self.texts.get_value()
    }

    /// What is typed, in the order of the slots, tracked.
    pub(crate) fn typed(self) -> Vec<String> {
        self.slots.with_value(|slots| slots.iter().map(|slot| slot.typed.get()).collect())
    }

    /// Follows what is typed.
    pub(crate) fn track(self) {
        self.slots.with_value(|slots| slots.iter().for_each(|slot| slot.typed.track()));
    }

    /// Types these texts, in the order of the slots.
    pub(crate) fn write(self, texts: Vec<String>) {
        for (slot, text) in self.slots.get_value().iter().zip(texts) {
            slot.write.run(text);
        }
    }

    /// The change starts from another state of the record.
    pub(crate) fn start_from(self, texts: Vec<String>, revision: i64) {
        self.texts.set_value(texts);
        self.revision.set_value(revision);
    }

    /// What is typed in a slot, if it is not what the record holds; untracked.
    pub(crate) fn changed(self, slot: usize) -> Option<String> {
        let typed = self.slots.with_value(|slots| slots.get(slot).map(|slot| slot.typed))?.get_untracked();
        self.texts.with_value(|texts| texts.get(slot) != Some(&typed)).then_some(typed)
    }

    /// As `changed`, for a field that may be empty.
    pub(crate) fn replaced(self, slot: usize) -> Option<Option<String>> {
        self.changed(slot).map(|text| Some(text).filter(|text| !text.trim().is_empty()))
    }
}

/// A field with two values; or several that go with each other.
#[derive(Clone)]
struct Both {
    /// Each with theirs.
    slots: Vec<(Slot, String)>,
    take_theirs: RwSignal<bool>,
}

/// Opens when sending was refused because the record has changed. Once it is chosen what stays, `again` sends anew.
#[component]
pub(crate) fn Conflict(
    submission: Submission,
    known: Known,
    read: Read,
    #[prop(into)] again: Callback<()>,
) -> impl IntoView {
    let fields = RwSignal::new(None::<Vec<Both>>);
    let theirs = StoredValue::new((Vec::new(), 0));
    let save = move || {
        fields.set(None);
        let (texts, revision) = theirs.get_value();
        known.start_from(texts, revision);
        again.run(());
    };
    effect(move || {
        let record = submission.error.with(|error| error.as_ref().and_then(AppError::current));
        let Some(record) = record else { return };
        let revision = record.get("revision").and_then(Json::as_number).and_then(|text| text.parse().ok());
        let current = (read(&record), revision.unwrap_or_default());
        let found = known
            .slots
            .with_value(|slots| known.texts.with_value(|before| differing(slots, before, &current.0)));
        theirs.set_value(current);
        // Somebody changed what is not on this form, or to just the same.
        if found.is_empty() { save() } else { fields.set(Some(found)) }
    });
    let close = move || {
        fields.set(None);
        submission.error.set(None);
    };
    let choose = move |_| {
        fields.with_untracked(|fields| {
            for Both { slots, .. } in fields.iter().flatten().filter(|both| both.take_theirs.get_untracked())
            {
                for (slot, theirs) in slots {
                    slot.write.run(theirs.clone());
                }
            }
        });
        save();
    };
    part(move || {
        let rows = fields.get()?.into_iter().map(row).collect_view();
        Some(view! {
            <Dialog title=tr(|t| t.conflict_title) on_close=move |()| close()>
                <p class="dialog-hint">{tr(|t| t.conflict_choose)}</p>
                <div class="both">{rows}</div>
                <div class="form-actions">
                    <button type="button" class="button primary" on:click=choose>{tr(|t| t.save)}</button>
                    <button type="button" class="button" on:click=move |_| close()>{tr(|t| t.back_to_form)}</button>
                </div>
            </Dialog>
        })
    })
}

/// What they changed, and is typed otherwise here. Where nothing was typed, theirs is proposed. What goes with a slot that
/// differs is taken or left with it.
fn differing(slots: &[Slot], before: &[String], theirs: &[String]) -> Vec<Both> {
    let typed: Vec<_> = slots.iter().map(|slot| slot.typed.get_untracked()).collect();
    let differs = |at: usize| typed.get(at) != theirs.get(at);
    let leads = |at: usize| slots[at].goes_with.filter(|leader| differs(*leader)).unwrap_or(at);
    let all = 0..slots.len().min(before.len()).min(theirs.len());
    let mut found = Vec::new();
    for first in all.clone().filter(|at| leads(*at) == *at) {
        let group: Vec<_> = all.clone().filter(|at| leads(*at) == first).collect();
        let both: Vec<_> = group.iter().filter(|at| differs(**at)).collect();
        if !both.is_empty() && group.iter().any(|at| theirs[*at] != before[*at]) {
            let take_theirs = RwSignal::new(group.iter().all(|at| typed[*at] == before[*at]));
            let slots = both.into_iter().map(|at| (slots[*at].clone(), theirs[*at].clone())).collect();
            found.push(Both { slots, take_theirs });
        }
    }
    found
}

fn row(both: Both) -> AnyView {
    let i18n = I18n::get();
    let Both { slots, take_theirs } = both;
    let name = field_id();
    let side = |is_theirs: bool| {
        let title = if is_theirs { tr(|t| t.theirs) } else { tr(|t| t.yours) };
        let text = |(slot, theirs): &(Slot, String)| match is_theirs {
            true => (slot.shown, theirs.clone()),
            false => (slot.shown, slot.typed.get_untracked()),
        };
        let texts: Vec<_> = slots.iter().map(text).collect();
        let one = move |(own, text): &(Option<Callback<String, String>>, String)| match own {
            _ if text.is_empty() => i18n.texts().none.to_owned(),
            Some(own) => own.run(text.clone()),
            None => text.clone(),
        };
        let shown = move || texts.iter().map(one).collect::<Vec<_>>().join(" · ");
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || take_theirs.get() == is_theirs
                    on:change=move |_| take_theirs.set(is_theirs)
                />
                <span class="both-title">{title}</span>
                <span class="long">{shown}</span>
            </label>
        }
    };
    let sides = (side(false), side(true));
    let labels: Vec<_> = slots.into_iter().map(|(slot, _)| slot.label).collect();
    let legend = move || labels.iter().map(|label| label.get().into_owned()).collect::<Vec<_>>().join(" · ");
    view! { <fieldset><legend>{legend}</legend>{sides}</fieldset> }.into_any()
}
