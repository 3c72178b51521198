//! What many pages need by name: event types and people, read once and kept up to date.

use leptos::prelude::*;
use records::{
    AppError, Page, PageRequest,
    event_types::{EventType, Kind},
    users::User,
};

use crate::{
    event_types::api::ListEventTypes,
    i18n::I18n,
    kit::{Loader, Options, load},
    people::api::ListPeople,
    rest::call,
};

/// Event types and people.
#[derive(Clone, Copy)]
pub(crate) struct Catalogue {
    pub(crate) types: Loader<Vec<EventType>>,
    pub(crate) people: Loader<Vec<User>>,
    i18n: I18n,
}

impl Catalogue {
    /// Reads both, again whenever the signals change, and provides them as context.
    pub(crate) fn provide(types: Signal<u32>, people: Signal<u32>) {
        let types = load(move || {
            types.track();
            call(ListEventTypes {})
        });
        let people = load(move || {
            people.track();
            all_people()
        });
        provide_context(Self { types, people, i18n: I18n::get() });
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Whether it is known what the types are called, or that it cannot be.
    pub(crate) fn types_known(self) -> Signal<bool> {
        let types = self.types;
        Signal::derive(move || types.data.with(Option::is_some) || types.error.with(Option::is_some))
    }

    /// The type's name in the reader's language, tracked; its key while it is unknown.
    pub(crate) fn type_name(self, key: &str) -> String {
        self.find(key, |found| self.i18n.own(&found.name)).unwrap_or_else(|| key.to_owned())
    }

    /// The type's colour, tracked.
    pub(crate) fn type_color(self, key: &str) -> String {
        self.find(key, |found| found.color.clone()).unwrap_or_default()
    }

    /// All types to filter by, tracked.
    pub(crate) fn type_options(self) -> Options {
        let name = |one: &EventType| (one.key.clone(), self.i18n.own(&one.name));
        self.types.data.with(|types| types.iter().flatten().map(name).collect())
    }

    /// A person's name, tracked.
    pub(crate) fn person_name(self, id: &str) -> Option<String> {
        let id = records::Uuid::parse_str(id).ok()?;
        let of = |people: &Vec<User>| people.iter().find(|one| one.id == id).map(|one| one.name.clone());
        self.people.data.with(|people| people.as_ref().and_then(of))
    }

    /// Active people by name, tracked.
    pub(crate) fn people_options(self) -> Options {
        let active = |person: &&User| person.active;
        let name = |person: &User| (person.id.to_string(), person.name.clone());
        self.people.data.with(|people| people.iter().flatten().filter(active).map(name).collect())
    }

    fn find<T>(self, key: &str, read: impl FnOnce(&EventType) -> T) -> Option<T> {
        self.types.data.with(|types| types.iter().flatten().find(|one| one.key == key).map(read))
    }
}

/// Whether people register such events themselves.
pub(crate) fn is_by_hand(kind: &EventType) -> bool {
    kind.active && matches!(kind.kind, Kind::Simplified | Kind::Form)
}

/// Everybody, page by page.
async fn all_people() -> Result<Vec<User>, AppError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let Page { items, next } = call(ListPeople { page: PageRequest { limit: Some(200), after } }).await?;
        all.extend(items);
        match next {
            Some(next) => after = Some(next),
            None => return Ok(all),
        }
    }
}
