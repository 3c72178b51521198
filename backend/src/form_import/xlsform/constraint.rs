//! Constraints: bounds of the field where they say just that, rules of the form otherwise.

use forms::Json;
use rust_decimal::Decimal;

use super::{
    columns::Cell,
    logic::{Work, parsed},
    xpath::{self, Expr},
};
use crate::form_import::{
    piece::{Piece, Ty},
    told::{Obstacle, Part},
};

pub(super) fn translate(work: &mut Work<'_, '_>, cell: &Cell<'_>) {
    let expr = match parsed(cell.text) {
        Ok(expr) => expr,
        Err(why) => return work.failed(cell, Part::Constraint, why),
    };
    let id = work.entry.id;
    let (message, _) = work.entry.row.label("constraint_message");
    if message.is_empty()
        && let Some(bounds) = bounds(work, &expr)
    {
        for (name, value) in bounds {
            work.draft.set(id, name, value);
        }
        return work.report.translated();
    }
    let spot = work.draft.spot_in_rule(id);
    let mut translator = work.translator(spot);
    translator.itself = Some(id);
    let made = xpath::condition(translator, &expr)
        .and_then(|holds| Ok((holds, work.draft.read(id, spot).map_err(|_| Obstacle::RepeatInRepeat)?)));
    match made {
        Ok((holds, itself)) => {
            // An empty answer is not asked; neither is a hidden one, which is empty.
            let empty = if itself.ty == Ty::Bool { itself.not() } else { itself.empty() };
            let holds = Piece::or(vec![empty, holds.settled()]);
            let from = work.from("assert", cell, Part::Constraint);
            work.draft.rule(id, &holds, Some(message), from);
            work.report.translated();
        }
        Err(why) => work.failed(cell, Part::Constraint, why),
    }
}

/// The constraint as attributes of the field, where they say exactly the same.
fn bounds(work: &Work<'_, '_>, expr: &Expr) -> Option<Vec<(&'static str, Json)>> {
    let kind = work.draft.nodes[work.entry.id].attributes.get("type").and_then(Json::as_str)?;
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(part) = open.pop() {
        match part {
            Expr::Binary("and", a, b) => open.extend([&**a, &**b]),
            Expr::Binary(sign @ (">" | ">=" | "<" | "<="), a, b) => {
                let (sign, subject, bound) = if is_subject(a) { (*sign, a, b) } else { (turned(sign), b, a) };
                found.push(bounded(kind, sign, subject, bound)?);
            }
            Expr::Call(name, arguments)
                if name == "regex" && matches!(kind, "text" | "long_text" | "barcode") =>
            {
                let [Expr::Itself, Expr::Text(pattern)] = arguments.as_slice() else { return None };
                found.push(("pattern", Json::from(pattern.as_str())));
            }
            _ => return None,
        }
    }
    // Two bounds of one name would overwrite each other.
    let mut names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    (names.len() == found.len()).then_some(found)
}

fn is_subject(expr: &Expr) -> bool {
    matches!(expr, Expr::Itself | Expr::Call(..))
}

fn turned(sign: &str) -> &'static str {
    match sign {
        ">" => "<",
        ">=" => "<=",
        "<" => ">",
        _ => ">=",
    }
}

fn bounded(kind: &str, sign: &str, subject: &Expr, bound: &Expr) -> Option<(&'static str, Json)> {
    let number = || match bound {
        Expr::Number(digits) => digits.parse::<Decimal>().ok(),
        Expr::Negate(inner) => match &**inner {
            Expr::Number(digits) => digits.parse::<Decimal>().ok().map(|number| -number),
            _ => None,
        },
        _ => None,
    };
    let least = sign.starts_with('>');
    // The nearest whole number that still holds.
    let whole = |number: Decimal| match sign {
        ">" => number.floor() + Decimal::ONE,
        ">=" => number.ceil(),
        "<" => number.ceil() - Decimal::ONE,
        _ => number.floor(),
    };
    let name = |least_name, most_name| if least { least_name } else { most_name };
    let digits = |number: Decimal| Json::Number(number.normalize().to_string());
    match (kind, subject) {
        ("integer", Expr::Itself) => Some((name("min", "max"), digits(whole(number()?)))),
        ("decimal", Expr::Itself) if sign.ends_with('=') => {
            Some((name("min", "max"), Json::String(number()?.normalize().to_string())))
        }
        ("date", Expr::Itself) if sign.ends_with('=') => {
            let date = match bound {
                Expr::Text(text) => text,
                Expr::Call(function, arguments) if function == "date" => match arguments.as_slice() {
                    [Expr::Text(text)] => text,
                    _ => return None,
                },
                _ => return None,
            };
            forms::civil::parse_date(date)?;
            Some((name("min", "max"), Json::from(date.as_str())))
        }
        ("text" | "long_text" | "barcode", Expr::Call(function, arguments))
            if function == "string-length" && matches!(arguments.as_slice(), [Expr::Itself]) =>
        {
            let number = whole(number()?);
            (number >= Decimal::ZERO).then(|| (name("min_length", "max_length"), digits(number)))
        }
        ("choices", Expr::Call(function, arguments))
            if function == "count-selected" && matches!(arguments.as_slice(), [Expr::Itself]) =>
        {
            let number = whole(number()?);
            (number >= Decimal::ZERO).then(|| (name("min_items", "max_items"), digits(number)))
        }
        _ => None,
    }
}
