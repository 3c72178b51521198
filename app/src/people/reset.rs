//! An administrator gives a person a new password.

use leptos::{ev::SubmitEvent, prelude::*};
use records::users::{ChangePassword, User};

use super::api::SetPassword;
use crate::{
    access::Secret,
    i18n::{I18n, tr},
    kit::{Dialog, Field, Submission, Submit, Toasts, Trouble},
    rest::call,
};

/// The dialog for a person's new password.
#[component]
pub(crate) fn ResetPassword(person: User, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let password = RwSignal::new(String::new());
    let id = person.id;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let change = ChangePassword { current: None, new: password.get_untracked() };
        let answer = call(SetPassword { person: id, password: Secret(change) });
        submission.run(answer, move |()| {
            toasts.say(i18n.texts().password_set);
            on_close.run(());
        });
    };
    view! {
        <Dialog title=tr(|t| t.set_password) on_close>
            <p class="dialog-hint">{person.name}</p>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field
                    submission
                    path="new"
                    label=tr(|t| t.new_password)
                    value=password
                    kind="password"
                    required=true
                    autocomplete="new-password"
                    hint=tr(|t| t.password_hint)
                    autofocus=true
                />
                <div class="form-actions">
                    <Submit submission label=tr(|t| t.set_password) />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {tr(|t| t.cancel)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
