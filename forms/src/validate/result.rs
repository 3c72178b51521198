//! What an expression gives, made a value of its field, and values made JSON.

use crate::expression::{Failure, Value};
use crate::form::checks::MAX_TEXT;
use crate::form::{Field, ResultType};
use crate::{Json, civil, number};
use rust_decimal::{Decimal, RoundingStrategy};

/// The result of a computed field: integers whole, decimals in their scale, text trimmed.
pub(super) fn computed(field: &Field, value: Value) -> Result<Value, Failure> {
    Ok(match (field.constraints.result, value) {
        (Some(ResultType::Integer), Value::Number(number)) => Value::Number(rounded(number, 0)),
        (_, Value::Number(number)) => Value::Number(scaled(number, field.constraints.scale)),
        (_, value) => trimmed(value),
    })
}

/// The result of a `default_expr`: numbers fit for the field.
pub(super) fn default(field: &Field, value: Value) -> Value {
    match value {
        Value::Number(number) if field.kind.is_whole() => Value::Number(rounded(number, 0)),
        Value::Number(number) => Value::Number(scaled(number, field.constraints.scale)),
        Value::List(items) => {
            Value::List(items.iter().cloned().map(trimmed).filter(|item| !item.is_null()).collect())
        }
        value => trimmed(value),
    }
}

pub(super) fn too_long(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.len() > MAX_TEXT)
}

/// The JSON of a value, `None` for an empty one.
pub(super) fn json(field: &Field, value: &Value) -> Option<Json> {
    Some(match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => {
            let whole = field.kind.is_whole() || field.constraints.result == Some(ResultType::Integer);
            match field.constraints.scale {
                _ if whole => Json::Number(number::text(*number)),
                Some(scale) => Json::String(padded(*number, scale as usize)),
                None => Json::String(number::text(*number)),
            }
        }
        Value::Text(text) => Json::from(&**text),
        Value::Date(days) => Json::String(civil::format_date(*days)),
        Value::Time(seconds) => Json::String(civil::format_time(*seconds)),
        Value::DateTime(instant) => Json::String(civil::format_date_time(*instant)),
        Value::List(items) if !items.is_empty() => {
            Json::Array(items.iter().filter_map(|item| json(field, item)).collect())
        }
        _ => return None,
    })
}

fn trimmed(value: Value) -> Value {
    match value {
        Value::Text(text) => match text.trim() {
            "" => Value::Null,
            short if short.len() < text.len() => Value::from(short),
            _ => Value::Text(text),
        },
        value => value,
    }
}

fn scaled(number: Decimal, scale: Option<u32>) -> Decimal {
    match scale {
        Some(scale) => rounded(number, scale),
        None => number.normalize(),
    }
}

fn rounded(number: Decimal, scale: u32) -> Decimal {
    number.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero)
}

/// With at least so many places; zeros are written even where 96 bits would not hold them.
fn padded(number: Decimal, scale: usize) -> String {
    let mut text = number::text(number);
    let mut places = number::written_scale(&text);
    if places == 0 && scale > 0 {
        text.push('.');
    }
    while places < scale {
        text.push('0');
        places += 1;
    }
    text
}
