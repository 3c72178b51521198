//! Adding a person to a company, or changing one.

use std::{future::Future, pin::Pin};

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    Uuid,
    contacts::{ChangeContact, Contact, NewContact},
};

use super::api;
use crate::{
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{Area, Conflict, Dialog, Field, Known, Submission, Submit, Toasts, Trouble, by_key, slot},
    offline::{Item, Outbox, Sent},
    rest::tell,
};

/// The dialog for a person: a new one, or one that is there.
#[component]
pub(crate) fn EnterContact(
    company: Uuid,
    contact: Option<Contact>,
    /// A new one that waits in the outbox and is to be corrected.
    #[prop(default = None)]
    waiting: Option<Item>,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (i18n, toasts, outbox) = (I18n::get(), Toasts::get(), Outbox::get());
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let old = contact.as_ref().map(|contact| contact.id);
    let id = old.or(waiting.as_ref().map(|item| item.id)).unwrap_or_else(uuid::Uuid::now_v7);
    let is_known = old.is_some() || waiting.is_some();
    let began = contact.as_ref().map(texts).unwrap_or_default();
    let typed = waiting.as_ref().and_then(|item| serde_json::from_str(&item.command).ok());
    let began = typed.map_or(began, |new: NewContact| {
        [Some(new.name), new.position, new.email, new.phone, new.note].map(Option::unwrap_or_default)
    });
    let [name, position, email, phone, note] = began.clone().map(RwSignal::new);
    if let Some(error) = waiting.and_then(|item| item.refused) {
        submission.failed(error);
    }
    let slots = vec![
        slot(tr(|t| t.your_name), name),
        slot(tr(|t| t.position), position),
        slot(tr(|t| t.email), email),
        slot(tr(|t| t.phone), phone),
        slot(tr(|t| t.note), note),
    ];
    let known = Known::new(slots, began.into(), contact.map_or(0, |contact| contact.revision));
    let page = if is_known { format!("contact.{id}") } else { format!("contact.new.{company}") };
    let keeper = Keeper::new(&page, known);
    let change = move || ChangeContact {
        revision: known.revision(),
        name: known.changed(0),
        position: known.replaced(1),
        email: known.replaced(2),
        phone: known.replaced(3),
        note: known.replaced(4),
    };
    let text = |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
    let new = move || NewContact {
        id: Some(id),
        company,
        name: name.get_untracked(),
        position: text(position),
        email: text(email),
        phone: text(phone),
        note: text(note),
    };
    let send = move || {
        let answer: Pin<Box<dyn Future<Output = _>>> = if old.is_some() {
            let saved = keeper.saving(tell(api::EditContact { id, change: change() }));
            Box::pin(async move { saved.await.map(|()| Sent::Accepted(None)) })
        } else {
            let command = new();
            Box::pin(keeper.sending(async move { outbox.send(Item::contact(&command, id)?, None).await }))
        };
        submission.run(answer, move |sent| {
            let texts = i18n.texts();
            toasts.say(if let Sent::Waiting = sent { texts.outbox_queued_toast } else { texts.saved });
            on_done.run(());
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let give_up = move |_| {
        if !submission.busy.get_untracked() {
            keeper.discard();
        }
        on_close.run(());
    };
    let is_old = old.is_some();
    let title = if is_old { tr(|t| t.edit_contact) } else { tr(|t| t.add_contact) };
    let label = if is_old { tr(|t| t.save) } else { tr(|t| t.add) };
    view! {
        <Dialog title on_close>
            {keeper.view()}
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="name" label=tr(|t| t.your_name) value=name required=true autofocus=true />
                <Field submission path="position" label=tr(|t| t.position) value=position />
                <div class="pair">
                    <Field submission path="email" label=tr(|t| t.email) value=email kind="email" />
                    <Field submission path="phone" label=tr(|t| t.phone) value=phone kind="tel" />
                </div>
                <Area submission path="note" label=tr(|t| t.note) value=note rows="2" />
                <div class="form-actions">
                    <Submit submission label />
                    <button type="button" class="button" on:click=give_up>
                        {tr(|t| t.cancel)}
                    </button>
                </div>
            </form>
            <Conflict submission known read=by_key(&["name", "position", "email", "phone", "note"]) again=move |()| send() />
        </Dialog>
    }
}

/// A contact's texts in the order of the form's slots.
fn texts(contact: &Contact) -> [String; 5] {
    let Contact { position, email, phone, note, .. } = contact;
    let name = Some(contact.name.clone());
    [&name, position, email, phone, note].map(|text| text.clone().unwrap_or_default())
}
