//! Settlement lines of an event: quantity × unit price, each part editable, locked or absent.

use std::collections::HashSet;

use records::{
    Decimal, Problem,
    event_types::{SettlementLine, SettlementPart},
    events::{Settlement, SettlementInput},
    settlements::minor_unit,
};
use rust_decimal::Decimal as Exact;

/// The most lines that a type has.
const MOST: usize = 100;
/// The most characters of a unit.
const UNIT: usize = 50;

/// Judges what was entered against the type's lines. Each line of the type stands once in the answer, entered or not.
pub(crate) fn settle(
    lines: &[SettlementLine],
    entered: &[SettlementInput],
    problems: &mut Vec<Problem>,
) -> Vec<Settlement> {
    let mut met = HashSet::new();
    for (index, input) in entered.iter().enumerate() {
        let at = |part: &str| format!("settlements[{index}].{part}");
        if !met.insert(input.key.as_str()) {
            problems.push(Problem::new(at("key"), "duplicate"));
        }
        let Some(line) = lines.iter().find(|line| line.key == input.key) else {
            problems.push(Problem::new(at("key"), "option"));
            continue;
        };
        for (name, part, sent, default) in [
            ("quantity", line.quantity, input.quantity, line.default_quantity),
            ("unit_price", line.unit_price, input.unit_price, line.default_unit_price),
        ] {
            let Some(sent) = sent else { continue };
            if part != SettlementPart::Editable && default.is_none_or(|default| default.0 != sent.0) {
                problems.push(Problem::new(at(name), "read_only"));
            } else if scaled(sent.0).is_none() {
                problems.push(Problem::new(at(name), "limit"));
            }
        }
    }
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let place = entered.iter().position(|input| input.key == line.key);
            let input = place.map(|place| &entered[place]);
            let (quantity, unit_price, amount) = line
                .settled(input.and_then(|input| input.quantity), input.and_then(|input| input.unit_price));
            if quantity.is_some()
                && unit_price.is_some()
                && amount.is_none_or(|amount| scaled(amount.0).is_none())
            {
                problems.push(Problem::new(format!("settlements[{}]", place.unwrap_or(index)), "limit"));
            }
            Settlement {
                key: line.key.clone(),
                unit: line.unit.clone(),
                quantity: quantity.map(as_stored),
                unit_price: unit_price.map(as_stored),
                amount,
                currency: line.currency.clone(),
            }
        })
        .collect()
}

/// A decimal times 10⁶ as it is stored; `None` where it has more places or does not fit.
pub(crate) fn scaled(value: Exact) -> Option<i64> {
    let product = value.normalize().checked_mul(Exact::from(1_000_000))?;
    if product.fract().is_zero() {
        i64::try_from(product.trunc().mantissa() / 10_i128.pow(product.trunc().scale())).ok()
    } else {
        None
    }
}

/// Spelled as it comes back from storage.
fn as_stored(value: Decimal) -> Decimal {
    scaled(value.0).map_or(value, unscaled)
}

/// Back from storage, without trailing zeros.
pub(crate) fn unscaled(stored: i64) -> Decimal {
    Decimal(Exact::from_i128_with_scale(i128::from(stored), 6).normalize())
}

/// An amount back from storage, with the places of its currency.
pub(crate) fn amount_unscaled(stored: i64, currency: &str) -> Decimal {
    let mut amount = unscaled(stored).0;
    amount.rescale(minor_unit(currency));
    Decimal(amount)
}

