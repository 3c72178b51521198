//! Reads what a field's type lets a schema say about its values.

use super::attributes::Attributes;
use super::checks::{is_empty, read};
use super::{Choice, Constraints, FieldType, ResultType};
use crate::expression::Value;
use crate::{FormProblem, Json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

pub(super) fn constraints(kind: FieldType, of: &mut Attributes<'_>) -> Constraints {
    let mut found = Constraints::default();
    if kind.is_text() {
        found.min_length = of.number("min_length", 0, u32::MAX.into()).map(|number| number as u32);
        found.max_length = of.number("max_length", 0, u32::MAX.into()).map(|number| number as u32);
        in_order(of, "min_length", found.min_length, found.max_length);
        found.pattern = of.text("pattern").map(str::to_owned);
        if let Some(Err(refused)) = found.pattern.as_deref().map(crate::pattern::whole) {
            of.problem("pattern", refused.code());
        }
    }
    if kind == FieldType::Choices || kind.is_file() {
        found.min_items = of.number("min_items", 0, u32::MAX.into()).map(|number| number as u32);
        found.max_items = of.number("max_items", 0, u32::MAX.into()).map(|number| number as u32);
        in_order(of, "min_items", found.min_items, found.max_items);
    }
    match kind {
        FieldType::Integer | FieldType::Decimal => found.unit = of.text("unit").map(str::to_owned),
        FieldType::Money => found.currency = currency(of),
        FieldType::Choice | FieldType::Choices => found.options = options(of),
        FieldType::Computed => {
            found.unit = of.text("unit").map(str::to_owned);
            found.result = result(of);
        }
        _ => {}
    }
    if kind.is_decimal() || kind == FieldType::Computed {
        found.scale = of.number("scale", 0, 28).map(|number| number as u32);
        if kind == FieldType::Money {
            found.scale.get_or_insert(2);
        }
    }
    if kind.is_file() {
        found.accept = of.texts("accept");
        found.max_bytes = of.number("max_bytes", 1, u64::MAX);
        found.profile = of.text("profile").map(str::to_owned);
    }
    bounds(kind, of, &mut found);
    found
}

fn bounds(kind: FieldType, of: &mut Attributes<'_>, found: &mut Constraints) {
    use FieldType::*;
    if kind == Rating {
        let most = of.number("max", 1, u32::MAX.into()).unwrap_or(5);
        found.min = Some(Json::from(1u64));
        found.max = Some(Json::from(most));
        return;
    }
    if !matches!(kind, Integer | Decimal | Money | Date | Time | DateTime | Duration) {
        return;
    }
    let mut bound = |name: &'static str| -> Option<(Json, Value)> {
        let json = of.get(name)?;
        match if is_empty(json) { None } else { read(kind, false, json).ok() } {
            Some(value) => Some((json.clone(), value)),
            None => {
                of.problem(name, "schema");
                None
            }
        }
    };
    let (min, max) = (bound("min"), bound("max"));
    if let (Some((_, min)), Some((_, max))) = (&min, &max)
        && min.order(max) == Some(Ordering::Greater)
    {
        of.problem("min", "range");
    }
    found.min = min.map(|(json, _)| json);
    found.max = max.map(|(json, _)| json);
}

fn in_order(of: &mut Attributes<'_>, name: &'static str, min: Option<u32>, max: Option<u32>) {
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        of.problem(name, "range");
    }
}

fn currency(of: &mut Attributes<'_>) -> Option<String> {
    let code = of.text("currency")?;
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        of.problem("currency", "schema");
    }
    Some(code.to_owned())
}

fn result(of: &mut Attributes<'_>) -> Option<ResultType> {
    let Some(name) = of.text("result") else {
        if of.get("result").is_none() {
            of.missing("result");
        }
        return None;
    };
    let result = ResultType::from_name(name);
    if result.is_none() {
        of.problem("result", "schema");
    }
    result
}

fn options(of: &mut Attributes<'_>) -> Vec<Choice> {
    let items = match of.get("options") {
        Some(Json::Array(items)) if !items.is_empty() => items,
        Some(Json::Array(_)) => {
            of.problem("options", "options");
            return vec![];
        }
        Some(_) => {
            of.problem("options", "schema");
            return vec![];
        }
        None => {
            let at = of.at.clone();
            of.problems.push(FormProblem::new(at, "options").with("missing", "options"));
            return vec![];
        }
    };
    let mut options = Vec::with_capacity(items.len());
    let mut keys = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let at = format!("{}/{index}", of.pointer("options"));
        let Some(mut option) = Attributes::of(item, &at, &mut problems) else { continue };
        let key = option.text("key");
        let label = option.label("label");
        let color = option.text("color").map(str::to_owned);
        match key {
            Some(key) if key.is_empty() || key.trim() != key || key.len() > 256 => {
                option.problem("key", "options")
            }
            Some(key) if !keys.insert(key) => option.problem("key", "options"),
            Some(key) => {
                options.push(Choice { key: key.to_owned(), label: label.clone().unwrap_or_default(), color });
            }
            None if option.get("key").is_none() => option.missing("key"),
            None => {}
        }
        if label.is_none() && option.get("label").is_none() {
            option.missing("label");
        }
        option.finish(&mut problems);
    }
    of.problems.append(&mut problems);
    options
}
