//! The company card: its data, its contacts, its newest events.

use leptos::prelude::*;
use records::{
    Uuid,
    companies::{Company, CompanyCard},
    contacts::Contact,
};

use super::{data::CompanyDetails, waiting::read_card};
use crate::{
    access::Session,
    contacts::{Contacts, EnterContact},
    events::EventRows,
    i18n::tr,
    kit::{About, Empty, Loaded, Loader, PageHead, load, memo, part, when},
    live::Live,
    location::Location,
    offline::{Outbox, WaitingRows, waiting_events},
    route::Page,
};

/// The card's tab General.
#[component]
pub(crate) fn CompanyGeneral(id: Uuid) -> impl IntoView {
    let (session, outbox) = (Session::get(), Outbox::get());
    let card = read(id);
    // Outside what is read again, so that nothing typed is lost.
    let adding = RwSignal::new(false);
    let editing = RwSignal::new(None::<Contact>);
    let lit = Live::get().lit(move |change| change.id == id);
    let waiting = waiting_events(Some(id));
    let content = move |card: Signal<CompanyCard>| {
        let company = memo(move || card.with(|card| card.company.clone()));
        let contacts = memo(move || card.with(|card| card.contacts.clone()));
        let recent = memo(move || card.with(|card| card.recent_events.clone()));
        let today = memo(move || card.with(|card| card.registered_today.clone()));
        view! {
            <div class="columns">
                <section class="card wide">
                    <h2>{tr(|t| t.recent_events)}</h2>
                    <WaitingRows company=id />
                    <EventRows rows=recent />
                    {when(move || recent.with(Vec::is_empty) && waiting.with(Vec::is_empty), || view! {
                        <Empty title=tr(|t| t.events_empty) hint=tr(|t| t.events_empty_hint) />
                    })}
                    {when(move || today.with(|rows| !rows.is_empty()), move || view! {
                        <h3>{tr(|t| t.registered_today)}</h3>
                        <EventRows rows=today />
                    })}
                    {when(move || recent.with(|rows| !rows.is_empty()), move || view! {
                        <p class="section-link">
                            <a href=format!("/companies/{id}/events")>{tr(|t| t.whole_history)}</a>
                        </p>
                    })}
                </section>
                <div class="stack">
                    <section class="card" class:fresh=lit>
                        <div class="section-head">
                            <h2>{tr(|t| t.company_data)}</h2>
                            {when(move || session.may_write(), move || view! {
                                <a href=move || edit_path(company.get()) class="button small">
                                    {tr(|t| t.edit)}
                                </a>
                            })}
                        </div>
                        <CompanyDetails company />
                    </section>
                    <section class="card">
                        <div class="section-head">
                            <h2>{tr(|t| t.contacts)}</h2>
                            {when(move || session.may_write(), move || view! {
                                <button type="button" class="button small" on:click=move |_| adding.set(true)>
                                    {tr(|t| t.add_contact)}
                                </button>
                            })}
                        </div>
                        <Contacts contacts editing />
                    </section>
                </div>
            </div>
        }
    };
    let page = move || {
        view! {
            <CompanyHead id card />
            <Loaded of=card then=content />
        }
        .into_any()
    };
    view! {
        <About of=card page=Box::new(page) />
        {when(move || adding.get(), move || view! {
            <EnterContact
                company=id
                contact=None
                on_done=move |()| { adding.set(false); card.again(); }
                on_close=move |()| adding.set(false)
            />
        })}
        {part(move || editing.get().map(|contact| {
            // One that waits in the outbox is corrected there.
            let waiting = untrack(|| outbox.items()).into_iter().find(|item| item.id == contact.id && !item.is_known());
            let contact = Some(contact).filter(|_| waiting.is_none());
            view! {
                <EnterContact
                    company=id
                    contact
                    waiting
                    on_done=move |()| { editing.set(None); card.again(); }
                    on_close=move |()| editing.set(None)
                />
            }
        }))}
    }
}

/// Where a company is changed: one that waits in the outbox is corrected there.
fn edit_path(company: Company) -> String {
    match company.revision {
        0 => format!("{}?outbox={}", Page::AddCompany.path(), company.id),
        _ => format!("/companies/{}/edit", company.id),
    }
}

/// The card, read again when something of the company changes.
pub(crate) fn read(id: Uuid) -> Loader<CompanyCard> {
    let version = Live::get().watch(move |change| change.company == Some(id) || change.id == id);
    let outbox = Outbox::get();
    load(move || {
        version.track();
        outbox.accepted().track();
        read_card(outbox, id)
    })
}

/// Name, actions and tabs of a company.
#[component]
pub(crate) fn CompanyHead(id: Uuid, card: Loader<CompanyCard>) -> impl IntoView {
    let (session, location) = (Session::get(), Location::get());
    let (general, events) = (Page::Company(id), Page::CompanyEvents(id));
    let name = move || {
        card.data.with(|card| card.as_ref().map(|card| card.company.data.name.clone())).unwrap_or_default()
    };
    let waits = move || card.data.with(|card| card.as_ref().is_some_and(|card| card.company.revision == 0));
    view! {
        <PageHead title=name firm=true>
            {when(waits, || view! { <span class="badge">{tr(|t| t.outbox_waits)}</span> })}
            {when(move || session.may_write(), move || view! {
                <a href=format!("/register?company={id}") class="button primary">
                    {tr(|t| t.register_event)}
                </a>
            })}
        </PageHead>
        <nav class="tabs" aria-label=name>
            <a href=general.path() aria-current=location.current(general, true)>{tr(|t| t.general)}</a>
            <a href=events.path() aria-current=location.current(events, true)>{tr(|t| t.events)}</a>
        </nav>
    }
}
