//! Fetches what its person will want without network before they want it: the cards of their companies. The change feed
//! says what is to be fetched again, so a tablet that was away reads only what has changed.

use leptos::{prelude::*, task::spawn_local};
use records::{
    AppError, Uuid,
    changes::ChangesPage,
    companies::{CompanyFilter, CompanyRow},
};
use std::collections::BTreeSet;

use super::{answers, db};
use crate::{
    companies::api::{ListCompanies, ReadCard},
    kit::effect,
    live::{Connection, Live},
    locks,
    rest::{self, Request, call},
};

/// So many companies are kept up to date for a person.
const MOST: usize = 300;

/// Keeps the person's companies readable without network, for as long as the caller lives.
pub(crate) fn pull(person: Uuid) {
    let live = Live::get();
    let changed = live.watch(|change| change.company.is_some());
    let alive = StoredValue::new(true);
    effect(move || {
        changed.track();
        if live.connection() == Connection::Live {
            spawn_local(async move {
                // What comes in together is fetched together, and one tab does it for all.
                gloo_timers::future::TimeoutFuture::new(3_000).await;
                let work = async move {
                    if alive.try_get_value() == Some(true) && rest::person() == Some(person) {
                        // What fails is fetched after the next change, or when it is looked at.
                        let _ = fetch(person).await;
                    }
                };
                locks::alone(&format!("kronika.pull.{person}"), work).await;
            });
        }
    });
}

async fn fetch(person: Uuid) -> Result<(), AppError> {
    let fact = format!("{person}/cursor");
    let Some(mut cursor) = db::get(db::FACTS, &fact).await else { return afresh(person, &fact).await };
    let own: BTreeSet<Uuid> = companies(person).await;
    let mut stale = BTreeSet::new();
    loop {
        let page: ChangesPage =
            match rest::send(Request::get(format!("/api/v1/changes?since={cursor}&limit=200"))).await {
                Ok(text) => rest::read(&text)?,
                Err(AppError::Gone) => return afresh(person, &fact).await,
                Err(error) => return Err(error),
            };
        stale.extend(page.items.iter().filter_map(|change| change.company).filter(|id| own.contains(id)));
        cursor = page.next;
        if !page.more {
            break;
        }
    }
    for id in stale {
        drop(call(ReadCard { id }).await);
    }
    db::put_loosely(db::FACTS, &fact, &cursor).await
}

/// Everything, the first time and after a long absence.
async fn afresh(person: Uuid, fact: &str) -> Result<(), AppError> {
    // The feed's end first: what changes while the rest is read comes with the next changes.
    let welcome = call(crate::access::api::ReadWelcome {}).await?;
    let mut after = None;
    let mut rows: Vec<CompanyRow> = Vec::new();
    loop {
        let filter =
            CompanyFilter { account_manager: Some(person), limit: Some(200), after, ..Default::default() };
        let page = call(ListCompanies { filter }).await?;
        rows.extend(page.items);
        after = page.next;
        if after.is_none() || rows.len() >= MOST {
            break;
        }
    }
    for row in rows.iter().take(MOST) {
        answers::keep_company(person, row).await;
        drop(call(ReadCard { id: row.id }).await?);
    }
    answers::tidy(person).await;
    match welcome.cursor {
        Some(cursor) => db::put_loosely(db::FACTS, fact, &cursor).await,
        None => Ok(()),
    }
}

/// The companies that are readable here.
async fn companies(person: Uuid) -> BTreeSet<Uuid> {
    let keys = db::keys(db::COMPANIES, &format!("{person}/")).await;
    keys.iter().filter_map(|key| Uuid::parse_str(key.rsplit('/').next()?).ok()).collect()
}
