//! Why a form was refused, told at once to everybody.

use leptos::prelude::*;
use records::AppError;

use super::{Submission, erased::part};
use crate::i18n::{I18n, error_text, problem_text};

/// The error of the last sending, with the problems that no field shows.
#[component]
pub(crate) fn Trouble(
    submission: Submission,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> impl IntoView {
    let i18n = I18n::get();
    let content = part(move || {
        let error = submission.error.get()?;
        // Once all problems are mended there is nothing to tell.
        if matches!(error, AppError::Invalid { .. }) && submission.problems().is_empty() {
            return None;
        }
        let told = match &error {
            AppError::Invalid { .. } => AppError::Invalid { problems: submission.problems() },
            _ => error,
        };
        let line = |problem: &forms::Problem| {
            let text = problem_text(problem, i18n.language());
            let text = if problem.path.is_empty() { text } else { format!("{}: {text}", problem.path) };
            view! { <li>{text}</li> }
        };
        let others = submission.elsewhere().iter().map(line).collect::<Vec<_>>();
        Some(view! {
            <div class="trouble">
                <p>{error_text(&told, i18n.language())}</p>
                {(!others.is_empty()).then(|| view! { <ul>{others}</ul> })}
                {children.as_ref().map(|children| children())}
            </div>
        })
    });
    view! { <div role="alert">{content}</div> }
}
