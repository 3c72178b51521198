//! A question before something that cannot be taken back.

use std::{future::Future, pin::Pin};

use leptos::text_prop::TextProp;
use leptos::{ev::SubmitEvent, prelude::*};
use records::AppError;

use super::{Dialog, Submission, Submit, Trouble, words};
use crate::i18n::tr;

type Answer = Pin<Box<dyn Future<Output = Result<(), AppError>>>>;

/// Asks; `answer` does it once the person agrees. Whatever goes wrong is told in the dialog.
#[component]
pub(crate) fn Confirm<F: Future<Output = Result<(), AppError>> + 'static>(
    #[prop(into)] title: TextProp,
    #[prop(into)] hint: TextProp,
    /// What the button that agrees says.
    #[prop(into)]
    action: TextProp,
    answer: impl Fn() -> F + Send + 'static,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    confirm(title, hint, action, danger, Box::new(move || Box::pin(answer())), on_done, on_close)
}

fn confirm(
    title: TextProp,
    hint: TextProp,
    action: TextProp,
    danger: bool,
    answer: Box<dyn Fn() -> Answer + Send>,
    on_done: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submission.run(answer(), move |()| on_done.run(()));
    };
    view! {
        <Dialog title on_close>
            <p class="dialog-hint">{words(hint)}</p>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <div class="form-actions">
                    <Submit submission label=action danger />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {tr(|t| t.cancel)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
