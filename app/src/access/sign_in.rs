//! The page for signing in, and its form.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{AppError, sessions::Credentials};

use super::{Secret, Session, api};
use crate::{
    i18n::tr,
    kit::{Field, Submission, Submit, Trouble, missing},
    rest::call,
    shell::Gate,
};

/// The page for signing in.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    view! {
        <Gate title=tr(|t| t.sign_in_title)>
            <SignInForm login=RwSignal::new(String::new()) />
        </Gate>
    }
}

/// Login and password.
#[component]
pub(crate) fn SignInForm(login: RwSignal<String>) -> impl IntoView {
    let session = Session::get();
    let submission = Submission::new();
    let password = RwSignal::new(String::new());
    let known = !login.get_untracked().is_empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let problems = missing([("login", login), ("password", password)]);
        if !problems.is_empty() {
            return submission.failed(AppError::Invalid { problems });
        }
        let credentials = Credentials { login: login.get_untracked(), password: password.get_untracked() };
        let answer = call(api::SignIn { credentials: Secret(credentials) });
        submission.run(answer, move |user| session.signed_in(user));
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Trouble submission />
            <Field submission path="login" label=tr(|t| t.login) value=login autocomplete="username" autofocus=!known />
            <Field
                submission
                path="password"
                label=tr(|t| t.password)
                value=password
                kind="password"
                autocomplete="current-password"
                autofocus=known
            />
            <div class="form-actions">
                <Submit submission label=tr(|t| t.sign_in) />
            </div>
        </form>
    }
}
