//! Answers of the server that are kept, so that what was read once can be read without it.

use leptos::task::spawn_local;
use records::{
    Page, Uuid,
    companies::{CompanyCard, CompanyFilter, CompanyRow},
};
use serde::Deserialize;

use super::db;
use crate::search::fits;

/// The server functions whose answers are kept, by their paths.
const KEPT: [&str; 10] = [
    TYPES,
    "/api/fn/people",
    CARD,
    COMPANIES,
    "/api/fn/events",
    "/api/fn/event",
    "/api/fn/event_log",
    "/api/fn/event_type_form",
    "/api/fn/event_type_version",
    "/api/fn/groups",
];
const TYPES: &str = "/api/fn/event_types";
const CARD: &str = "/api/fn/company_card";
const COMPANIES: &str = "/api/fn/companies";
/// So many answers are kept for a person; the rest goes when the client starts.
const MOST: usize = 800;

/// Whether answers of that function are kept.
pub(crate) fn is_kept(path: &str) -> bool {
    KEPT.contains(&path)
}

/// Keeps an answer, as soon as there is time for it.
pub(crate) fn keep(person: Option<Uuid>, path: &'static str, arguments: &str, answer: &str) {
    let Some(person) = person else { return };
    let (key, answer) = (format!("{person}/{path} {arguments}"), answer.to_owned());
    spawn_local(async move {
        // A device without room reads only what it is connected to.
        let _ = db::put_loosely(db::ANSWERS, &key, &answer).await;
        if path == CARD
            && let Ok(card) = serde_json::from_str::<CompanyCard>(&answer)
        {
            keep_company(person, &row(card)).await;
        }
    });
}

/// What was kept of an answer; companies are looked for among those that are known here.
pub(crate) async fn recall(person: Option<Uuid>, path: &str, arguments: &str) -> Option<String> {
    let person = person?;
    match db::get(db::ANSWERS, &format!("{person}/{path} {arguments}")).await {
        None if path == COMPANIES => {
            /// The arguments of that function.
            #[derive(Deserialize)]
            struct Arguments {
                filter: CompanyFilter,
            }
            let Arguments { filter } = serde_json::from_str(arguments).ok()?;
            let items = companies(person, &filter).await;
            serde_json::to_string(&Page { items, next: None }).ok()
        }
        found => found,
    }
}

/// Makes a company findable without the server.
pub(crate) async fn keep_company(person: Uuid, company: &CompanyRow) {
    if let Ok(text) = serde_json::to_string(company) {
        let _ = db::put_loosely(db::COMPANIES, &format!("{person}/{}", company.id), &text).await;
    }
}

/// Forgets what may be read again from the server: the person has signed out, and somebody else may use the device.
pub(crate) async fn forget(person: Uuid) {
    let all = format!("{person}/");
    db::forget(db::ANSWERS, &all).await;
    db::forget(db::COMPANIES, &all).await;
    // With them goes how far the change feed was followed, or the next sign-in would fetch only what changes after it.
    db::forget(db::FACTS, &all).await;
}

/// Forgets some of it where it has become too much.
pub(crate) async fn tidy(person: Uuid) {
    let keys = db::keys(db::ANSWERS, &format!("{person}/")).await;
    // Whatever is in use is kept again when it is read.
    let lists = keys.iter().filter(|key| !key.contains(TYPES) && !key.contains(CARD));
    for key in lists.take(keys.len().saturating_sub(MOST)) {
        db::remove(db::ANSWERS, key).await;
    }
}

async fn companies(person: Uuid, filter: &CompanyFilter) -> Vec<CompanyRow> {
    let known = db::under(db::COMPANIES, &format!("{person}/")).await;
    let typed = filter.text.clone().unwrap_or_default();
    let wanted = |company: &CompanyRow| {
        let words = [Some(&company.name), company.nip.as_ref(), company.city.as_ref()];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        let managed = filter.account_manager.is_none_or(|manager| company.account_manager == Some(manager));
        managed && fits(&typed, &words.join(" "))
    };
    let mut found: Vec<CompanyRow> =
        known.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).filter(wanted).collect();
    found.sort_by_cached_key(|company| company.name.to_lowercase());
    found.truncate(filter.limit.unwrap_or(50) as usize);
    found
}

fn row(card: CompanyCard) -> CompanyRow {
    let company = card.company;
    CompanyRow {
        id: company.id,
        name: company.data.name,
        nip: company.data.nip,
        city: company.data.city,
        account_manager: company.data.account_manager,
        account_manager_name: company.account_manager_name,
        revision: company.revision,
    }
}
