//! The form as it will be filled in, on trial: what is typed here is judged and goes nowhere.

use std::sync::Arc;

use forms::{Form, Json};
use leptos::prelude::*;

use super::{form_faults::Judged, form_text::FormText};
use crate::{
    access::Session,
    form::{Entered, FillForm, Filled, context},
    i18n::{I18n, problem_text, trt},
    kit::{Submission, effect, part, when},
};

/// The last sound form, and what validation says of the sample.
pub(super) fn preview(of: FormText) -> AnyView {
    let session = Session::get();
    let form = RwSignal::new(None::<Arc<Form>>);
    effect(move || {
        if let Judged::Sound(sound) = of.judged.get() {
            form.set(Some(sound));
        }
    });
    let faulty = move || of.judged.with(|judged| matches!(judged, Judged::Faulty(_)));
    // Samples stay while the form changes under them.
    let round = RwSignal::new(0_u32);
    let sample = Memo::new_with_compare(
        move |_| {
            round.track();
            Entered::new(untrack(|| session.time_zone()))
        },
        |_, _| true,
    );
    let content = part(move || {
        let form = form.get()?;
        if form.nodes().is_empty() {
            return Some(view! { <p class="hint">{trt(|t| t.preview_empty)}</p> }.into_any());
        }
        Some(filling(form, sample.get(), session))
    });
    view! {
        <section class="preview" aria-label=trt(|t| t.preview)>
            <div class="preview-head">
                <h3>{trt(|t| t.preview)}</h3>
                <button type="button" class="button small" on:click=move |_| round.update(|round| *round += 1)>
                    {trt(|t| t.clear_sample)}
                </button>
            </div>
            <p class="hint">{trt(|t| t.preview_hint)}</p>
            {when(faulty, || view! { <p class="hint">{trt(|t| t.preview_waits)}</p> })}
            {content}
        </section>
    }
    .into_any()
}

fn filling(form: Arc<Form>, entered: Entered, session: Session) -> AnyView {
    let i18n = I18n::get();
    let submission = Submission::new();
    let filled = Filled::new(form, entered, move || context(session, None, None));
    let judged = filled.clone();
    let outcome = Memo::new(move |_| {
        judged.version();
        let outcome = judged.outcome();
        (outcome.values, outcome.problems)
    });
    let problems = part(move || {
        let problems = outcome.with(|(_, problems)| problems.clone());
        if problems.is_empty() {
            return view! { <p class="good">{trt(|t| t.outcome_sound)}</p> }.into_any();
        }
        let line = |problem: &forms::Problem| {
            let text = problem_text(problem, i18n.language());
            view! { <li><code>{problem.path.clone()}</code> " " {text}</li> }
        };
        view! { <ul class="outcome">{problems.iter().map(line).collect_view()}</ul> }.into_any()
    });
    let values = move || outcome.with(|(values, _): &(Json, _)| values.pretty(60));
    view! {
        <div class="form" role="group" aria-label=trt(|t| t.preview)>
            <FillForm filled entered submission />
        </div>
        <h4>{trt(|t| t.outcome)}</h4>
        {problems}
        <details>
            <summary>{trt(|t| t.values)}</summary>
            <pre class="code" tabindex="0">{values}</pre>
        </details>
    }
    .into_any()
}
