//! Adding a person.

use leptos::{ev::SubmitEvent, prelude::*};
use records::users::{NewUser, Role};

use super::{api, list::roles};
use crate::{
    access::Secret,
    i18n::{I18n, tr},
    kit::{Dialog, Field, Select, Submission, Submit, Toasts, Trouble},
    rest::call,
};

/// The dialog for adding a person.
#[component]
pub(crate) fn AddPerson(
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let [name, login, password, email] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Employee.as_str().to_owned());
    let roles = roles(i18n);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text =
            |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        let person = NewUser {
            id: None,
            name: name.get_untracked(),
            login: text(login),
            password: text(password),
            role: Role::parse(&role.get_untracked()).unwrap_or(Role::Employee),
            email: text(email),
        };
        let answer = call(api::AddPerson { person: Secret(person) });
        submission.run(answer, move |_| {
            toasts.say(i18n.texts().saved);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=tr(|t| t.add_person) on_close>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="name" label=tr(|t| t.your_name) value=name required=true autofocus=true />
                <div class="pair">
                    <Field submission path="login" label=tr(|t| t.login) value=login hint=tr(|t| t.login_hint) />
                    <Field
                        submission
                        path="password"
                        label=tr(|t| t.password)
                        value=password
                        kind="password"
                        autocomplete="new-password"
                        hint=tr(|t| t.password_hint)
                    />
                </div>
                <div class="pair">
                    <Select submission path="role" label=tr(|t| t.role) value=role options=roles />
                    <Field submission path="email" label=tr(|t| t.email) value=email kind="email" />
                </div>
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