/// What is wrong with a type's settlement lines.
pub(crate) fn check(lines: &[SettlementLine], problems: &mut Vec<Problem>) {
    if lines.len() > MOST {
        problems.push(Problem::new("settlements", "max_items").with("max_items", MOST as u64));
        return;
    }
    for (index, line) in lines.iter().enumerate() {
        let at = |part: &str| format!("settlements[{index}].{part}");
        if !super::types::is_key(&line.key) {
            problems.push(Problem::new(at("key"), "pattern"));
        }
        if lines[..index].iter().any(|earlier| earlier.key == line.key) {
            problems.push(Problem::new(at("key"), "duplicate"));
        }
        super::types::check_texts(&at("name"), &line.name, problems);
        if line.unit.contains(char::is_control) {
            problems.push(Problem::new(at("unit"), "type"));
        } else if line.unit.chars().count() > UNIT {
            problems.push(Problem::new(at("unit"), "max_length").with("max_length", UNIT as u64));
        }
        if line.currency.len() != 3 || !line.currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            problems.push(Problem::new(at("currency"), "format"));
        }
        if line.quantity == SettlementPart::Absent && line.unit_price == SettlementPart::Absent {
            problems.push(Problem::new(at("quantity"), "required"));
        }
        for (name, default) in
            [("default_quantity", line.default_quantity), ("default_unit_price", line.default_unit_price)]
        {
            if default.is_some_and(|default| scaled(default.0).is_none()) {
                problems.push(Problem::new(at(name), "limit"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use records::Text;

    use super::*;

    fn line(quantity: SettlementPart, unit_price: SettlementPart) -> SettlementLine {
        SettlementLine {
            key: "mileage".into(),
            name: Text::new("Mileage", "Dojazd"),
            unit: "km".into(),
            quantity,
            unit_price,
            default_quantity: None,
            default_unit_price: Some(dec("1.15")),
            currency: "PLN".into(),
        }
    }

    fn dec(text: &str) -> Decimal {
        Decimal(text.parse().expect("decimal"))
    }

    #[test]
    fn parts() {
        use SettlementPart::{Absent, Editable, Locked};
        let check = |line: &SettlementLine, quantity: Option<&str>, price: Option<&str>, expected: &str| {
            let input = SettlementInput {
                key: "mileage".into(),
                quantity: quantity.map(dec),
                unit_price: price.map(dec),
            };
            let mut problems = Vec::new();
            let settled = settle(std::slice::from_ref(line), &[input], &mut problems);
            let told = match problems.first() {
                Some(problem) => format!("{} {}", problem.path, problem.code),
                None => settled[0].amount.map_or("null".into(), |amount| amount.0.to_string()),
            };
            assert_eq!(told, expected);
        };
        check(&line(Editable, Locked), Some("120.5"), None, "138.58"); // 138.575 away from zero
        check(&line(Editable, Locked), Some("120.5"), Some("1.150"), "138.58");
        check(&line(Editable, Locked), Some("1"), Some("2"), "settlements[0].unit_price read_only");
        check(&line(Editable, Locked), None, None, "null");
        check(&line(Absent, Editable), None, Some("99.999"), "100.00");
        check(&line(Absent, Editable), Some("1"), None, "settlements[0].quantity read_only");
        check(&line(Editable, Editable), Some("0.0000001"), None, "settlements[0].quantity limit");
    }

    #[test]
    fn lines_of_a_type() {
        let told = |lines: &[SettlementLine]| {
            let mut problems = Vec::new();
            super::check(lines, &mut problems);
            problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect::<Vec<_>>()
        };
        let line = line(SettlementPart::Editable, SettlementPart::Locked);
        assert_eq!(told(std::slice::from_ref(&line)), [""; 0]);
        let check = |name: Text, unit: &str, expected: &[&str]| {
            assert_eq!(told(&[SettlementLine { name, unit: unit.into(), ..line.clone() }]), expected);
        };
        check(Text::new("a\0b", ""), "k\0m", &["settlements[0].name.en type", "settlements[0].unit type"]);
        check(line.name.clone(), &"k".repeat(51), &["settlements[0].unit max_length"]);
        let many: Vec<_> =
            (0..101).map(|n| SettlementLine { key: format!("l{n}"), ..line.clone() }).collect();
        assert_eq!(told(&many), ["settlements max_items"]);
    }

    #[test]
    fn spelled_as_they_come_back() {
        let input = |quantity: &str| SettlementInput {
            key: "mileage".into(),
            quantity: Some(dec(quantity)),
            unit_price: None,
        };
        let line = line(SettlementPart::Editable, SettlementPart::Locked);
        for (sent, expected) in [("120.50", "120.5"), ("0.00", "0"), ("-0", "0"), ("10", "10")] {
            let settled = settle(std::slice::from_ref(&line), &[input(sent)], &mut Vec::new());
            assert_eq!(settled[0].quantity.map(|quantity| quantity.0.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn storage_is_exact() {
        for text in ["0", "1", "-0.000001", "9223372036854.775807", "120.5"] {
            assert_eq!(scaled(dec(text).0).map(unscaled), Some(dec(text)), "{text}");
        }
        assert_eq!(scaled(dec("9223372036854.775808").0), None);
    }
}
