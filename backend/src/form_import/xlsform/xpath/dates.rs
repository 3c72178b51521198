//! Days: XPath counts them as numbers since 1970, our language has dates of their own.

use super::{Expr, Translator, translate::number};
use crate::form_import::{
    piece::{Literal, Made, Piece, Ty},
    told::Obstacle,
};

/// A date written as text: `2026-11-23`.
pub(super) fn written(piece: &Piece) -> Made {
    match &piece.literal {
        Some(Literal::Text(text)) if is_date(text) => {
            Ok(Piece::call("date", std::slice::from_ref(piece), Ty::Date, false))
        }
        Some(Literal::Text(text)) => Err(Obstacle::NoDate(text.clone())),
        _ => Err(Obstacle::MakeDate),
    }
}

pub(in crate::form_import) fn is_date(text: &str) -> bool {
    forms::civil::parse_date(text).is_some()
}

/// A sum or difference with a date in it.
pub(super) fn calculated(sign: &str, left: &Piece, right: &Piece) -> Made {
    let nullable = left.nullable || right.nullable;
    let days = |date: &Piece, count: &Piece| {
        if !count.whole {
            return Err(Obstacle::PartsOfDays);
        }
        Ok(Piece::call("addDays", &[date.clone(), count.clone()], Ty::Date, nullable))
    };
    match (sign, left.ty, right.ty) {
        ("-", Ty::Date, Ty::Date) => {
            Ok(Piece::call("daysBetween", &[right.clone(), left.clone()], Ty::Number, nullable).whole())
        }
        ("+", Ty::Date, Ty::Number) => days(left, right),
        ("+", Ty::Number, Ty::Date) => days(right, left),
        ("-", Ty::Date, Ty::Number) => days(left, &right.negated()?),
        ("-", Ty::Date, Ty::Text) if right.literal.is_some() => calculated(sign, left, &written(right)?),
        _ => Err(Obstacle::DaysAsNumbers),
    }
}

/// A date is the midnight it begins with; of moments only `now` is known to lie within today.
pub(super) fn compared(sign: &str, left: &Piece, right: &Piece) -> Made {
    let today = Piece::name("today", Ty::Date, false);
    let (sign, date) = match (left.as_str(), right.as_str(), sign) {
        (_, "now", "<" | "<=") => ("<=", left),
        (_, "now", ">" | ">=") => (">", left),
        ("now", _, "<" | "<=") => (">", right),
        ("now", _, ">" | ">=") => ("<=", right),
        _ => return Err(Obstacle::DateWithMoment),
    };
    date.ordered(sign, &today)
}

/// Days since 1970.
pub(super) fn counted(piece: &Piece) -> Made {
    if piece.ty != Ty::Date {
        return Err(Obstacle::DaysOfNoDate);
    }
    let epoch = Piece::call("date", &[Piece::text("1970-01-01")], Ty::Date, false);
    Ok(Piece::call("daysBetween", &[epoch, piece.clone()], Ty::Number, piece.nullable).whole())
}

/// A part of a date as a number: `format-date(x, '%Y')` where a number is wanted.
pub(super) fn part(translator: Translator<'_>, arguments: &[Expr]) -> Made {
    let [date, Expr::Text(format)] = arguments else {
        return Err(Obstacle::ComputedFormat);
    };
    let date = translator.piece(date)?;
    let function = match format.as_str() {
        "%Y" => "year",
        "%m" | "%n" => "month",
        "%d" | "%e" => "day",
        _ => return Err(Obstacle::FormatAsNumber(format.clone())),
    };
    match date.ty {
        Ty::Date | Ty::DateTime => {
            Ok(Piece::call(function, std::slice::from_ref(&date), Ty::Number, date.nullable).whole())
        }
        _ => number(&date),
    }
}
