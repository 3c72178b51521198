//! A company card with what still waits in the outbox: a new company, and new contacts.

use leptos::prelude::*;
use records::{
    AppError, Timestamp, Uuid,
    companies::{Company, CompanyCard, CompanyData},
    contacts::{Contact, NewContact},
};

use super::api::ReadCard;
use crate::{
    offline::{Item, Noun, Outbox},
    rest::call,
};

/// Reads a company's card.
pub(crate) async fn read_card(outbox: Outbox, id: Uuid) -> Result<CompanyCard, AppError> {
    let waiting = untrack(|| outbox.items());
    let own = waiting.iter().find(|item| item.noun == Noun::Company && item.id == id && !item.is_known());
    // The server does not know it yet.
    let mut card = match own.and_then(new_company) {
        Some(card) => card,
        None => call(ReadCard { id }).await?,
    };
    let waiting = untrack(|| outbox.items());
    for item in waiting.iter().filter(|item| item.noun == Noun::Contact) {
        let Ok(new) = serde_json::from_str::<NewContact>(&item.command) else { continue };
        if new.company == id && card.contacts.iter().all(|contact| contact.id != item.id) {
            card.contacts.push(new_contact(item, new));
        }
    }
    Ok(card)
}

fn new_company(item: &Item) -> Option<CompanyCard> {
    let data: CompanyData = serde_json::from_str(&item.command).ok()?;
    let company =
        Company { id: item.id, data, account_manager_name: None, created_at: item.queued_at, revision: 0 };
    Some(CompanyCard {
        company,
        contacts: Vec::new(),
        recent_events: Vec::new(),
        registered_today: Vec::new(),
    })
}

fn new_contact(item: &Item, new: NewContact) -> Contact {
    let NewContact { company, name, position, email, phone, note, .. } = new;
    let created_at: Timestamp = item.queued_at;
    Contact { id: item.id, company, name, position, email, phone, note, created_at, revision: 0 }
}
