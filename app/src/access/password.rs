//! The page for changing one's own password.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{AppError, Problem, users::ChangePassword};

use super::{Secret, Session};
use crate::{
    i18n::{I18n, tr},
    kit::{Field, PageHead, Submission, Submit, Toasts, Trouble},
    people::api::SetPassword,
    rest::call,
};

/// The page for changing one's own password.
#[component]
pub(crate) fn Password() -> impl IntoView {
    let (session, toasts, i18n) = (Session::get(), Toasts::get(), I18n::get());
    let submission = Submission::new();
    let [current, new, repeated] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(user) = session.user() else { return };
        if new.get_untracked() != repeated.get_untracked() {
            submission
                .failed(AppError::Invalid { problems: vec![Problem::new("repeated", "passwords_differ")] });
            return;
        }
        let change = ChangePassword { current: Some(current.get_untracked()), new: new.get_untracked() };
        let answer = call(SetPassword { person: user.id, password: Secret(change) });
        submission.run(answer, move |()| {
            toasts.say(i18n.texts().password_changed);
            [current, new, repeated].iter().for_each(|field| field.set(String::new()));
        });
    };
    view! {
        <PageHead title=tr(|t| t.change_password) />
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission />
            <Field
                submission
                path="current"
                label=tr(|t| t.current_password)
                value=current
                kind="password"
                required=true
                autocomplete="current-password"
            />
            <Field
                submission
                path="new"
                label=tr(|t| t.new_password)
                value=new
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
                <Submit submission label=tr(|t| t.save) />
            </div>
        </form>
    }
}
