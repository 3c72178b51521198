//! The company that an event is about, and the person of it.

use leptos::prelude::*;
use records::event_types::{LinkUse, Links};

use crate::{
    companies::{PickCompany, Picked, read_card},
    i18n::tr,
    kit::{Options, Select, Submission, load, memo, part},
    offline::Outbox,
};

/// The people of a company that can be chosen.
pub(super) fn contacts_of(company: RwSignal<Picked>) -> Signal<Options> {
    let outbox = Outbox::get();
    let id = memo(move || company.with(|company| company.as_ref().map(|(id, _)| *id)));
    let contacts = load(move || {
        let company = id.get();
        async move {
            match company {
                Some(company) => read_card(outbox, company).await.map(|card| card.contacts),
                None => Ok(Vec::new()),
            }
        }
    });
    Signal::derive(move || {
        let known = contacts.data.get().unwrap_or_default();
        known.into_iter().map(|contact| (contact.id.to_string(), contact.name)).collect()
    })
}

/// The fields for both, as far as the event type uses them. A contact goes with its company.
#[component]
pub(super) fn LinkFields(
    #[prop(into)] links: Signal<Links>,
    company: RwSignal<Picked>,
    /// The contact's id.
    contact: RwSignal<String>,
    contacts: Signal<Options>,
    submission: Submission,
    /// What is typed for the company and not chosen.
    #[prop(optional, into)]
    searched: Option<ArcRwSignal<String>>,
    /// The contact that is stored with a company, both by their ids; empty where there is none.
    #[prop(optional, into)]
    stored: Option<Callback<String, String>>,
) -> impl IntoView {
    let searched = searched.unwrap_or_else(|| ArcRwSignal::new(String::new()));
    let company_use = memo(move || links.get().company);
    let contact_use = memo(move || links.get().contact);
    view! {
        {part(move || (company_use.get() != LinkUse::Hidden).then(|| {
            let required = company_use.get() == LinkUse::Required;
            let on_pick = move |()| {
                let id = company.with_untracked(|company| company.as_ref().map(|(id, _)| id.to_string()));
                let own = stored.map(|stored| stored.run(id.unwrap_or_default()));
                contact.set(own.unwrap_or_default());
            };
            view! { <PickCompany submission label=tr(|t| t.company) picked=company required on_pick searched=searched.clone() /> }
        }))}
        {part(move || (contact_use.get() != LinkUse::Hidden).then(|| {
            let required = contact_use.get() == LinkUse::Required;
            view! {
                <Select
                    submission
                    path="contact"
                    label=tr(|t| t.contact)
                    value=contact
                    options=contacts
                    none=tr(|t| t.none)
                    required
                />
            }
        }))}
    }
}
