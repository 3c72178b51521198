//! The constraints of one field, in the order in which they are reported.

use super::state::Cell;
use crate::expression::Value;
use crate::form::checks::{self, Fault};
use crate::form::{Field, FieldType};
use crate::{Json, Problem, check, number};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The problem of a value that could not be read; it is the only one of its field.
pub(super) fn fault(path: String, fault: Fault) -> Problem {
    let (code, item) = match fault {
        Fault::Type(item) => ("type", item),
        Fault::Limit(item) => ("limit", item),
    };
    match item {
        Some(item) => Problem::new(format!("{path}[{item}]"), code),
        None => Problem::new(path, code),
    }
}

/// Everything that a readable value breaks. `read_only` is not among it.
pub(super) fn broken(field: &Field, cell: &Cell<'_>, path: &str, problems: &mut Vec<Problem>) {
    match &cell.value {
        Value::Text(value) if field.kind.is_text() => text(field, value, path, problems),
        Value::Text(key) if field.kind == FieldType::Choice && !is_option(field, key) => {
            problems.push(Problem::new(path, "option"));
        }
        Value::List(items) => list(field, items, path, problems),
        Value::Number(_) | Value::Date(_) | Value::Time(_) | Value::DateTime(_) => {
            between(field, &cell.value, path, problems);
            if field.kind.is_decimal() {
                scale(field, cell.sent.as_deref(), path, problems);
            }
        }
        _ => {}
    }
}

fn text(field: &Field, value: &str, path: &str, problems: &mut Vec<Problem>) {
    let limits = &field.constraints;
    if limits.min_length.is_some() || limits.max_length.is_some() {
        let length = value.chars().count();
        if let Some(min) = limits.min_length.filter(|min| length < *min as usize) {
            problems.push(Problem::new(path, "min_length").with("min_length", u64::from(min)));
        }
        if let Some(max) = limits.max_length.filter(|max| length > *max as usize) {
            problems.push(Problem::new(path, "max_length").with("max_length", u64::from(max)));
        }
    }
    if field.checks.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(value)) {
        let pattern = limits.pattern.as_deref().unwrap_or_default();
        problems.push(Problem::new(path, "pattern").with("pattern", pattern));
    }
    let sound = match field.kind {
        FieldType::Email => check::email(value),
        FieldType::Phone => check::phone(value),
        FieldType::Url => check::url(value),
        FieldType::Nip => check::nip(value),
        _ => true,
    };
    if !sound {
        problems.push(Problem::new(path, "format").with("format", field.kind.name()));
    }
}

fn between(field: &Field, value: &Value, path: &str, problems: &mut Vec<Problem>) {
    let limits = &field.constraints;
    if value.order(&field.checks.min) == Some(Ordering::Less) {
        problems.push(Problem::new(path, "min").with("min", limits.min.clone().unwrap_or_default()));
    }
    if value.order(&field.checks.max) == Some(Ordering::Greater) {
        problems.push(Problem::new(path, "max").with("max", limits.max.clone().unwrap_or_default()));
    }
}

fn scale(field: &Field, sent: Option<&Json>, path: &str, problems: &mut Vec<Problem>) {
    let written = match sent {
        Some(Json::String(text)) => text.trim(),
        Some(Json::Number(digits)) => digits,
        _ => return,
    };
    if let Some(scale) =
        field.constraints.scale.filter(|scale| number::written_scale(written) > *scale as usize)
    {
        problems.push(Problem::new(path, "scale").with("scale", u64::from(scale)));
    }
}

fn list(field: &Field, items: &[Value], path: &str, problems: &mut Vec<Problem>) {
    if field.kind == FieldType::Choices {
        let mut seen = BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            let Value::Text(key) = item else { continue };
            if !is_option(field, key) {
                problems.push(Problem::new(format!("{path}[{index}]"), "option"));
            }
            if !seen.insert(&**key) {
                problems.push(Problem::new(format!("{path}[{index}]"), "duplicate"));
            }
        }
    }
    items_between(items.len(), field.constraints.min_items, field.constraints.max_items, path, problems);
}

pub(super) fn items_between(
    count: usize,
    min: Option<u32>,
    max: Option<u32>,
    path: &str,
    problems: &mut Vec<Problem>,
) {
    if let Some(min) = min.filter(|min| count < *min as usize) {
        problems.push(Problem::new(path, "min_items").with("min_items", u64::from(min)));
    }
    if let Some(max) = max.filter(|max| count > *max as usize) {
        problems.push(Problem::new(path, "max_items").with("max_items", u64::from(max)));
    }
}

fn is_option(field: &Field, key: &str) -> bool {
    field.checks.options.binary_search_by(|option| (**option).cmp(key)).is_ok()
}

/// Whether a value equals what was stored, read as a value of the same field.
pub(super) fn same_as_stored(field: &Field, cell: &Cell<'_>, stored: Option<&Json>) -> bool {
    match stored.filter(|json| !checks::is_empty(json)) {
        None => cell.sent.is_none(),
        Some(json) => match checks::read(field.kind, field.checks.pattern.is_some(), json) {
            Ok(value) => cell.sent.is_some() && same(&value, &cell.value),
            Err(_) => false,
        },
    }
}

/// Equal by value; places on the map by their digits.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Location(a), Value::Location(b)) => number::same_places(a, b),
        _ => a.equals(b),
    }
}
