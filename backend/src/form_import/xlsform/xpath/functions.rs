//! The functions of XPath and of XForms that our language can say.

use rust_decimal::Decimal;

use super::{
    Expr, Translator, dates,
    translate::{decimal, first_that_holds, mapped, number, text},
};
use crate::form_import::{
    piece::{Literal, Made, Piece, Ty},
    told::Obstacle,
};

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
                return Err(Obstacle::CoalescedTypes);
            }
            let nullable = first.nullable && second.nullable;
            Ok(Piece::call("coalesce", &[first.clone(), second], first.ty, nullable))
        }
        ("once", 1) => Err(Obstacle::OnceInside),
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
                return Err(Obstacle::ComputedPattern);
            };
            Ok(Piece::call("matches", &[value, Piece::text(&format!(r"\A(?:{pattern})\z"))], Ty::Bool, false))
        }
        ("selected", 2) => selected(&piece(0)?, &text(&piece(1)?)?),
        ("count-selected", 1) => match piece(0)? {
            list if list.ty == Ty::List => Ok(Piece::call("size", &[list], Ty::Number, false).whole()),
            choice if choice.options.is_some() => {
                Piece::choose(&choice.filled(), &Piece::number(Decimal::ONE), &Piece::number(Decimal::ZERO))
            }
            _ => Err(Obstacle::OfNoChoice("count-selected")),
        },
        ("selected-at", 2) => {
            let (list, index) = (piece(0)?, number(&piece(1)?)?);
            let Some(Literal::Number(_)) = index.literal else {
                return Err(Obstacle::ComputedPlace("selected-at"));
            };
            if list.ty != Ty::List {
                return Err(Obstacle::OfNoChoices);
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
        ("format-date" | "format-date-time", 2) => Err(Obstacle::DateSpelling(name.to_owned())),
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
            let items: Result<Vec<String>, Obstacle> =
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
                return Err(Obstacle::ComputedPlace("indexed-repeat"));
            };
            let enough =
                Piece::call("size", std::slice::from_ref(&rows), Ty::Number, false).ordered(">=", &index)?;
            let key = field.as_str().trim_start_matches("row.");
            let item = Piece::name(format!("{rows}[{}].{key}", at - Decimal::ONE), field.ty, true);
            Piece::choose(&enough, &item, &Piece::null())
        }
        ("position", _) => Err(Obstacle::Position),
        ("uuid" | "random", _) => Err(Obstacle::Random(name.to_owned())),
        ("pulldata", _) => Err(Obstacle::Pulldata),
        (name, count) => Err(Obstacle::NoFunction(name.to_owned(), count)),
    }
}

fn as_number(here: Translator<'_>, expr: &Expr) -> Made {
    match expr {
        Expr::Call(inner, parts) if inner.starts_with("format-date") => dates::part(here, parts),
        _ => number(&here.piece(expr)?),
    }
}

/// Rows and the field in each of them.
fn over(here: Translator<'_>, expr: &Expr) -> Result<(Piece, Piece), Obstacle> {
    let (rows, field) = here.rows(expr)?;
    Ok((rows, field.ok_or(Obstacle::OverRepeat)?))
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
        _ => Err(Obstacle::OfNoChoice("selected")),
    }
}

/// The words of the option that is chosen, where they are the same in every language that people here read.
fn words(here: Translator<'_>, name: &str, choice: &Expr) -> Made {
    let choice = here.piece(choice)?;
    if name == "jr:itext" {
        return Ok(choice);
    }
    let options = choice.options.clone().filter(|_| choice.ty == Ty::Text);
    let options = options.ok_or(Obstacle::OfNotOneChoice)?;
    let case = |option: &crate::form_import::piece::Choice| {
        Ok((
            choice.equal(&Piece::text(&option.key))?,
            Piece::text(&super::super::choices::words(&option.label)?),
        ))
    };
    let cases: Result<Vec<_>, Obstacle> = options.iter().map(case).collect();
    first_that_holds(cases?)
}
