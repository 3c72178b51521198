//! The settlement lines of an event that is being registered or changed: what may be entered, what stands fixed, what it
//! comes to.

use forms::Json;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use records::{
    Decimal, Problem,
    event_types::{SettlementLine, SettlementPart},
    events::SettlementInput,
};

use crate::{
    form::Entered,
    i18n::{I18n, Language, plain_decimal, spaced_decimal, tr, without_unit},
    kit::{Labelled, Line, Slot, Submission, effect, field, slot},
};

/// The lines of a type.
#[component]
pub(crate) fn Settlements(
    lines: Vec<SettlementLine>,
    entered: Entered,
    submission: Submission,
) -> impl IntoView {
    let mut place = 0;
    let line = |line: SettlementLine| {
        let at = place;
        place += usize::from(is_entered(&line));
        view! { <OneLine line at entered submission /> }
    };
    view! {
        <fieldset class="settlements">
            <legend>{tr(|t| t.settlements)}</legend>
            {lines.into_iter().map(line).collect_view()}
        </fieldset>
    }
}

/// One line; `at` is its place in the command.
#[component]
fn OneLine(line: SettlementLine, at: usize, entered: Entered, submission: Submission) -> impl IntoView {
    let i18n = I18n::get();
    let written = move |number: Decimal| spaced_decimal(&number.0.to_string(), i18n.language());
    let part = |name: &str, part: SettlementPart, default: Option<Decimal>, unit: String| {
        let label = if name == "quantity" { tr(|t| t.quantity) } else { tr(|t| t.unit_price) };
        match part {
            SettlementPart::Absent => None,
            SettlementPart::Locked => Some(
                view! {
                    <div class="field computed">
                        <span class="field-name">{label}</span>
                        <output>{move || default.map(written)} " " {unit}</output>
                    </div>
                }
                .into_any(),
            ),
            SettlementPart::Editable => {
                let value = RwSignal::from(entered.of(&key_of(&line, name)));
                effect(move || {
                    value.track();
                    entered.tell();
                });
                let path = format!("settlements[{at}].{name}");
                let labelled = Labelled::new(submission, &path, label.into(), Signal::stored(false), None);
                // What is left empty takes the type's default.
                let placeholder = default.map(|default| TextProp::from(move || written(default)));
                let how = Line { inputmode: "decimal", unit, placeholder, ..Line::default() };
                Some(field(labelled, "", value, how))
            }
        }
    };
    let quantity = part("quantity", line.quantity, line.default_quantity, line.unit.clone());
    let price = part("unit_price", line.unit_price, line.default_unit_price, line.currency.clone());
    let (name, currency) = (line.name.clone(), line.currency.clone());
    let title = move || i18n.own(&name);
    let spoken = title.clone();
    let amount = move || {
        let number = |name: &str| read(&entered.of(&key_of(&line, name)).get(), &line, name).ok().flatten();
        match line.settled(number("quantity"), number("unit_price")).2 {
            Some(amount) => format!("{} {currency}", written(amount)),
            None => "—".to_owned(),
        }
    };
    view! {
        <div class="settlement" role="group" aria-label=spoken>
            <p class="field-name">{title}</p>
            {quantity}
            {price}
            <div class="field computed">
                <span class="field-name">{tr(|t| t.amount)}</span>
                <output>{amount}</output>
            </div>
        </div>
    }
}

fn key_of(line: &SettlementLine, part: &str) -> String {
    format!("{}.{part}", line.key)
}

/// Whether anything of a line may be entered: only such lines stand in the command, all of them, so that a problem's
/// path tells the line.
fn is_entered(line: &SettlementLine) -> bool {
    line.quantity == SettlementPart::Editable || line.unit_price == SettlementPart::Editable
}

/// A slot for every part that may be entered.
pub(super) fn slots(lines: &[SettlementLine], entered: Entered) -> Vec<Slot> {
    let i18n = I18n::get();
    let mut all = Vec::new();
    for (line, name) in parts(lines) {
        let of = line.name.clone();
        let label = move || {
            let texts = i18n.texts();
            let part = if name == "quantity" { texts.quantity } else { texts.unit_price };
            format!("{}: {part}", i18n.own(&of))
        };
        all.push(slot(TextProp::from(label), entered.of(&key_of(line, name)).into()));
    }
    all
}

/// What those slots hold for the settlements of a record.
pub(super) fn texts(lines: &[SettlementLine], settlements: &Json, language: Language) -> Vec<String> {
    let settlements = settlements.as_array().unwrap_or_default();
    let text = |(line, name): (&SettlementLine, &str)| {
        let mut of =
            settlements.iter().filter(|one| one.get("key").and_then(Json::as_str) == Some(&line.key));
        let number = of.next().and_then(|one| one.get(name)?.as_str());
        number.map(|number| spaced_decimal(number, language)).unwrap_or_default()
    };
    parts(lines).into_iter().map(text).collect()
}

/// The parts that may be entered, in order.
fn parts(lines: &[SettlementLine]) -> Vec<(&SettlementLine, &'static str)> {
    let mut all = Vec::new();
    for line in lines {
        for (part, name) in [(line.quantity, "quantity"), (line.unit_price, "unit_price")] {
            if part == SettlementPart::Editable {
                all.push((line, name));
            }
        }
    }
    all
}

/// A number typed for a part of a line; `None` where nothing is typed.
fn read(text: &str, line: &SettlementLine, part: &str) -> Result<Option<Decimal>, ()> {
    let unit = if part == "quantity" { &line.unit } else { &line.currency };
    let text = without_unit(text, Some(unit));
    if text.is_empty() {
        return Ok(None);
    }
    // By the reader of the wire: a library for numbers alone would be one more in the browser.
    let plain = plain_decimal(text).ok_or(())?;
    serde_json::from_value(plain.into()).map(Some).map_err(drop)
}

/// What is entered for the lines, untracked.
pub(super) fn entered(lines: &[SettlementLine], entered: Entered) -> Vec<SettlementInput> {
    let input = |line: &SettlementLine| {
        let number = |name: &str, part: SettlementPart| {
            let text = entered.of(&key_of(line, name)).get_untracked();
            if part == SettlementPart::Editable { read(&text, line, name).ok().flatten() } else { None }
        };
        let (quantity, unit_price) =
            (number("quantity", line.quantity), number("unit_price", line.unit_price));
        SettlementInput { key: line.key.clone(), quantity, unit_price }
    };
    lines.iter().filter(|line| is_entered(line)).map(input).collect()
}

/// What is no number, tracked.
pub(super) fn problems(lines: &[SettlementLine], entered: Entered) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().filter(|line| is_entered(line)).enumerate() {
        for (name, part) in [("quantity", line.quantity), ("unit_price", line.unit_price)] {
            let text = entered.of(&key_of(line, name)).get();
            if part == SettlementPart::Editable && read(&text, line, name).is_err() {
                found.push(Problem::new(format!("settlements[{at}].{name}"), "type"));
            }
        }
    }
    found
}
