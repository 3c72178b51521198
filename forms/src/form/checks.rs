//! The constraints of a field made ready for checking, and the reading of one value of its type.

use crate::expression::Value;
use crate::form::{Constraints, FieldType};
use crate::sorting::sorted;
use crate::{Json, civil, number};
use regex_lite::Regex;
use std::sync::Arc;

/// Constraints as values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    pub(crate) pattern: Option<Regex>,
    pub(crate) min: Value,
    pub(crate) max: Value,
    pub(crate) default: Value,
    /// Option keys, sorted.
    pub(crate) options: Vec<Arc<str>>,
}

/// Bytes of text in one value.
pub(crate) const MAX_TEXT: usize = 64 * 1024;
/// Characters of text in a value that has a pattern.
pub(crate) const MAX_PATTERN_TEXT: usize = 4096;

/// What keeps a value from being read at all. The item counts from 0 where the value is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Type(Option<usize>),
    Limit(Option<usize>),
}

/// Absent, `null`, `""`, text of white space only and `[]`.
pub(crate) fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Reads a value that is not empty. Constraints are not looked at.
pub(crate) fn read(kind: FieldType, has_pattern: bool, json: &Json) -> Result<Value, Fault> {
    const TYPE: Fault = Fault::Type(None);
    if kind.is_list() {
        let items = json.as_array().ok_or(TYPE)?;
        let mut values = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            match text(item, false) {
                Ok(value) if !value.is_empty() => values.push(Value::from(value)),
                Ok(_) | Err(Fault::Type(_)) => return Err(Fault::Type(Some(at))),
                Err(Fault::Limit(_)) => return Err(Fault::Limit(Some(at))),
            }
        }
        return Ok(Value::List(values.into()));
    }
    match kind {
        FieldType::Boolean => json.as_bool().map(Value::Bool).ok_or(TYPE),
        FieldType::Integer | FieldType::Duration | FieldType::Rating => {
            json.as_number().and_then(number::integer).map(Value::Number).ok_or(TYPE)
        }
        FieldType::Decimal | FieldType::Money => {
            let written = match json {
                Json::Number(digits) => digits,
                _ => text(json, false)?,
            };
            number::decimal(written).map(Value::Number).ok_or(TYPE)
        }
        FieldType::Date => civil::parse_date(text(json, false)?).map(Value::Date).ok_or(TYPE),
        FieldType::Time => civil::parse_time(text(json, false)?).map(Value::Time).ok_or(TYPE),
        FieldType::DateTime => civil::parse_date_time(text(json, false)?).map(Value::DateTime).ok_or(TYPE),
        FieldType::Location => {
            location(json).map(|place| Value::Location(place.to_string().into())).ok_or(TYPE)
        }
        _ => text(json, has_pattern).map(Value::from),
    }
}

/// The normalised JSON of a value that could be read.
pub(crate) fn normalised(kind: FieldType, json: &Json) -> Json {
    match json {
        Json::Number(digits) if kind.is_decimal() => Json::String(digits.clone()),
        Json::String(text) => text.trim().into(),
        Json::Array(items) => Json::Array(items.iter().map(|item| normalised(kind, item)).collect()),
        Json::Object(_) => location(json).unwrap_or_default(),
        other => other.clone(),
    }
}

/// Trimmed text without NUL, in its limits.
fn text(json: &Json, has_pattern: bool) -> Result<&str, Fault> {
    let text = json.as_str().ok_or(Fault::Type(None))?.trim();
    if text.contains('\0') {
        return Err(Fault::Type(None));
    }
    let too_long = text.len() > MAX_TEXT
        || (has_pattern && text.len() > MAX_PATTERN_TEXT && text.chars().count() > MAX_PATTERN_TEXT);
    if too_long { Err(Fault::Limit(None)) } else { Ok(text) }
}

/// `{"lat", "lon", "accuracy"?}` in this order, numbers as written.
fn location(json: &Json) -> Option<Json> {
    let members = json.as_object()?;
    let (mut lat, mut lon, mut accuracy) = (None, None, None);
    for (key, value) in members {
        match (key.as_str(), value) {
            ("lat", Json::Number(digits)) if number::within(digits, 90) => lat = Some(value),
            ("lon", Json::Number(digits)) if number::within(digits, 180) => lon = Some(value),
            ("accuracy", Json::Number(_)) => accuracy = Some(value),
            ("accuracy", Json::Null) => {}
            _ => return None,
        }
    }
    let mut out = vec![("lat".to_owned(), lat?.clone()), ("lon".to_owned(), lon?.clone())];
    out.extend(accuracy.map(|value| ("accuracy".to_owned(), value.clone())));
    Some(Json::Object(out))
}

/// Makes the constraints of a field ready. What they hold was checked when they were read.
pub(crate) fn prepare(kind: FieldType, constraints: &Constraints, default: Option<&Json>) -> Checks {
    let value = |json: Option<&Json>| {
        json.filter(|json| !is_empty(json)).and_then(|json| read(kind, false, json).ok()).unwrap_or_default()
    };
    let options: Vec<Arc<str>> =
        sorted(constraints.options.iter().map(|option| Arc::from(option.key.as_str())).collect());
    Checks {
        pattern: constraints.pattern.as_deref().and_then(|pattern| crate::pattern::whole(pattern).ok()),
        min: value(constraints.min.as_ref()),
        max: value(constraints.max.as_ref()),
        default: value(default),
        options,
    }
}

/// Whether a readable value can break anything, so that fields without constraints cost nothing.
pub(crate) fn can_break(kind: FieldType, of: &Constraints) -> bool {
    use FieldType::*;
    matches!(kind, Email | Phone | Url | Nip | Choice | Choices)
        || of.min.is_some()
        || of.max.is_some()
        || of.scale.is_some()
        || of.min_length.is_some()
        || of.max_length.is_some()
        || of.pattern.is_some()
        || of.min_items.is_some()
        || of.max_items.is_some()
}
