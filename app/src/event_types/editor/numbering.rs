//! Numbering, with the number it gives. The server judges it: its rules are there only.

use leptos::prelude::*;
use records::event_types::{Numbering, NumberingExample};

use super::{super::api::TryNumbering, from_word, rules::options};
use crate::{
    i18n::{I18n, problem_text, trt},
    kit::{Field, Options, Select, Submission, debounced, load, memo, part, when},
    rest::call,
};

/// The typed texts.
#[derive(Clone, Copy)]
pub(super) struct NumberingFields {
    pub(super) pattern: RwSignal<String>,
    pub(super) reset: RwSignal<String>,
    pub(super) date: RwSignal<String>,
    pub(super) start: RwSignal<String>,
}

pub(super) fn resets() -> Signal<Options> {
    options(&[("never", |t| t.reset_never), ("yearly", |t| t.reset_yearly), ("monthly", |t| t.reset_monthly)])
}

pub(super) fn dates() -> Signal<Options> {
    options(&[("occurred", |t| t.date_occurred), ("registered", |t| t.date_registered)])
}

impl NumberingFields {
    pub(super) fn view(self, submission: Submission, key: Signal<String>) -> AnyView {
        let numbered = memo(move || !self.pattern.with(|pattern| pattern.trim().is_empty()));
        view! {
            <fieldset>
                <legend>{trt(|t| t.numbering)}</legend>
                <Field
                    submission
                    path="numbering.pattern"
                    label=trt(|t| t.pattern)
                    value=self.pattern
                    hint=trt(|t| t.pattern_hint)
                />
                {when(move || numbered.get(), move || view! {
                    {self.example(key)}
                    <div class="tight">
                        <Select
                            submission
                            path="numbering.reset"
                            label=trt(|t| t.reset)
                            value=self.reset
                            options=resets()
                        />
                        <Select
                            submission
                            path="numbering.date"
                            label=trt(|t| t.numbering_date)
                            value=self.date
                            options=dates()
                        />
                        <Field
                            submission
                            path="numbering.start"
                            label=trt(|t| t.start)
                            value=self.start
                            inputmode="numeric"
                        />
                    </div>
                })}
            </fieldset>
        }
        .into_any()
    }

    /// The number that an event of today would get, as one types.
    fn example(self, key: Signal<String>) -> AnyView {
        let i18n = I18n::get();
        let pattern = debounced(self.pattern);
        let example = load(move || {
            let numbering = Numbering {
                pattern: pattern.get().trim().to_owned(),
                reset: from_word(&self.reset.get()).unwrap_or_default(),
                date: from_word(&self.date.get()).unwrap_or_default(),
                start: self.start.get().trim().parse().ok(),
            };
            call(TryNumbering { key: key.get(), numbering })
        });
        let told = part(move || {
            // Without the server there is no example, and nothing else is wrong.
            let NumberingExample { number, problems } = example.data.get()?;
            let text = |problem: &forms::Problem| problem_text(problem, i18n.language());
            let problems = problems.iter().map(text).collect::<Vec<_>>().join(" ");
            Some(match number {
                Some(number) => {
                    view! { <span>{trt(|t| t.example)} ": "</span> <strong>{number}</strong> }.into_any()
                }
                None => view! { <span class="problem">{problems}</span> }.into_any(),
            })
        });
        view! { <p class="example" role="status">{told}</p> }.into_any()
    }
}
