//! The people at a company.

use leptos::prelude::*;
use records::contacts::Contact;

use crate::{
    access::Session,
    i18n::tr,
    kit::{Each, Empty, either, when},
    live::Live,
};

/// The people at a company.
#[component]
pub(crate) fn Contacts(
    #[prop(into)] contacts: Signal<Vec<Contact>>,
    /// The one to be changed.
    editing: RwSignal<Option<Contact>>,
) -> impl IntoView {
    let since = js_sys::Date::now();
    view! {
        {either(move || contacts.with(|contacts| !contacts.is_empty()), move || view! {
            <ul class="rows compact">
                <Each each=move || contacts.get() key=|contact| (contact.id, contact.revision) let(contact)>
                    <Row contact editing since />
                </Each>
            </ul>
        }, || view! { <Empty title=tr(|t| t.contacts_empty) /> })}
    }
}

#[component]
fn Row(contact: Contact, editing: RwSignal<Option<Contact>>, since: f64) -> impl IntoView {
    let session = Session::get();
    let this = StoredValue::new(contact.clone());
    let name = contact.name.clone();
    let edit = when(
        move || session.may_write(),
        move || {
            let name = name.clone();
            view! {
                <button
                    type="button"
                    class="button small quiet"
                    aria-label=move || format!("{} {name}", tr(|t| t.edit)())
                    on:click=move |_| editing.set(Some(this.get_value()))
                >
                    {tr(|t| t.edit)}
                </button>
            }
        },
    );
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
                <p class="row-title">
                    {contact.name}
                    // The server gives revisions from 1.
                    {(contact.revision == 0).then(|| view! { " " <span class="badge">{tr(|t| t.outbox_waits)}</span> })}
                </p>
                {contact.position.map(|position| view! { <p class="row-details">{position}</p> })}
                <p class="row-links">{phone} {email}</p>
                {contact.note.map(|note| view! { <p class="row-details long">{note}</p> })}
            </div>
            {edit}
        </li>
    }
}
