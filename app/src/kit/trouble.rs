//! Why a form was refused, told at once to everybody.

use leptos::prelude::*;
use records::AppError;

use super::{
    Submission,
    erased::{memo, part, words},
    field_id,
    submission::focus_on,
};
use crate::i18n::{I18n, error_text, part_name, problem_text};

/// The error of the last sending, with the problems that no field shows.
#[component]
pub(crate) fn Trouble(
    submission: Submission,
    /// Lists the problems of fields too, each leading to its field, and takes the focus: for long forms.
    #[prop(optional)]
    summary: bool,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> impl IntoView {
    let i18n = I18n::get();
    let id = field_id();
    if summary {
        submission.is_summed_up_at(&id);
    }
    let told = part(move || {
        let error = submission.error.get()?;
        let told = match &error {
            AppError::Invalid { .. } => AppError::Invalid { problems: submission.problems() },
            _ => error,
        };
        let stays = matches!(told, AppError::Network { .. } | AppError::Unavailable);
        let stays = stays.then(|| format!(" {}", i18n.texts().typed_stays));
        Some(view! { <p>{error_text(&told, i18n.language())} {stays}</p> })
    });
    // Once all problems are mended there is nothing to tell.
    let is_told = memo(move || {
        submission.error.with(|error| match error {
            Some(AppError::Invalid { .. }) => !submission.problems().is_empty(),
            error => error.is_some(),
        })
    });
    let list = part(move || {
        if !is_told.get() {
            return None;
        }
        let listed = if summary { submission.problems() } else { submission.elsewhere() };
        let lines = listed.iter().map(|problem| line(submission, problem, i18n)).collect::<Vec<_>>();
        (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })
    });
    // The list stands beside what is announced: it is read once it has the focus, not again with every key.
    view! {
        <div class="trouble" id=id tabindex="-1" hidden=move || !is_told.get()>
            <div role="alert">{move || is_told.get().then(&told)}</div>
            {list}
            {children.map(|children| children())}
        </div>
    }
}

fn line(submission: Submission, problem: &forms::Problem, i18n: I18n) -> AnyView {
    let text = problem_text(problem, i18n.language());
    match submission.field_of(problem) {
        Some((label, id)) => {
            let href = format!("#{id}");
            let jump = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                focus_on(&id);
            };
            // Of several rows of a table, which one.
            let row = problem.path.split_once('[').and_then(|(_, rest)| rest.split_once("]."));
            let row = row.and_then(|(at, _)| at.parse::<usize>().ok()).map(|at| format!(" ({})", at + 1));
            view! { <li><a href=href on:click=jump>{words(label)} {row}</a> ": " {text}</li> }.into_any()
        }
        None if problem.path.is_empty() || problem.path == "values" => view! { <li>{text}</li> }.into_any(),
        None => {
            let part = part_name(&problem.path, i18n.language()).unwrap_or(&problem.path);
            view! { <li>{format!("{part}: {text}")}</li> }.into_any()
        }
    }
}
