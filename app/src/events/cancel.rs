//! Cancelling an event: it stays, with the reason.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{Uuid, events::CancelEvent};

use super::api::Cancel;
use crate::{
    i18n::tr,
    kit::{Dialog, Field, Submission, Submit, Trouble},
    rest::tell,
};

/// Asks for the reason.
#[component]
pub(crate) fn CancelDialog(
    id: Uuid,
    revision: Signal<i64>,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let submission = Submission::new();
    let reason = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let command = CancelEvent { revision: revision.get_untracked(), reason: reason.get_untracked() };
        let answer = tell(Cancel { id, command });
        submission.run(answer, move |()| on_done.run(()));
    };
    view! {
        <Dialog title=tr(|t| t.cancel_event) on_close>
            <p class="dialog-hint">{tr(|t| t.cancel_event_hint)}</p>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path="reason" label=tr(|t| t.cancel_reason) value=reason required=true autofocus=true />
                <div class="form-actions">
                    <Submit submission label=tr(|t| t.cancel_event) />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {tr(|t| t.keep_event)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
