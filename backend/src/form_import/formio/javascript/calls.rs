//! The calls that our language can say: over lists, texts, numbers and rows.

use rust_decimal::Decimal;

use super::{Translator, parse::Js, translate::equal};
use crate::form_import::{
    draft::{ROW, Spot},
    formio::paths::Target,
    piece::{Literal, Made, Piece, Ty},
    told::Obstacle,
};

pub(super) fn call(here: Translator<'_>, callee: &Js, arguments: &[Js]) -> Made {
    let Js::Member(target, name) = callee else {
        return match (callee, arguments) {
            (Js::Name(name), [only]) if matches!(name.as_str(), "Number" | "parseInt" | "parseFloat") => {
                match here.piece(only)? {
                    number if number.ty == Ty::Number => Ok(number),
                    _ => Err(Obstacle::OfText(name.clone())),
                }
            }
            (Js::Name(name), [only]) if name == "Boolean" => Ok(here.condition(only)?.settled()),
            (Js::Name(name), _) => Err(Obstacle::Call(name.clone())),
            _ => Err(Obstacle::ComputedCall),
        };
    };
    if let Js::Name(root) = &**target {
        match root.as_str() {
            "_" => return lodash(here, name, arguments),
            "Math" => return math(here, name, arguments),
            "instance" | "utils" | "util" | "moment" | "console" | "form" | "component" | "Object"
            | "JSON" => {
                return Err(Obstacle::Call(format!("{root}.{name}")));
            }
            _ => {}
        }
    }
    match (name.as_str(), arguments) {
        ("some" | "every", [function @ Js::Function(..)]) => rows(here, target, name, function),
        ("includes", [wanted]) => contained(here, target, wanted),
        ("startsWith" | "endsWith", [part]) => {
            let (text, part) = (here.piece(target)?, here.piece(part)?);
            if (text.ty, part.ty) != (Ty::Text, Ty::Text) {
                return Err(Obstacle::OfNoText(name.clone()));
            }
            Ok(Piece::call(name, &[text.or_blank(), part.or_blank()], Ty::Bool, false))
        }
        ("trim", []) => match here.piece(target)? {
            text if text.ty == Ty::Text => {
                Ok(Piece::call("trim", std::slice::from_ref(&text), Ty::Text, text.nullable))
            }
            _ => Err(Obstacle::OfNoText(name.clone())),
        },
        _ => Err(Obstacle::Call(name.clone())),
    }
}

/// Whether a list or a text holds something.
fn contained(here: Translator<'_>, target: &Js, wanted: &Js) -> Made {
    let (target, wanted) = (here.piece(target)?, here.piece(wanted)?);
    match (target.ty, wanted.ty) {
        (Ty::List, Ty::Text) => Ok(wanted.is_in(&target)),
        (Ty::List, Ty::Null) => Ok(Piece::boolean(false)),
        (Ty::Text, Ty::Text) => {
            Ok(Piece::call("contains", &[target.or_blank(), wanted.or_blank()], Ty::Bool, false))
        }
        (Ty::Null, _) => Ok(Piece::boolean(false)),
        _ => Err(Obstacle::IncludesOthers),
    }
}

/// `list.indexOf(x) !== -1` and its spellings, which ask whether a list holds something.
pub(super) fn index_compared(here: Translator<'_>, sign: &str, left: &Js, right: &Js) -> Option<Made> {
    let Js::Call(callee, arguments) = left else { return None };
    let (Js::Member(target, name), [wanted]) = (&**callee, arguments.as_slice()) else { return None };
    if name != "indexOf" {
        return None;
    }
    let number = match right {
        Js::Number(digits) if digits == "0" => 0,
        Js::Negate(inner) if **inner == Js::Number("1".to_owned()) => -1,
        _ => return None,
    };
    let holds = contained(here, target, wanted);
    match (sign, number) {
        (">=", 0) | (">" | "!==" | "!=", -1) => Some(holds),
        ("<", 0) | ("===" | "==", -1) => Some(holds.map(|holds| holds.not())),
        _ => None,
    }
}

