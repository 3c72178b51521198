//! The functions of XPath and of XForms that our language can say.

use rust_decimal::Decimal;

use super::{
    Expr, Translator, dates,
    translate::{decimal, first_that_holds, mapped, number, text},
};
use crate::form_import::piece::{Literal, Made, Piece, Ty};

pub(super) fn call(here: Translator<'_>, name: &str, arguments: &[Expr]) -> Made {
    let piece = |at: usize| here.piece(&arguments[at]);
    let nullable = |ty: Ty, function: &str, piece: &Piece| {
        Piece::call(function, std::slice::from_ref(piece), ty, piece.nullable)
    };
    match (name, arguments.len()) {
        ("true", 0) => Ok(Piece::boolean(true)),
        ("false", 0) => Ok(Piece::boolean(false)),
        ("today", 0) => Ok(Piece::name("today", Ty::Date, false)),
        ("now", 0) => Ok(Piece::name("now", Ty::DateTime, false)),
        ("not", 1) => Ok(here.condition(&arguments[0])?.not()),
        ("boolean", 1) => Ok(here.condition(&arguments[0])?.settled()),
        ("boolean-from-string", 1) => {
            let value = text(&piece(0)?)?;
            Ok(value.among(&["true", "1"]))
        }
        ("if", 3) => {
            let (then, other) = (piece(1)?, piece(2)?);
            let (then, other) = alike(then, other);
            Piece::choose(&here.condition(&arguments[0])?, &then, &other)
        }
        ("coalesce", 2) => {
            let (first, second) = (piece(0)?, piece(1)?);
            if first.ty != second.ty {
                return Err("coalesce() of values of two types".to_owned());
            }
            let nullable = first.nullable && second.nullable;
            Ok(Piece::call("coalesce", &[first.clone(), second], first.ty, nullable))
        }
        ("once", 1) => Err("once() below other functions".to_owned()),
        ("string", 1) => Ok(text(&piece(0)?)?.or_blank()),
        ("number", 1) => match &arguments[0] {
            Expr::Call(inner, parts) if inner.starts_with("format-date") => dates::part(here, parts),
            _ => number(&piece(0)?),
        },
        ("int", 1) => truncated(&as_number(here, &arguments[0])?),
        ("floor", 1) => Ok(nullable(Ty::Number, "floor", &as_number(here, &arguments[0])?).whole()),
        ("ceiling", 1) => Ok(nullable(Ty::Number, "ceil", &as_number(here, &arguments[0])?).whole()),
        ("abs", 1) => Ok(nullable(Ty::Number, "abs", &as_number(here, &arguments[0])?)),
        // XPath rounds halves up, ours away from zero.
        ("round", 1) => {
            let half = Piece::number(Decimal::new(5, 1));
            let raised = as_number(here, &arguments[0])?.calculated("+", &half)?;
            Ok(nullable(Ty::Number, "floor", &raised).whole())
        }
        ("round", 2) => {
            let (value, digits) = (as_number(here, &arguments[0])?, piece(1)?);
            Ok(Piece::call("round", &[value.clone(), number(&digits)?], Ty::Number, value.nullable))
        }
        ("string-length", 1) => {
            let value = text(&piece(0)?)?.or_blank();
            Ok(Piece::call("size", &[value], Ty::Number, false).whole())
        }
        ("concat", _) if !arguments.is_empty() => {
            let mut joined = text(&piece(0)?)?.or_blank();
            for at in 1..arguments.len() {
                joined = joined.followed_by(&text(&piece(at)?)?);
            }
            Ok(joined)
        }
        ("contains" | "starts-with" | "ends-with", 2) => {
            let function = match name {
                "contains" => "contains",
                "starts-with" => "startsWith",
                _ => "endsWith",
            };
            let parts = [text(&piece(0)?)?.or_blank(), text(&piece(1)?)?.or_blank()];
            Ok(Piece::call(function, &parts, Ty::Bool, false))
        }
        ("regex", 2) => {
            let value = text(&piece(0)?)?.or_blank();
            let Some(Literal::Text(pattern)) = piece(1)?.literal else {
                return Err("regex() with a pattern that is not written out".to_owned());
            };
            Ok(Piece::call("matches", &[value, Piece::text(&format!(r"\A(?:{pattern})\z"))], Ty::Bool, false))
        }
        ("selected", 2) => selected(&piece(0)?, &text(&piece(1)?)?),
        ("count-selected", 1) => match piece(0)? {
            list if list.ty == Ty::List => Ok(Piece::call("size", &[list], Ty::Number, false).whole()),
            choice if choice.options.is_some() => {
                Piece::choose(&choice.filled(), &Piece::number(Decimal::ONE), &Piece::number(Decimal::ZERO))
            }
            _ => Err("count-selected() of what is no choice".to_owned()),
        },
        ("selected-at", 2) => {
            let (list, index) = (piece(0)?, number(&piece(1)?)?);
            let Some(Literal::Number(_)) = index.literal else {
                return Err("selected-at() with a place that is not written out".to_owned());
            };
            if list.ty != Ty::List {
                return Err("selected-at() of what is no choice of several".to_owned());
            }
            let long_enough =
                Piece::call("size", std::slice::from_ref(&list), Ty::Number, false).ordered(">", &index)?;
            let item = Piece::name(format!("{list}[{index}]"), Ty::Text, false);
            Piece::choose(&long_enough, &item, &Piece::null())
        }
        ("jr:choice-name" | "jr:itext", _) if !arguments.is_empty() => words(here, name, &arguments[0]),
        ("date", 1) => match piece(0)? {
            date if date.ty == Ty::Date => Ok(date),
            other => dates::written(&other),
        },
        ("decimal-date-time", 1) => dates::counted(&piece(0)?),
        ("format-date" | "format-date-time", 2) => {
            Err(format!("{name}(): dates have no other spelling here"))
        }
        ("sum", 1) => {
            let (rows, field) = over(here, &arguments[0])?;
            let field = number(&field)?;
            Ok(Piece::call("sum", &[mapped(&rows, &field)], Ty::Number, false))
        }
        ("min" | "max", 1) => {
            let (rows, field) = over(here, &arguments[0])?;
            Ok(Piece::call(name, &[mapped(&rows, &number(&field)?)], Ty::Number, true))
        }
        ("min" | "max", _) if !arguments.is_empty() => {
            let items: Result<Vec<String>, String> =
                (0..arguments.len()).map(|at| Ok(number(&piece(at)?)?.to_string())).collect();
            let list = Piece::name(format!("[{}]", items?.join(", ")), Ty::List, false);
            Ok(Piece::call(name, &[list], Ty::Number, true))
        }
        ("count", 1) => {
            let (rows, _) = here.rows(&arguments[0])?;
            Ok(Piece::call("size", &[rows], Ty::Number, false).whole())
        }
        ("count-non-empty", 1) => {
            let (rows, field) = over(here, &arguments[0])?;
            Ok(Piece::call("count", &[mapped(&rows, &field)], Ty::Number, false).whole())
        }
        ("indexed-repeat", 3) => {
            let (rows, field) = over(here, &arguments[0])?;
            let index = number(&piece(2)?)?;
            let Some(Literal::Number(at)) = index.literal else {
                return Err("indexed-repeat() with a place that is not written out".to_owned());
            };
            let enough =
                Piece::call("size", std::slice::from_ref(&rows), Ty::Number, false).ordered(">=", &index)?;
            let key = field.as_str().trim_start_matches("row.");
            let item = Piece::name(format!("{rows}[{}].{key}", at - Decimal::ONE), field.ty, true);
            Piece::choose(&enough, &item, &Piece::null())
        }
        ("position", _) => Err("position(): rows have no number here; add a field for it".to_owned()),
        ("uuid" | "random", _) => Err(format!("{name}(): nothing is random here")),
        ("pulldata", _) => Err("pulldata(): its file is not part of the workbook".to_owned()),
        (name, count) => Err(format!("{name}() with {count} arguments has no counterpart here")),
    }
}

