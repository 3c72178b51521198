//! What is entered for a new event.

use leptos::prelude::*;
use records::{
    Timestamp, Uuid,
    event_types::{EventType, LinkUse},
    events::RegisterEvent,
};

use super::{draft::Draft, settlements};
use crate::{companies::Picked, form::Entered, rest, time};

/// The path of what is typed for the company.
pub(super) const COMPANY_SEARCH: &str = "?";

/// The typed and chosen values. The id is the command's, made once.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) id: RwSignal<Uuid>,
    pub(crate) kind: RwSignal<String>,
    /// The type as it was when the event was begun: a version that is published meanwhile changes nothing here.
    pub(crate) pinned: RwSignal<Option<EventType>>,
    pub(crate) company: RwSignal<Picked>,
    pub(crate) contact: RwSignal<String>,
    pub(crate) occurred_at: RwSignal<String>,
    pub(crate) performed_by: RwSignal<String>,
    pub(crate) note: RwSignal<String>,
    pub(crate) values: Entered,
    /// By line and part: `mileage.quantity`.
    pub(crate) settlements: Entered,
    /// Counts how often all of it was replaced.
    pub(crate) replaced: RwSignal<u32>,
}

impl Entry {
    /// Begins an event of a type, in the firm's time zone.
    pub(crate) fn new(kind: String, zone: String) -> Self {
        let [contact, occurred_at, performed_by, note] =
            std::array::from_fn(|_| RwSignal::new(String::new()));
        Self {
            id: RwSignal::new(Uuid::now_v7()),
            kind: RwSignal::new(kind),
            pinned: RwSignal::new(None),
            company: RwSignal::new(None),
            contact,
            occurred_at,
            performed_by,
            note,
            values: Entered::new(zone.clone()),
            settlements: Entered::new(zone),
            replaced: RwSignal::new(0),
        }
    }

    /// Follows what stands outside of the form.
    pub(crate) fn track(self) {
        self.kind.track();
        self.company.track();
        self.values.changes();
        self.company_search().track();
        self.settlements.changes();
        for text in [self.contact, self.occurred_at, self.performed_by, self.note] {
            text.track();
        }
    }

    /// What is typed for the company and not chosen; kept with the values, whose paths never look like this.
    pub(crate) fn company_search(self) -> ArcRwSignal<String> {
        self.values.of(COMPANY_SEARCH)
    }

    /// Whether nobody has chosen or typed a company, nor gone on with a draft. Untracked.
    pub(crate) fn company_is_untouched(self) -> bool {
        self.company.try_with_untracked(Option::is_none) == Some(true)
            && self.company_search().with_untracked(String::is_empty)
            && self.replaced.get_untracked() == 0
    }

    /// All of it, to be kept.
    pub(crate) fn draft(self) -> Draft {
        Draft {
            id: self.id.get(),
            kind: self.kind.get(),
            version: 0,
            company: self.company.get(),
            contact: self.contact.get(),
            occurred_at: self.occurred_at.get(),
            performed_by: self.performed_by.get(),
            note: self.note.get(),
            values: self.values.texts(),
            names: self.values.names(),
            settlements: self.settlements.texts(),
            kept_at: Timestamp::default(),
        }
    }

    /// Goes on with what was kept, in the type's version that it was begun in.
    pub(crate) fn restore(self, draft: Draft, kind: Option<EventType>) {
        for (id, name) in &draft.names {
            self.values.named(id, name);
        }
        self.values.restore(draft.values);
        self.settlements.restore(draft.settlements);
        self.id.set(draft.id);
        self.pinned.set(kind);
        self.kind.set(draft.kind);
        self.company.set(draft.company);
        self.contact.set(draft.contact);
        self.occurred_at.set(draft.occurred_at);
        self.performed_by.set(draft.performed_by);
        self.note.set(draft.note);
        self.replaced.update(|replaced| *replaced += 1);
    }

    /// The command, for the type that is chosen.
    pub(crate) fn command(self, kind: &EventType, values: forms::Json, zone: &str) -> RegisterEvent {
        let id = |text: RwSignal<String>| Uuid::parse_str(&text.get_untracked()).ok();
        let links = kind.rules.links;
        let used = |link: LinkUse| link != LinkUse::Hidden;
        let company = self.company.get_untracked().map(|(id, _)| id).filter(|_| used(links.company));
        let form = !values.as_object().unwrap_or_default().is_empty();
        RegisterEvent {
            id: Some(self.id.get_untracked()),
            r#type: kind.key.clone(),
            form_version: Some(kind.version),
            filled_at: Some(rest::server_now()),
            occurred_at: time::from_wall(&self.occurred_at.get_untracked(), zone),
            performed_by: id(self.performed_by).filter(|_| kind.rules.on_behalf),
            company,
            contact: id(self.contact).filter(|_| used(links.contact) && company.is_some()),
            note: Some(self.note.get_untracked()),
            values: if form { values } else { forms::Json::Null },
            settlements: settlements::entered(&kind.rules.settlements, self.settlements),
            ..Default::default()
        }
    }
}