fn lodash(here: Translator<'_>, name: &str, arguments: &[Js]) -> Made {
    match (name, arguments) {
        ("some" | "every" | "any" | "all", [over, function @ Js::Function(..)]) => {
            let name = if matches!(name, "some" | "any") { "some" } else { "every" };
            rows(here, over, name, function)
        }
        ("includes", [list, wanted]) => contained(here, list, wanted),
        ("isEmpty" | "isNil", [value]) => match here.piece(value)? {
            boolean if boolean.ty == Ty::Bool => Err(Obstacle::OfYesNo(format!("_.{name}"))),
            value => Ok(value.empty()),
        },
        ("isEqual" | "eq", [a, b]) => equal("===", &here.piece(a)?, &here.piece(b)?),
        ("get", [Js::Name(root), Js::Text(path)]) => {
            let root = Js::Name(root.clone());
            let member = path.split('.').fold(root, |here, name| Js::Member(Box::new(here), name.to_owned()));
            here.piece(&member)
        }
        _ => Err(Obstacle::Call(format!("_.{name}"))),
    }
}

/// Whether something holds in one row, or in every row.
fn rows(here: Translator<'_>, over: &Js, name: &str, function: &Js) -> Made {
    let Js::Function(parameter, body) = function else { return Err(Obstacle::OfNoFunction(name.to_owned())) };
    let path = here.path(over).ok_or_else(|| Obstacle::OfNoTable(name.to_owned()))?;
    let Some((Target::Rows(table), "")) = here.paths.find(&path) else {
        return Err(Obstacle::OverNoTable(name.to_owned(), path));
    };
    if here.each.is_some() || here.spot.in_rule {
        return Err(Obstacle::NestedRows);
    }
    let rows = here.draft.read(*table, here.spot).map_err(|_| Obstacle::RowsInRows)?;
    let inside = Translator {
        spot: Spot { table: Some(*table), in_rule: true },
        each: Some((parameter, &path)),
        ..here
    };
    let holds = inside.condition(body)?.settled();
    let function = if name == "some" { "exists" } else { "all" };
    Ok(Piece::each(rows.as_str(), function, ROW, &holds, Ty::Bool))
}

fn math(here: Translator<'_>, name: &str, arguments: &[Js]) -> Made {
    let numbers: Result<Vec<Piece>, Obstacle> =
        arguments.iter().map(|argument| here.piece(argument)).collect();
    let numbers = numbers?;
    if numbers.iter().any(|number| number.ty != Ty::Number) {
        return Err(Obstacle::OfNoNumber(format!("Math.{name}")));
    }
    let one = |function: &str, number: &Piece| {
        Piece::call(function, std::slice::from_ref(number), Ty::Number, number.nullable)
    };
    match (name, numbers.as_slice()) {
        ("floor", [number]) => Ok(one("floor", number).whole()),
        ("ceil", [number]) => Ok(one("ceil", number).whole()),
        ("abs", [number]) => Ok(one("abs", number)),
        // Halves go up there, away from zero here.
        ("round", [number]) => {
            Ok(one("floor", &number.calculated("+", &Piece::number(Decimal::new(5, 1)))?).whole())
        }
        ("min" | "max", [_, ..]) => {
            let items: Vec<&str> = numbers.iter().map(Piece::as_str).collect();
            let list = Piece::name(format!("[{}]", items.join(", ")), Ty::List, false);
            Ok(Piece::call(name, &[list], Ty::Number, true))
        }
        _ => Err(Obstacle::Call(format!("Math.{name}"))),
    }
}

/// What a custom validation demands: conditions, each with the words for its breach.
pub(in crate::form_import) fn demands(
    here: Translator<'_>,
    js: &Js,
) -> Result<Vec<(Piece, String)>, Obstacle> {
    match js {
        Js::Bool(true) => Ok(vec![]),
        Js::Text(message) => Ok(vec![(Piece::boolean(false), message.clone())]),
        Js::Choose(three) => {
            let [condition, then, other] = &**three;
            let condition = here.condition(condition)?.settled();
            let unless = condition.not();
            let mut found = Vec::new();
            for (branch, otherwise) in [(then, &unless), (other, &condition)] {
                for (holds, message) in demands(here, branch)? {
                    found.push((Piece::or(vec![otherwise.clone(), holds.settled()]), message));
                }
            }
            Ok(found)
        }
        js => {
            let holds = here.condition(js)?.settled();
            match holds.literal {
                Some(Literal::Bool(true)) => Ok(vec![]),
                _ => Ok(vec![(holds, String::new())]),
            }
        }
    }
}
