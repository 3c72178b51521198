//! Answers of the server that are kept, so that what was read once can be read without it.

use js_sys::{Array, Date, Function, Intl::Collator, Object};
use leptos::task::spawn_local;
use records::{
    Page, Uuid,
    companies::{CompanyCard, CompanyFilter, CompanyOrder, CompanyRow},
};
use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::db;
use crate::search::fits;

/// The server functions whose answers are kept, by their paths.
const KEPT: [&str; 9] = [
    TYPES,
    "/api/fn/people",
    CARD,
    COMPANIES,
    "/api/fn/events",
    "/api/fn/event",
    "/api/fn/event_log",
    VERSION,
    "/api/fn/groups",
];
const TYPES: &str = "/api/fn/event_types";
const CARD: &str = "/api/fn/company_card";
const COMPANIES: &str = "/api/fn/companies";
const VERSION: &str = "/api/fn/event_type_version";
/// So many answers are kept for a person; the oldest of the rest go when the client starts.
const MOST: usize = 800;
/// A list that asks for so many wants them all: it is shown page by page.
const PAGE: u32 = 50;

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
        let dated = format!("{:013} {answer}", Date::now() as u64);
        let _ = db::put_loosely(db::ANSWERS, &key, &dated).await;
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
    let kept = db::get(db::ANSWERS, &format!("{person}/{path} {arguments}")).await;
    match kept.as_deref().map(undated) {
        None if path == COMPANIES => {
            /// The arguments of that function.
            #[derive(Deserialize)]
            struct Arguments {
                filter: CompanyFilter,
            }
            let Arguments { filter } = serde_json::from_str(arguments).ok()?;
            let items = companies(person, &filter).await?;
            serde_json::to_string(&Page { items, next: None }).ok()
        }
        found => found.map(str::to_owned),
    }
}

/// An answer without when it came; a client of before has kept it alone.
fn undated(kept: &str) -> &str {
    match kept.split_once(' ') {
        Some((at, answer)) if at.len() == 13 && at.bytes().all(|byte| byte.is_ascii_digit()) => answer,
        _ => kept,
    }
}

/// Whether an answer was kept.
pub(crate) async fn has(person: Uuid, path: &str, arguments: &str) -> bool {
    db::get(db::ANSWERS, &format!("{person}/{path} {arguments}")).await.is_some()
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

/// Forgets the oldest where it has become too much.
pub(crate) async fn tidy(person: Uuid) {
    let is_needed = |key: &str| [TYPES, CARD, VERSION].iter().any(|needed| key.contains(needed));
    let mut keys = db::keys(db::ANSWERS, &format!("{person}/")).await.unwrap_or_default();
    keys.retain(|key| !is_needed(key));
    if keys.len() <= MOST {
        return;
    }
    let mut all = db::under(db::ANSWERS, &format!("{person}/")).await.unwrap_or_default();
    all.retain(|(key, _)| !is_needed(key));
    // Each begins with when it came.
    all.sort_unstable_by(|(_, one), (_, other)| one.cmp(other));
    for (key, _) in all.iter().take(all.len().saturating_sub(MOST)) {
        db::remove(db::ANSWERS, key).await;
    }
}

/// Companies among those that are known here; `None` where that is no answer.
async fn companies(person: Uuid, filter: &CompanyFilter) -> Option<Vec<CompanyRow>> {
    // What was read of a list page by page goes on only where it came from.
    if filter.after.is_some() {
        return None;
    }
    let known = db::under(db::COMPANIES, &format!("{person}/")).await.ok()?;
    if known.is_empty() {
        return None;
    }
    let typed = filter.text.clone().unwrap_or_default();
    let wanted = |company: &CompanyRow| {
        let words = [Some(&company.name), company.nip.as_ref(), company.city.as_ref()];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        let managed = filter.account_manager.is_none_or(|manager| company.account_manager == Some(manager));
        managed && fits(&typed, &words.join(" "))
    };
    let mut found: Vec<CompanyRow> =
        known.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).filter(wanted).collect();
    sort(&mut found);
    if matches!(filter.order, CompanyOrder::NameDescending) {
        found.reverse();
    }
    let limit = filter.limit.unwrap_or(PAGE);
    if limit < PAGE {
        found.truncate(limit as usize);
    }
    Some(found)
}

/// By name, as Polish orders letters.
fn sort(companies: &mut [CompanyRow]) {
    let compare: Function = Collator::new(&Array::of1(&"pl".into()), &Object::new()).compare();
    companies.sort_by(|one, other| {
        let order = compare.call2(&JsValue::NULL, &one.name.as_str().into(), &other.name.as_str().into());
        order.ok().and_then(|order| order.as_f64()).unwrap_or_default().total_cmp(&0.0)
    });
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
