//! The settlement lines of a type.

use forms::Problem;
use leptos::prelude::*;
use records::{
    Decimal, Text,
    event_types::{SettlementLine, SettlementPart},
};

use super::{from_word, rules::options, word};
use crate::{
    i18n::{I18n, Language, Texts, fill, plain_decimal, spaced_decimal, tr, trt},
    kit::{Field, Icon, Options, Select, Shape, Submission, effect, part},
};

/// The typed texts of one line, in this order: key, names in Polish and English, unit, quantity and its default, unit
/// price and its default, currency.
type Line = [ArcRwSignal<String>; 9];

/// Where a text of a line stands in the request.
const PATHS: [&str; 9] = [
    "key",
    "name.pl",
    "name.en",
    "unit",
    "quantity",
    "default_quantity",
    "unit_price",
    "default_unit_price",
    "currency",
];

/// All lines, and the same as one text, which a conflict and what is kept can hold: a line each, with tabs between.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    lines: RwSignal<Vec<Line>>,
    pub(super) text: RwSignal<String>,
}

impl Lines {
    /// To be called in a component's body.
    pub(super) fn new(text: RwSignal<String>) -> Self {
        let lines = RwSignal::new(read_lines(&text.get_untracked()));
        // What is typed goes into the text, and a text that came from elsewhere into the lines.
        effect(move || {
            let now = write_lines(&lines.get());
            if text.get_untracked() != now {
                text.set(now);
            }
        });
        effect(move || {
            let now = text.get();
            if untrack(|| write_lines(&lines.get())) != now {
                lines.set(read_lines(&now));
            }
        });
        Self { lines, text }
    }

    /// The text of a type's lines.
    pub(super) fn text(lines: &[SettlementLine], language: Language) -> String {
        let number = |value: Option<Decimal>| {
            value.map(|value| spaced_decimal(&word(&value), language)).unwrap_or_default()
        };
        let one = |line: &SettlementLine| {
            let name = |language: &str| line.name.0.get(language).cloned().unwrap_or_default();
            [
                line.key.clone(),
                name("pl"),
                name("en"),
                line.unit.clone(),
                word(&line.quantity),
                number(line.default_quantity),
                word(&line.unit_price),
                number(line.default_unit_price),
                line.currency.clone(),
            ]
            .join("\t")
        };
        lines.iter().map(one).collect::<Vec<_>>().join("\n")
    }

    /// The lines as they are typed; untracked. What cannot be read is told.
    pub(super) fn read(self, problems: &mut Vec<Problem>) -> Vec<SettlementLine> {
        let mut read = Vec::new();
        for (at, line) in self.lines.get_untracked().into_iter().enumerate() {
            let [key, pl, en, unit, quantity, default_quantity, unit_price, default_unit_price, currency] =
                line.map(|text| text.get_untracked().trim().to_owned());
            let mut decimal = |text: &str, name: &str| {
                let value = plain_decimal(text).and_then(|plain| from_word(&plain));
                if value.is_none() && !text.is_empty() {
                    problems.push(Problem::new(format!("settlements[{at}].{name}"), "type"));
                }
                value
            };
            let (default_quantity, default_unit_price) = (
                decimal(&default_quantity, "default_quantity"),
                decimal(&default_unit_price, "default_unit_price"),
            );
            let names = [("pl", pl), ("en", en)].into_iter().filter(|(_, text)| !text.is_empty());
            read.push(SettlementLine {
                key,
                name: Text(names.map(|(language, text)| (language.to_owned(), text)).collect()),
                unit,
                quantity: from_word(&quantity).unwrap_or(SettlementPart::Absent),
                unit_price: from_word(&unit_price).unwrap_or(SettlementPart::Absent),
                default_quantity,
                default_unit_price,
                currency,
            });
        }
        read
    }

