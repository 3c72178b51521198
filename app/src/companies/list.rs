//! The list of companies, searched as one types.

use leptos::prelude::*;
use records::{
    Uuid,
    changes::Entity,
    companies::{CompanyFilter, CompanyOrder, CompanyRow},
};

use super::api::ListCompanies;
use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, tr},
    kit::{
        Each, Empty, FirmMark, Icon, More, News, PageHead, Problem, Select, Shape, Skeleton, debounced,
        paged, part, when,
    },
    live::Live,
    location::Location,
    rest::call,
};

/// The page of companies.
#[component]
pub(crate) fn Companies() -> impl IntoView {
    let (session, live, catalogue, i18n) = (Session::get(), Live::get(), Catalogue::get(), I18n::get());
    let since = js_sys::Date::now();
    let typed = RwSignal::new(String::new());
    let [manager, order] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let location = Location::get();
    for (name, text) in [("text", typed), ("manager", manager), ("order", order)] {
        location.keep(name, text);
    }
    let text = debounced(typed);
    let filter = Signal::derive(move || CompanyFilter {
        text: Some(text.get()).filter(|text| !text.trim().is_empty()),
        account_manager: Uuid::parse_str(&manager.get()).ok(),
        order: if order.with(String::is_empty) { CompanyOrder::Name } else { CompanyOrder::NameDescending },
        ..Default::default()
    });
    let version = live.watch_all(&[Entity::Company]);
    let list = paged(
        filter,
        version,
        |row: &CompanyRow| row.id,
        |filter, limit, after| {
            call(ListCompanies { filter: CompanyFilter { limit: Some(limit), after, ..filter } })
        },
    );
    let any_filter = move || filter.with(|filter| filter.text.is_some() || filter.account_manager.is_some());
    let people = Signal::derive(move || catalogue.people_options());
    let orders = Signal::derive(move || vec![("down".to_owned(), i18n.texts().sort_name_down.to_owned())]);
    let state = part(move || match (list.items.with(Option::is_none), list.error.get()) {
        (true, Some(error)) => view! { <Problem error again=move |()| list.again() /> }.into_any(),
        (true, None) => view! { <Skeleton rows=8 /> }.into_any(),
        (false, _) if list.any() => ().into_any(),
        (false, _) if !any_filter() => {
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
        <div class="finder" role="search">
            <div class="search">
                <Icon shape=Shape::Search />
                <input
                    type="search"
                    autocomplete="off"
                    aria-label=tr(|t| t.company_search)
                    placeholder=tr(|t| t.company_search)
                    bind:value=typed
                />
            </div>
            <Select label=tr(|t| t.account_manager) value=manager options=people none=tr(|t| t.all) />
            <Select label=tr(|t| t.sort) value=order options=orders none=tr(|t| t.sort_name) />
        </div>
        {state}
        <News of=list />
        <ul
            class="rows"
            node_ref=list.window.node
            style:padding-top=move || list.window.before()
            style:padding-bottom=move || list.window.after()
        >
            <Each each=move || list.near() key=|row| (row.id, row.revision) let(row)>
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
    // Beside each other where there is room, else in one line below the name.
    view! {
        <li class="row firm-row" class:fresh=fresh>
            <FirmMark name=row.name.clone() />
            <div class="row-main">
                <a class="row-link" href=format!("/companies/{}", row.id)>{row.name}</a>
                <p class="row-details">
                    {row.city.map(|city| view! { <span class="firm-city">{city}</span> })}
                    {row.nip.map(|nip| view! { <span class="firm-nip">"NIP\u{a0}" {nip}</span> })}
                </p>
            </div>
            {row.account_manager_name.map(|name| view! { <p class="row-side">{name}</p> })}
        </li>
    }
}
