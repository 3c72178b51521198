//! The list of companies, searched as one types.

use leptos::prelude::*;
use records::{
    changes::Entity,
    companies::{CompanyFilter, CompanyRow},
};

use super::api::ListCompanies;
use crate::{
    access::Session,
    i18n::tr,
    kit::{Each, Empty, Icon, More, PageHead, Problem, Shape, Skeleton, debounced, paged, part, when},
    live::Live,
    rest::call,
};

/// The page of companies.
#[component]
pub(crate) fn Companies() -> impl IntoView {
    let (session, live) = (Session::get(), Live::get());
    let since = js_sys::Date::now();
    let typed = RwSignal::new(String::new());
    let text = debounced(typed);
    let version = live.watch_all(&[Entity::Company]);
    let list = paged(
        text,
        version,
        |row: &CompanyRow| row.id,
        |text, limit, after| {
            let text = Some(text).filter(|text| !text.trim().is_empty());
            call(ListCompanies {
                filter: CompanyFilter { text, limit: Some(limit), after, ..Default::default() },
            })
        },
    );
    let rows = move || list.items.get().unwrap_or_default();
    let state = part(move || match (list.items.with(Option::is_none), list.error.get()) {
        (true, Some(error)) => view! { <Problem error again=move |()| list.again() /> }.into_any(),
        (true, None) => view! { <Skeleton rows=8 /> }.into_any(),
        (false, _) if list.items.with(|items| items.as_ref().is_some_and(|rows| !rows.is_empty())) => {
            ().into_any()
        }
        (false, _) if text.with(String::is_empty) => {
            view! { <Empty title=tr(|t| t.companies_empty) hint=tr(|t| t.companies_empty_hint) /> }.into_any()
        }
        (false, _) => {
            view! { <Empty title=tr(|t| t.companies_none_found) hint=tr(|t| t.companies_none_found_hint) /> }
                .into_any()
        }
    });
    view! {
        <PageHead title=tr(|t| t.companies)>
            {when(move || session.may_write(), move || view! {
                <a href="/companies/new" class="button primary">{tr(|t| t.add_company)}</a>
            })}
        </PageHead>
        <div class="search" role="search">
            <Icon shape=Shape::Search />
            <input
                type="search"
                autocomplete="off"
                aria-label=tr(|t| t.company_search)
                placeholder=tr(|t| t.company_search)
                bind:value=typed
            />
        </div>
        {state}
        <ul class="rows">
            <Each each=rows key=|row| (row.id, row.revision) let(row)>
                <Row row since />
            </Each>
        </ul>
        <More of=list />
    }
}

/// A company in the list.
#[component]
fn Row(row: CompanyRow, since: f64) -> impl IntoView {
    let fresh = Live::get().is_fresh(row.id, since);
    let details = [row.city, row.nip.map(|nip| format!("NIP {nip}"))];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="row" class:fresh=fresh>
            <div class="row-main">
                <a class="row-link" href=format!("/companies/{}", row.id)>{row.name}</a>
                <p class="row-details">{details}</p>
            </div>
            {row.account_manager_name.map(|name| view! { <p class="row-side">{name}</p> })}
        </li>
    }
}
