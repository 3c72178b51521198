//! A field that names a record: a person of the firm, a company, a contact.

use forms::FieldType;
use leptos::{prelude::*, task::spawn_local};
use records::{
    AppError, Uuid,
    contacts::{Contact, ContactFilter},
};

use super::{field::choose, scope::Scope};
use crate::{
    catalogue::Catalogue,
    companies::{api::ReadCard, companies, read_card},
    contacts::api::{ListContacts, ReadContact},
    i18n::tr,
    kit::{Combobox, Item, Labelled, Pick, Search, effect, memo},
    offline::Outbox,
    rest::call,
    search::fits,
};

/// A record found by typing.
#[component]
pub(super) fn Reference(
    scope: Scope,
    kind: FieldType,
    labelled: Labelled,
    /// The record's id.
    value: RwSignal<String>,
    /// What is typed and not chosen.
    searched: ArcRwSignal<String>,
) -> impl IntoView {
    let (entered, catalogue) = (scope.entered, Catalogue::get());
    // Counts the names that have come since.
    let named = RwSignal::new(0);
    let name = move |id: &str| match kind {
        FieldType::User => catalogue.person_name(id),
        _ => {
            named.track();
            entered.name(id)
        }
    };
    let picked = memo(move || {
        let id = value.get();
        (!id.is_empty()).then(|| (id.clone(), name(&id).unwrap_or_else(|| "…".to_owned())))
    });
    if kind != FieldType::User {
        effect(move || {
            let id = value.get();
            let (false, Ok(known)) = (entered.name(&id).is_some(), Uuid::parse_str(&id)) else { return };
            spawn_local(async move {
                // What cannot be found now keeps its id.
                let name = read_name(kind, known).await.unwrap_or_else(|| id.clone());
                entered.named(&id, &name);
                named.try_update(|named| *named += 1);
            });
        });
    }
    let pick = move |chosen: Pick| {
        if let Some((id, name)) = &chosen {
            entered.named(id, name);
        }
        choose(value, chosen);
    };
    let (search, placeholder) = match kind {
        FieldType::User => (people(catalogue), tr(|t| t.person_search)),
        FieldType::Company => (companies(), tr(|t| t.company_search)),
        _ => (contacts(scope), tr(|t| t.contact_search)),
    };
    view! { <Combobox labelled picked pick search placeholder unchosen=searched /> }
}

/// The name of a company or contact; `None` where it cannot be read.
pub(crate) async fn read_name(kind: FieldType, id: Uuid) -> Option<String> {
    match kind {
        FieldType::Company => Some(call(ReadCard { id }).await.ok()?.company.data.name),
        FieldType::Contact => Some(call(ReadContact { id }).await.ok()?.name),
        _ => None,
    }
}

fn people(catalogue: Catalogue) -> Search {
    let item = |(key, name): (String, String)| Item { key, name, ..Item::default() };
    Search::among(Signal::derive(move || catalogue.people_options().into_iter().map(item).collect()))
}

/// Those of the company that the event is about, else everybody's.
fn contacts(scope: Scope) -> Search {
    let outbox = Outbox::get();
    Search::new(move |text| {
        let company = scope.filled.company.get().and_then(|company| Uuid::parse_str(&company.id).ok());
        let text = Some(text).filter(|text| !text.trim().is_empty());
        let filter = ContactFilter { company, text, limit: Some(8), after: None };
        let item = |contact: Contact| Item {
            key: contact.id.to_string(),
            name: contact.name,
            details: contact.position.unwrap_or_default(),
            color: None,
        };
        async move {
            let typed = filter.text.clone().unwrap_or_default();
            let found = match (call(ListContacts { filter }).await, company) {
                (Ok(page), _) => page.items,
                // Those that stand on the company's card, which is kept.
                (Err(AppError::Network { .. } | AppError::Unavailable), Some(company)) => {
                    let mut contacts = read_card(outbox, company).await?.contacts;
                    contacts.retain(|contact| fits(&typed, &contact.name));
                    contacts
                }
                (Err(error), _) => return Err(error),
            };
            Ok(found.into_iter().map(item).collect())
        }
    })
}
