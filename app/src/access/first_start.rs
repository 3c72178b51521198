//! The first start of all: the page that makes the first administrator.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{AppError, Problem, sessions::FirstAdministrator};

use super::{Secret, Session, api::MakeFirstAdministrator};
use crate::{
    i18n::tr,
    kit::{Field, Submission, Submit, Trouble, missing},
    rest::call,
    shell::Gate,
};

/// The page that makes the first administrator.
#[component]
pub(crate) fn FirstStart() -> impl IntoView {
    let session = Session::get();
    let submission = Submission::new();
    let [name, login, password, repeated] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let mut problems = missing([("name", name), ("login", login), ("password", password)]);
        if password.get_untracked() != repeated.get_untracked() {
            problems.push(Problem::new("repeated", "passwords_differ"));
        }
        if !problems.is_empty() {
            return submission.failed(AppError::Invalid { problems });
        }
        let person = FirstAdministrator {
            name: name.get_untracked(),
            login: login.get_untracked(),
            password: password.get_untracked(),
        };
        let answer = call(MakeFirstAdministrator { person: Secret(person) });
        submission.run(answer, move |user| session.signed_in(user));
    };
    view! {
        <Gate title=tr(|t| t.first_start_title)>
            <p class="gate-hint">{tr(|t| t.first_start_hint)}</p>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="name" label=tr(|t| t.your_name) value=name required=true autocomplete="name" autofocus=true />
                <Field submission path="login" label=tr(|t| t.login) value=login required=true autocomplete="username" />
                <Field
                    submission
                    path="password"
                    label=tr(|t| t.password)
                    value=password
                    kind="password"
                    required=true
                    autocomplete="new-password"
                    hint=tr(|t| t.password_hint)
                />
                <Field
                    submission
                    path="repeated"
                    label=tr(|t| t.repeat_password)
                    value=repeated
                    kind="password"
                    required=true
                    autocomplete="new-password"
                />
                <div class="form-actions">
                    <Submit submission label=tr(|t| t.create_account) />
                </div>
            </form>
        </Gate>
    }
}
