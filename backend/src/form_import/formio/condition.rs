//! Simple conditions: a component and the value that it must have, or several of them.

use forms::Json;
use rust_decimal::Decimal;

use super::{
    is_unset,
    javascript::{Translator, date},
    options::spelled,
    paths::Target,
    text,
};
use crate::form_import::{
    draft::{ROW, Spot},
    piece::{Made, Piece, Ty},
    told::Obstacle,
};

/// `{"show", "when", "eq"}`
pub(super) fn simple(here: Translator<'_>, conditional: &Json) -> Made {
    let when = text(conditional, "when").ok_or(Obstacle::NamesNothing)?;
    let wanted = conditional.get("eq").and_then(spelled).unwrap_or_default();
    let holds = compared(here, when, &|value| same(value, &wanted))?;
    Ok(if shows(conditional) { holds } else { holds.not() })
}

/// `{"show", "conjunction", "conditions": [{"component", "operator", "value"}]}`
pub(super) fn several(here: Translator<'_>, conditional: &Json) -> Made {
    let mut parts = Vec::new();
    for condition in conditional.get("conditions").and_then(Json::as_array).unwrap_or_default() {
        let when = text(condition, "component").ok_or(Obstacle::NamesNothing)?;
        let operator = text(condition, "operator").unwrap_or("isEqual");
        let value = condition.get("value").and_then(spelled).unwrap_or_default();
        parts.push(compared(here, when, &|field| operated(field, operator, &value))?);
    }
    let holds = match text(conditional, "conjunction") {
        Some("any") => Piece::or(parts),
        _ => Piece::and(parts),
    };
    Ok(if shows(conditional) { holds } else { holds.not() })
}

fn shows(conditional: &Json) -> bool {
    match conditional.get("show") {
        Some(Json::String(text)) => text != "false",
        Some(Json::Bool(show)) => *show,
        other => other.is_none_or(is_unset),
    }
}

/// What is said of a component's value; of a grid's from outside, whether it holds in any row.
fn compared(here: Translator<'_>, when: &str, say: &dyn Fn(&Piece) -> Made) -> Made {
    let found = here.paths.named(here.scope, when);
    let (target, rest) = found.ok_or_else(|| Obstacle::NoComponent(when.to_owned()))?;
    let Target::Field(id) = target else {
        return Err(Obstacle::NotSingle(when.to_owned()));
    };
    let inside = |piece: Piece| match (rest, piece.ty) {
        ("", _) => say(&piece),
        (key, Ty::List) => say(&Piece::text(key).is_in(&piece)),
        ("value" | "key", _) => say(&piece),
        _ => Err(Obstacle::OnlyValue(when.to_owned())),
    };
    match here.draft.read(*id, here.spot) {
        Ok(piece) => inside(piece),
        Err(_) if here.spot.in_rule => Err(Obstacle::RowsInRows),
        Err(table) => {
            let rows = here.draft.read(table, here.spot).map_err(|_| Obstacle::RowsInRows)?;
            let spot = Spot { table: Some(table), in_rule: true };
            let piece = here.draft.read(*id, spot).map_err(|_| Obstacle::RowsInRows)?;
            Ok(Piece::each(rows.as_str(), "exists", ROW, &inside(piece)?.settled(), Ty::Bool))
        }
    }
}

/// Whether a value, written as text, is that text; whether a list holds it.
fn same(value: &Piece, wanted: &str) -> Made {
    match (value.ty, wanted) {
        (Ty::List, "") => Ok(value.empty()),
        (Ty::List, key) => Ok(Piece::text(key).is_in(value)),
        (Ty::Bool, "true") => Ok(value.settled()),
        (Ty::Bool, "false") => Ok(value.not()),
        (Ty::Bool, _) => Ok(Piece::boolean(false)),
        (_, "") => Ok(value.empty()),
        (Ty::Text, text) => value.equal(&Piece::text(text)),
        (Ty::Number, digits) => match digits.trim().parse::<Decimal>() {
            Ok(number) => value.equal(&Piece::number(number)),
            Err(_) => Err(Obstacle::NumberWith(digits.to_owned())),
        },
        (Ty::Date, text) => value.equal(&date(&Piece::text(text.get(..10).unwrap_or(text)))?),
        (ty, _) => Err(Obstacle::WithText(ty)),
    }
}

fn operated(value: &Piece, operator: &str, wanted: &str) -> Made {
    let by_order = |sign: &str| match value.ty {
        Ty::Number => {
            let number =
                wanted.trim().parse::<Decimal>().map_err(|_| Obstacle::NumberWith(wanted.to_owned()))?;
            value.ordered(sign, &Piece::number(number))
        }
        Ty::Date => value.ordered(sign, &date(&Piece::text(wanted.get(..10).unwrap_or(wanted)))?),
        ty => Err(Obstacle::Ordered(ty)),
    };
    let texts = |function: &str| match value.ty {
        Ty::Text => Ok(Piece::call(function, &[value.or_blank(), Piece::text(wanted)], Ty::Bool, false)),
        Ty::List => Ok(Piece::text(wanted).is_in(value)),
        ty => Err(Obstacle::Containing(ty)),
    };
    match operator {
        "isEqual" => same(value, wanted),
        "isNotEqual" => Ok(same(value, wanted)?.not()),
        "isEmpty" => Ok(value.empty()),
        "isNotEmpty" => Ok(value.filled()),
        "includes" => texts("contains"),
        "notIncludes" => Ok(texts("contains")?.not()),
        "startsWith" => texts("startsWith"),
        "endsWith" => texts("endsWith"),
        "greaterThan" | "isDateAfter" | "dateGreaterThan" => by_order(">"),
        "greaterThanOrEqual" | "dateGreaterThanOrEqual" => by_order(">="),
        "lessThan" | "isDateBefore" | "dateLessThan" => by_order("<"),
        "lessThanOrEqual" | "dateLessThanOrEqual" => by_order("<="),
        other => Err(Obstacle::Operator(other.to_owned())),
    }
}
