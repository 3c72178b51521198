//! The people at a company.

use leptos::prelude::*;
use records::contacts::Contact;

use crate::{
    i18n::tr,
    kit::{Each, Empty, either},
    live::Live,
};

/// The people at a company.
#[component]
pub(crate) fn Contacts(#[prop(into)] contacts: Signal<Vec<Contact>>) -> impl IntoView {
    let since = js_sys::Date::now();
    view! {
        {either(move || contacts.with(|contacts| !contacts.is_empty()), move || view! {
            <ul class="rows compact">
                <Each each=move || contacts.get() key=|contact| (contact.id, contact.revision) let(contact)>
                    <Row contact since />
                </Each>
            </ul>
        }, || view! { <Empty title=tr(|t| t.contacts_empty) /> })}
    }
}

#[component]
fn Row(contact: Contact, since: f64) -> impl IntoView {
    let fresh = Live::get().is_fresh(contact.id, since);
    let phone = contact.phone.map(|phone| {
        let href = format!("tel:{}", phone.replace(' ', ""));
        view! { <a href=href rel="external">{phone}</a> }
    });
    let email = contact.email.map(|email| {
        let href = format!("mailto:{email}");
        view! { <a href=href rel="external">{email}</a> }
    });
    view! {
        <li class="row" class:fresh=fresh>
            <div class="row-main">
                <p class="row-title">{contact.name}</p>
                {contact.position.map(|position| view! { <p class="row-details">{position}</p> })}
                <p class="row-links">{phone} {email}</p>
                {contact.note.map(|note| view! { <p class="row-details long">{note}</p> })}
            </div>
        </li>
    }
}
