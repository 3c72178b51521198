//! The company card: its data, its contacts, its newest events.

use leptos::prelude::*;
use records::{Uuid, companies::CompanyCard};

use super::{api::read_card, data::CompanyDetails};
use crate::{
    access::Session,
    contacts::{AddContact, Contacts},
    events::EventRows,
    i18n::tr,
    kit::{Empty, Loaded, Loader, PageHead, load},
    live::Live,
    location::Location,
    route::Page,
};

/// The card's tab General.
#[component]
pub(crate) fn CompanyGeneral(id: Uuid) -> impl IntoView {
    let session = Session::get();
    let card = read(id);
    // Outside what is read again, so that nothing typed is lost.
    let adding = RwSignal::new(false);
    let content = move |card: Signal<CompanyCard>| {
        let company = Memo::new(move |_| card.with(|card| card.company.clone()));
        let contacts = Memo::new(move |_| card.with(|card| card.contacts.clone()));
        let recent = Memo::new(move |_| card.with(|card| card.recent_events.clone()));
        let today = Memo::new(move |_| card.with(|card| card.registered_today.clone()));
        view! {
            <div class="columns">
                <section class="card wide">
                    <h2>{tr(|t| t.recent_events)}</h2>
                    <Show
                        when=move || recent.with(|rows| !rows.is_empty())
                        fallback=|| view! { <Empty title=tr(|t| t.events_empty) hint=tr(|t| t.events_empty_hint) /> }
                    >
                        <EventRows rows=recent />
                    </Show>
                    <Show when=move || today.with(|rows| !rows.is_empty())>
                        <h3>{tr(|t| t.registered_today)}</h3>
                        <EventRows rows=today />
                    </Show>
                    <p class="section-link">
                        <a href=format!("/companies/{id}/events")>{tr(|t| t.whole_history)}</a>
                    </p>
                </section>
                <div class="stack">
                    <section class="card">
                        <div class="section-head">
                            <h2>{tr(|t| t.company_data)}</h2>
                            <Show when=move || session.may_write()>
                                <a href=format!("/companies/{id}/edit") class="button small">
                                    {tr(|t| t.edit)}
                                </a>
                            </Show>
                        </div>
                        <CompanyDetails company />
                    </section>
                    <section class="card">
                        <div class="section-head">
                            <h2>{tr(|t| t.contacts)}</h2>
                            <Show when=move || session.may_write()>
                                <button type="button" class="button small" on:click=move |_| adding.set(true)>
                                    {tr(|t| t.add_contact)}
                                </button>
                            </Show>
                        </div>
                        <Contacts contacts />
                    </section>
                </div>
            </div>
        }
    };
    view! {
        <CompanyHead id card />
        <Loaded of=card then=content />
        <Show when=move || adding.get()>
            <AddContact company=id on_done=move |()| { adding.set(false); card.again(); } on_close=move |()| adding.set(false) />
        </Show>
    }
}

/// The card, read again when something of the company changes.
pub(crate) fn read(id: Uuid) -> Loader<CompanyCard> {
    let version = Live::get().watch(move |change| change.company == Some(id) || change.id == id);
    load(move || {
        version.track();
        read_card(id)
    })
}

/// Name, actions and tabs of a company.
#[component]
pub(crate) fn CompanyHead(id: Uuid, card: Loader<CompanyCard>) -> impl IntoView {
    let (session, location) = (Session::get(), Location::get());
    let (general, events) = (Page::Company(id), Page::CompanyEvents(id));
    let name = move || {
        card.data
            .with(|card| card.as_ref().map_or_else(|| "…".to_owned(), |card| card.company.data.name.clone()))
    };
    view! {
        <PageHead title=name>
            <Show when=move || session.may_write()>
                <a href=format!("/register?company={id}") class="button primary">
                    {tr(|t| t.register_event)}
                </a>
            </Show>
        </PageHead>
        <nav class="tabs" aria-label=name>
            <a href=general.path() aria-current=location.current(general, true)>{tr(|t| t.general)}</a>
            <a href=events.path() aria-current=location.current(events, true)>{tr(|t| t.events)}</a>
        </nav>
    }
}
