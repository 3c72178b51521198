//! What each function does. Those that are not about emptiness give `null` for `null`.

use super::ast::Operator;
use super::eval::Run;
use super::functions::Function;
use super::{Expr, Failure, Value, arithmetic};
use crate::civil;
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

pub(super) fn call(run: &mut Run<'_, '_>, function: Function, arguments: &[Expr]) -> Result<Value, Failure> {
    match function {
        Function::Has => {
            let value = run.eval(&arguments[0])?;
            return Ok(Value::Bool(match &value {
                Value::Null => false,
                Value::Text(text) => !text.trim().is_empty(),
                Value::List(items) => !items.is_empty(),
                Value::Rows(table) => run.row_count(*table) > 0,
                _ => true,
            }));
        }
        Function::Coalesce => {
            for argument in arguments {
                let value = run.eval(argument)?;
                if !value.is_null() {
                    return Ok(value);
                }
            }
            return Ok(Value::Null);
        }
        _ => {}
    }
    let first = run.eval(&arguments[0])?;
    let second = arguments.get(1).map(|argument| run.eval(argument)).transpose()?;
    if first.is_null() || second.as_ref().is_some_and(Value::is_null) {
        return Ok(Value::Null);
    }
    Ok(match (function, first, second) {
        (Function::Size, Value::Text(text), _) => {
            run.spend_text(&text)?;
            whole(text.chars().count() as i64)
        }
        (Function::Size, Value::Rows(table), _) => whole(run.row_count(table) as i64),
        (Function::Size, Value::List(items), _) => whole(items.len() as i64),
        (function, Value::Text(text), second) => {
            run.spend_text(&text)?;
            of_text(function, &text, second)?
        }
        (Function::Sum | Function::Avg | Function::Count | Function::Min | Function::Max, list, _) => {
            let items = run.items(&list)?;
            aggregate(function, items.into_iter().filter(|item| !item.is_null()).collect())?
        }
        (function, Value::Number(number), second) => of_number(function, number, second)?,
        (function, first, second) => of_date(function, &first, second)?,
    })
}

fn of_text(function: Function, text: &str, second: Option<Value>) -> Result<Value, Failure> {
    Ok(match (function, second) {
        (Function::Contains, Some(Value::Text(part))) => Value::Bool(text.contains(&*part)),
        (Function::StartsWith, Some(Value::Text(part))) => Value::Bool(text.starts_with(&*part)),
        (Function::EndsWith, Some(Value::Text(part))) => Value::Bool(text.ends_with(&*part)),
        (Function::LowerAscii, _) => Value::Text(text.to_ascii_lowercase().into()),
        (Function::UpperAscii, _) => Value::Text(text.to_ascii_uppercase().into()),
        (Function::Trim, _) => Value::from(text.trim()),
        (Function::Date, _) => civil::parse_date(text).map(Value::Date).ok_or(Failure::Date)?,
        _ => Value::Null,
    })
}

fn aggregate(function: Function, items: Vec<Value>) -> Result<Value, Failure> {
    if function == Function::Count {
        return Ok(whole(items.len() as i64));
    }
    if let Function::Min | Function::Max = function {
        let wanted = if function == Function::Min { Ordering::Less } else { Ordering::Greater };
        let better = |best: Value, item: Value| if item.order(&best) == Some(wanted) { item } else { best };
        return Ok(items.into_iter().reduce(better).unwrap_or_default());
    }
    let mut sum = Decimal::ZERO;
    for item in &items {
        if let Value::Number(number) = item {
            sum = arithmetic::compute(Operator::Add, sum, *number)?;
        }
    }
    Ok(match function {
        Function::Sum => Value::Number(sum),
        _ if items.is_empty() => Value::Null,
        _ => Value::Number(arithmetic::compute(Operator::Divide, sum, Decimal::from(items.len()))?),
    })
}

fn of_number(function: Function, number: Decimal, second: Option<Value>) -> Result<Value, Failure> {
    let away = RoundingStrategy::MidpointAwayFromZero;
    Ok(Value::Number(match (function, second) {
        (Function::Round, None) => number.round_dp_with_strategy(0, away),
        (Function::Round, Some(Value::Number(digits))) => {
            let digits = whole_number(digits)?;
            match u32::try_from(digits) {
                Ok(digits) => number.round_dp_with_strategy(digits.min(28), away),
                Err(_) => tens(number, digits.unsigned_abs())?,
            }
        }
        (Function::Floor, _) => number.floor(),
        (Function::Ceil, _) => number.ceil(),
        (Function::Abs, _) => number.abs(),
        _ => return Ok(Value::Null),
    }))
}

/// Rounds to tens, hundreds and so on.
fn tens(number: Decimal, zeros: u64) -> Result<Decimal, Failure> {
    if zeros > 28 {
        return Ok(Decimal::ZERO);
    }
    let unit = Decimal::from_i128_with_scale(10i128.pow(zeros as u32), 0);
    // The part above a half decides, so the remainder is looked at, which is exact.
    let rest = arithmetic::compute(Operator::Remainder, number, unit)?;
    let cut = arithmetic::compute(Operator::Subtract, number, rest)?;
    let half = unit / Decimal::TWO;
    if rest.abs() < half {
        return Ok(cut);
    }
    let step = if number.is_sign_negative() { Operator::Subtract } else { Operator::Add };
    arithmetic::compute(step, cut, unit)
}

fn of_date(function: Function, first: &Value, second: Option<Value>) -> Result<Value, Failure> {
    let days = match first {
        Value::Date(days) => *days,
        Value::DateTime(instant) => instant.local_days(),
        _ => 0,
    };
    let (year, month, day) = civil::civil_from_days(days);
    Ok(match (function, first, second) {
        (Function::Year, ..) => whole(year.into()),
        (Function::Month, ..) => whole(month.into()),
        (Function::Day, ..) => whole(day.into()),
        (Function::Weekday, ..) => whole(civil::weekday(days).into()),
        (Function::AddDays, _, Some(Value::Number(count))) => {
            Value::Date(civil::add_days(days, whole_number(count)?).ok_or(Failure::Date)?)
        }
        (Function::AddMonths, _, Some(Value::Number(count))) => {
            Value::Date(civil::add_months(days, whole_number(count)?).ok_or(Failure::Date)?)
        }
        (Function::DaysBetween, _, Some(Value::Date(to))) => whole(i64::from(to) - i64::from(days)),
        (Function::MinutesBetween, Value::DateTime(from), Some(Value::DateTime(to))) => {
            whole((to.micros - from.micros) / 60_000_000)
        }
        (Function::MinutesBetween, Value::Time(from), Some(Value::Time(to))) => {
            whole((i64::from(to) - i64::from(*from)) / 60)
        }
        _ => Value::Null,
    })
}

fn whole(number: i64) -> Value {
    Value::Number(Decimal::from(number))
}

/// A count given as a number; what is beyond every calendar and scale is cut to fit.
fn whole_number(number: Decimal) -> Result<i64, Failure> {
    if !number.is_integer() {
        return Err(Failure::NotWhole);
    }
    let number = number.trunc().mantissa();
    Ok(number.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}