    pub(super) fn view(self, submission: Submission, language: Language) -> AnyView {
        let add = move |_| {
            let fresh = ["", "", "", "", "editable", "", "locked", "", "PLN"];
            self.lines.update(|lines| lines.push(fresh.map(|text| ArcRwSignal::new(text.to_owned()))));
        };
        let all = part(move || {
            let lines = self.lines.get();
            if lines.is_empty() {
                return view! { <p class="hint">{trt(|t| t.settlements_none)}</p> }.into_any();
            }
            let one = |(at, line)| self.line(submission, language, at, line);
            lines.into_iter().enumerate().map(one).collect::<Vec<_>>().into_any()
        });
        view! {
            <fieldset>
                <legend>{trt(|t| t.settlements)}</legend>
                {all}
                <div>
                    <button type="button" class="button small" on:click=add>{trt(|t| t.add_line)}</button>
                </div>
            </fieldset>
        }
        .into_any()
    }

    fn line(self, submission: Submission, language: Language, at: usize, line: Line) -> AnyView {
        let i18n = I18n::get();
        let called = move || fill(i18n.language().type_texts().line, &(at + 1).to_string());
        let path = move |part: usize| format!("settlements[{at}].{}", PATHS[part]);
        let [key, pl, en, unit, quantity, default_quantity, unit_price, default_unit_price, currency] =
            line.map(RwSignal::from);
        // Written as the reader writes numbers, whatever language it was typed in.
        for number in [default_quantity, default_unit_price] {
            number.update_untracked(|text| *text = spaced_decimal(text, language));
        }
        let remove = move |_| self.lines.update(|lines| drop(lines.remove(at)));
        let last = untrack(|| self.lines.with(Vec::len)) - 1;
        let move_button = move |to: usize, shape: Shape, name: fn(&'static Texts) -> &'static str| {
            view! {
                <button
                    type="button"
                    class="button quiet small"
                    aria-label=move || fill(name(i18n.texts()), &(at + 1).to_string())
                    disabled={to > last}
                    on:click=move |_| self.lines.update(|lines| lines.swap(at, to))
                >
                    <Icon shape />
                </button>
            }
        };
        // From the first there is no way up.
        let up = move_button(at.checked_sub(1).unwrap_or(usize::MAX), Shape::Up, |t| t.row_up);
        let down = move_button(at + 1, Shape::Down, |t| t.row_down);
        view! {
            <div class="settlement" role="group" aria-label=called>
                <div class="settlement-head">
                    <strong>{called}</strong>
                    {up}
                    {down}
                    <button
                        type="button"
                        class="button small"
                        aria-label=move || format!("{}: {}", i18n.language().type_texts().remove_line, called())
                        on:click=remove
                    >
                        {trt(|t| t.remove_line)}
                    </button>
                </div>
                <div class="tight">
                    <Field submission path=path(0) label=tr(|t| t.key) value=key required=true />
                    <Field submission path=path(1) label=trt(|t| t.name_pl) value=pl />
                    <Field submission path=path(2) label=trt(|t| t.name_en) value=en />
                </div>
                <div class="tight">
                    <Select submission path=path(4) label=trt(|t| t.quantity) value=quantity options=parts() />
                    <Field
                        submission
                        path=path(5)
                        label=trt(|t| t.default_quantity)
                        value=default_quantity
                        inputmode="decimal"
                    />
                    <Field submission path=path(3) label=trt(|t| t.unit) value=unit />
                </div>
                <div class="tight">
                    <Select submission path=path(6) label=trt(|t| t.unit_price) value=unit_price options=parts() />
                    <Field
                        submission
                        path=path(7)
                        label=trt(|t| t.default_unit_price)
                        value=default_unit_price
                        inputmode="decimal"
                    />
                    <Field submission path=path(8) label=trt(|t| t.currency) value=currency />
                </div>
            </div>
        }
        .into_any()
    }
}

/// How a part of a settlement is entered.
fn parts() -> Signal<Options> {
    options(&[
        ("editable", |t| t.part_editable),
        ("locked", |t| t.part_locked),
        ("absent", |t| t.part_absent),
    ])
}

/// Tracks every text. A tab or line end that somebody pasted becomes a space.
fn write_lines(lines: &[Line]) -> String {
    let text = |text: &ArcRwSignal<String>| text.get().replace(['\t', '\n', '\r'], " ");
    let line = |line: &Line| line.iter().map(text).collect::<Vec<_>>().join("\t");
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read_lines(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let mut texts = line.split('\t');
        std::array::from_fn(|_| ArcRwSignal::new(texts.next().unwrap_or_default().to_owned()))
    };
    text.split('\n').filter(|line| !line.is_empty()).map(line).collect()
}