fn as_number(here: Translator<'_>, expr: &Expr) -> Made {
    match expr {
        Expr::Call(inner, parts) if inner.starts_with("format-date") => dates::part(here, parts),
        _ => number(&here.piece(expr)?),
    }
}

/// Rows and the field in each of them.
fn over(here: Translator<'_>, expr: &Expr) -> Result<(Piece, Piece), String> {
    let (rows, field) = here.rows(expr)?;
    Ok((rows, field.ok_or("it goes over a repeat, not over a field of it")?))
}

/// Both branches of a choice as one type: a text of a number, or nothing, gives way.
fn alike(then: Piece, other: Piece) -> (Piece, Piece) {
    let fit = |piece: &Piece, wanted: &Piece| match (&piece.literal, wanted.ty) {
        (Some(Literal::Text(text)), Ty::Number | Ty::Date | Ty::Time | Ty::DateTime | Ty::List)
            if text.is_empty() =>
        {
            Piece::null()
        }
        (Some(Literal::Text(text)), Ty::Number) => decimal(text).map_or_else(|| piece.clone(), Piece::number),
        (Some(Literal::Text(_)), Ty::Date) => dates::written(piece).unwrap_or_else(|_| piece.clone()),
        (Some(Literal::Number(number)), Ty::Text) => Piece::text(&number.to_string()),
        _ => piece.clone(),
    };
    (fit(&then, &other), fit(&other, &then))
}

/// Cut towards zero.
fn truncated(value: &Piece) -> Made {
    if value.whole {
        return Ok(value.clone());
    }
    let side = |function: &str| {
        Piece::call(function, std::slice::from_ref(value), Ty::Number, value.nullable).whole()
    };
    Piece::choose(&value.ordered("<", &Piece::number(Decimal::ZERO))?, &side("ceil"), &side("floor"))
}

fn selected(choice: &Piece, key: &Piece) -> Made {
    match choice.ty {
        Ty::List => Ok(key.is_in(choice)),
        Ty::Text => choice.equal(key),
        _ => Err("selected() of what is no choice".to_owned()),
    }
}

/// The words of the option that is chosen, where they are the same in every language that people here read.
fn words(here: Translator<'_>, name: &str, choice: &Expr) -> Made {
    let choice = here.piece(choice)?;
    if name == "jr:itext" {
        return Ok(choice);
    }
    let options = choice.options.clone().filter(|_| choice.ty == Ty::Text);
    let options = options.ok_or("jr:choice-name() of what is no choice of one")?;
    let case = |option: &crate::form_import::piece::Choice| {
        Ok((
            choice.equal(&Piece::text(&option.key))?,
            Piece::text(&super::super::choices::words(&option.label)?),
        ))
    };
    let cases: Result<Vec<_>, String> = options.iter().map(case).collect();
    first_that_holds(cases?)
}
