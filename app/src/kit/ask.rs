//! A question that wants a few words before something is done.

use std::{future::Future, pin::Pin};

use leptos::text_prop::TextProp;
use leptos::{ev::SubmitEvent, prelude::*};
use records::AppError;

use super::{Dialog, Field, Submission, Submit, Trouble, missing, words};

type Answer = Pin<Box<dyn Future<Output = Result<(), AppError>>>>;

/// The words of the question.
pub(crate) struct Asked {
    pub(crate) title: TextProp,
    pub(crate) hint: TextProp,
    /// Of the line that is typed.
    pub(crate) label: TextProp,
    /// What the button that does not do it says.
    pub(crate) keep: TextProp,
    /// Where the line stands in the request.
    pub(crate) path: &'static str,
    pub(crate) required: bool,
    /// It takes something away.
    pub(crate) danger: bool,
}

/// Asks; `answer` does it with what was typed. Whatever goes wrong is told in the dialog.
#[component]
pub(crate) fn Ask<F: Future<Output = Result<(), AppError>> + 'static>(
    asked: Asked,
    answer: impl Fn(String) -> F + Send + 'static,
    #[prop(into)] on_done: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    ask(asked, Box::new(move |typed| Box::pin(answer(typed))), on_done, on_close)
}

fn ask(
    asked: Asked,
    answer: Box<dyn Fn(String) -> Answer + Send>,
    on_done: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let Asked { title, hint, label, keep, path, required, danger } = asked;
    let submission = Submission::new();
    let on_close = submission.closing(on_close);
    let typed = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let problems = if required { missing([(path, typed)]) } else { Vec::new() };
        if !problems.is_empty() {
            return submission.failed(AppError::Invalid { problems });
        }
        submission.run(answer(typed.get_untracked()), move |()| on_done.run(()));
    };
    let action = title.clone();
    view! {
        <Dialog title on_close>
            <p class="dialog-hint">{words(hint)}</p>
            <form class="form" novalidate on:submit=submit>
                <Trouble submission />
                <Field submission path label value=typed required autofocus=true />
                <div class="form-actions">
                    <Submit submission label=action danger />
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {words(keep)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
