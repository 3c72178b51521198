//! Fetches what its person will want without network before they want it: the cards of their companies, and the versions
//! of forms that drafts were begun in. The change feed says what is to be fetched again, so a tablet that was away reads
//! only what has changed.

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use records::{
    AppError, Uuid,
    changes::{ChangesPage, Entity},
    companies::{CompanyFilter, CompanyRow},
};
use std::{collections::BTreeSet, future::Future};

use super::{answers, db};
use crate::{
    companies::api::{ListCompanies, ReadCard},
    event_types::api::ReadVersion,
    events::Draft,
    kit::effect,
    live::{Connection, Live},
    locks,
    rest::{self, Request, call, call_now},
};

/// So many companies are kept up to date for a person.
const MOST: usize = 300;

/// Keeps the person's companies readable without network, for as long as the caller lives.
pub(crate) fn pull(person: Uuid) {
    let live = Live::get();
    let changed = live.watch(|change| change.company.is_some() || change.entity == Entity::EventType);
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
                        answers::tidy(person).await;
                        versions(person).await;
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
    let known = companies(person).await;
    let mut stale = BTreeSet::new();
    let mut others = false;
    loop {
        let changes = Request::get(format!("/api/v1/changes?since={cursor}&limit=200"));
        let page: ChangesPage = match for_person(person, rest::send(changes)).await {
            Ok(text) => rest::read(&text)?,
            Err(AppError::Gone) => return afresh(person, &fact).await,
            Err(error) => return Err(error),
        };
        for change in &page.items {
            match change.company {
                Some(id) if known.contains(&id) => drop(stale.insert(id)),
                // It may be the person's from now on.
                Some(_) => others |= change.entity == Entity::Company,
                None => {}
            }
        }
        cursor = page.next;
        if !page.more {
            break;
        }
    }
    if others {
        stale.extend(own(person).await?.into_iter().map(|row| row.id).filter(|id| !known.contains(id)));
    }
    // One that cannot be fetched now is told of once more, for the cursor stays.
    for id in stale {
        card(person, id).await?;
    }
    db::put_loosely(db::FACTS, &fact, &cursor).await
}

/// Everything, the first time and after a long absence.
async fn afresh(person: Uuid, fact: &str) -> Result<(), AppError> {
    // The feed's end first: what changes while the rest is read comes with the next changes.
    let welcome = for_person(person, call(crate::access::api::ReadWelcome {})).await?;
    for row in own(person).await? {
        answers::keep_company(person, &row).await;
        card(person, row.id).await?;
    }
    match welcome.cursor {
        Some(cursor) => db::put_loosely(db::FACTS, fact, &cursor).await,
        None => Ok(()),
    }
}

/// What is asked counts only for as long as nobody else has signed in.
async fn for_person<T>(
    person: Uuid,
    asked: impl Future<Output = Result<T, AppError>>,
) -> Result<T, AppError> {
    let is_theirs = || rest::person() == Some(person);
    if !is_theirs() {
        return Err(AppError::Unauthorized);
    }
    let answer = asked.await?;
    if is_theirs() { Ok(answer) } else { Err(AppError::Unauthorized) }
}

/// Reads a card, which keeps it, unless it has gone from the person's sight.
async fn card(person: Uuid, id: Uuid) -> Result<(), AppError> {
    match for_person(person, call_now(ReadCard { id })).await {
        Ok(_) | Err(AppError::NotFound | AppError::Forbidden { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The person's companies on the server.
async fn own(person: Uuid) -> Result<Vec<CompanyRow>, AppError> {
    let mut after = None;
    let mut rows: Vec<CompanyRow> = Vec::new();
    loop {
        let filter =
            CompanyFilter { account_manager: Some(person), limit: Some(200), after, ..Default::default() };
        let page = for_person(person, call_now(ListCompanies { filter })).await?;
        rows.extend(page.items);
        after = page.next;
        if after.is_none() || rows.len() >= MOST {
            rows.truncate(MOST);
            return Ok(rows);
        }
    }
}

/// Makes the versions readable that the person's drafts were begun in: a newer one may be published before they are sent.
async fn versions(person: Uuid) {
    let mut needed = BTreeSet::new();
    for draft in Draft::all(person).await.into_iter().filter(|draft| draft.version > 0) {
        needed.insert((draft.kind, draft.version));
    }
    for (key, version) in needed {
        let function = ReadVersion { key, version };
        let Ok(arguments) = rest::write(&function) else { continue };
        // What cannot be read now is read after the next change.
        if !answers::has(person, ReadVersion::PATH, &arguments).await {
            drop(for_person(person, call_now(function)).await);
        }
    }
}

/// The companies that are readable here.
async fn companies(person: Uuid) -> BTreeSet<Uuid> {
    let keys = db::keys(db::COMPANIES, &format!("{person}/")).await.unwrap_or_default();
    keys.iter().filter_map(|key| Uuid::parse_str(key.rsplit('/').next()?).ok()).collect()
}
