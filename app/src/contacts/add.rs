//! Adding a person to a company.

use leptos::{ev::SubmitEvent, prelude::*};
use records::contacts::{Contact, NewContact};
use uuid::Uuid;

use crate::{
    i18n::{I18n, tr},
    kit::{Area, Dialog, Field, Submission, Submit, Toasts, Trouble},
    rest,
};

/// The dialog for adding a person.
#[component]
pub(crate) fn AddContact(
    company: Uuid,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let [name, position, email, phone, note] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let id = Uuid::now_v7();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text =
            |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        let command = NewContact {
            id: Some(id),
            company,
            name: name.get_untracked(),
            position: text(position),
            email: text(email),
            phone: text(phone),
            note: text(note),
        };
        let answer = async move { rest::post::<_, Contact>("contacts", &command).await };
        submission.run(answer, move |_: Contact| {
            toasts.say(i18n.texts().saved);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=tr(|t| t.add_contact) on_close>
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
                    <Submit submission label=tr(|t| t.add) />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {tr(|t| t.cancel)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
