//! Says JavaScript's comparisons in our language.
//!
//! What was never filled in is `undefined` or `''` there and `null` here; what a path leads through may be missing
//! there, and then the value is.

use std::{cell::RefCell, str::FromStr};

use rust_decimal::Decimal;

use super::{calls, parse::Js};
use crate::form_import::{
    draft::{Draft, Id, Spot},
    formio::paths::{Paths, Target, joined},
    piece::{Literal, Made, Piece, Ty},
    told::Obstacle,
};

/// What a program can refer to.
#[derive(Clone, Copy)]
pub(in crate::form_import) struct Translator<'a> {
    pub(in crate::form_import) draft: &'a Draft,
    pub(in crate::form_import) paths: &'a Paths,
    pub(in crate::form_import) spot: Spot,
    /// Where `row` is.
    pub(in crate::form_import) scope: &'a str,
    /// What `input` and `value` are.
    pub(in crate::form_import) input: Option<Id>,
    /// The parameter of a function over rows, and where these stand.
    pub(in crate::form_import) each: Option<(&'a str, &'a str)>,
    /// Paths that lead nowhere; what stands there is empty for ever.
    pub(in crate::form_import) nowhere: &'a RefCell<Vec<String>>,
}

impl Translator<'_> {
    pub(in crate::form_import) fn condition(self, js: &Js) -> Made {
        match js {
            Js::Not(inner) => Ok(self.condition(inner)?.not()),
            Js::Chain("&&", parts) => Ok(Piece::and(self.conditions(parts)?)),
            Js::Chain("||", parts) => Ok(Piece::or(self.conditions(parts)?)),
            Js::Choose(three) => {
                let [condition, then, other] = &**three;
                let condition = self.condition(condition)?.settled();
                let then = Piece::and(vec![condition.clone(), self.condition(then)?]);
                Ok(Piece::or(vec![then, Piece::and(vec![condition.not(), self.condition(other)?])]))
            }
            // An object is true, whatever it holds.
            js if self.is_object(js) => Ok(Piece::boolean(true)),
            js => truth(&self.piece(js)?),
        }
    }

    fn is_object(self, js: &Js) -> bool {
        let Some(path) = self.path(js) else { return false };
        matches!(self.paths.find(&path), Some((Target::Holder | Target::Rows(_), _)))
    }

    fn conditions(self, parts: &[Js]) -> Result<Vec<Piece>, Obstacle> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    pub(in crate::form_import) fn piece(self, js: &Js) -> Made {
        match js {
            Js::Number(digits) => {
                Decimal::from_str(digits).map(Piece::number).map_err(|_| Obstacle::Number(digits.clone()))
            }
            Js::Text(text) => Ok(Piece::text(text)),
            Js::Bool(value) => Ok(Piece::boolean(*value)),
            Js::Nothing => Ok(Piece::null()),
            Js::Name(name) if matches!(name.as_str(), "input" | "value") => match self.input {
                // Rules ask only where there is a value.
                Some(id) if self.spot.in_rule => self.read(id, name).map(Piece::certain),
                Some(id) => self.read(id, name),
                None => Err(Obstacle::Name(name.clone())),
            },
            Js::Name(_) | Js::Member(..) => self.member(js),
            Js::Call(callee, arguments) => calls::call(self, callee, arguments),
            Js::Not(_) => self.condition(js),
            Js::Negate(inner) => self.piece(inner)?.negated(),
            Js::Chain("&&", parts) => {
                let (last, before) = parts.split_last().ok_or(Obstacle::EmptyCondition)?;
                let all = Piece::and(self.conditions(before)?);
                match self.piece(last)? {
                    last if last.ty == Ty::Bool => Ok(Piece::and(vec![all, last])),
                    last => Piece::choose(&all, &last, &Piece::null()),
                }
            }
            Js::Chain(_, parts) => {
                let pieces: Result<Vec<Piece>, Obstacle> =
                    parts.iter().map(|part| self.piece(part)).collect();
                first_true(pieces?)
            }
            Js::Binary(sign @ ("===" | "==" | "!==" | "!="), a, b) => {
                if let Some(made) = calls::index_compared(self, sign, a, b) {
                    return made;
                }
                equal(sign, &self.piece(a)?, &self.piece(b)?)
            }
            Js::Binary(sign @ ("<" | "<=" | ">" | ">="), a, b) => {
                if let Some(made) = calls::index_compared(self, sign, a, b) {
                    return made;
                }
                ordered(sign, &self.piece(a)?, &self.piece(b)?)
            }
            Js::Binary(sign, a, b) => {
                let (a, b) = (self.piece(a)?, self.piece(b)?);
                if *sign == "+" && (a.ty, b.ty) == (Ty::Text, Ty::Text) {
                    return Ok(a.followed_by(&b));
                }
                a.calculated(sign, &b)
            }
            Js::Choose(three) => {
                let [condition, then, other] = &**three;
                Piece::choose(&self.condition(condition)?, &self.piece(then)?, &self.piece(other)?)
            }
            Js::List(items) => {
                let texts = items.iter().map(|item| match item {
                    Js::Text(text) => Ok(text.as_str()),
                    _ => Err(Obstacle::ListOfOthers),
                });
                let texts: Result<Vec<&str>, Obstacle> = texts.collect();
                Ok(Piece::list(texts?))
            }
            Js::Function(..) => Err(Obstacle::FunctionAsValue),
        }
    }

    /// The whole path of `data.a.b`, `row.c`, or a row's own.
    pub(super) fn path(self, js: &Js) -> Option<String> {
        let mut names = Vec::new();
        let mut here = js;
        while let Js::Member(inner, name) = here {
            names.push(name.as_str());
            here = inner;
        }
        let Js::Name(root) = here else { return None };
        names.reverse();
        let inside = names.join(".");
        match (root.as_str(), self.each) {
            (root, Some((parameter, rows))) if root == parameter => Some(joined(rows, &inside)),
            ("data", _) => Some(inside),
            ("submission", _) => inside.strip_prefix("data.").map(str::to_owned),
            ("row", _) => Some(self.near(&inside)),
            _ => None,
        }
    }

    /// `row` is what the innermost container or grid holds; of a form without any it is all of it.
    fn near(self, inside: &str) -> String {
        let mut around = self.scope;
        loop {
            let whole = joined(around, inside);
            if around.is_empty() || self.paths.find(&whole).is_some() {
                return whole;
            }
            around = around.rfind('.').map_or("", |end| &around[..end]);
        }
    }

    fn member(self, js: &Js) -> Made {
        let path = self.path(js).ok_or_else(|| match js {
            Js::Name(name) => Obstacle::Name(name.clone()),
            _ => Obstacle::NeitherDataNorRow,
        })?;
        match self.paths.find(&path) {
            Some((Target::Field(id), rest)) => self.part(*id, rest, &path),
            Some((Target::Rows(id), "")) => self.draft.read(*id, self.spot).map_err(|_| Obstacle::RowsInRows),
            Some((Target::Missing, _)) => Err(Obstacle::NotThere(path)),
            Some(_) => Err(Obstacle::NotSingle(path)),
            None => match path.strip_suffix(".length").and_then(|rows| self.paths.find(rows)) {
                Some((Target::Rows(id), "")) => {
                    let rows = self.draft.read(*id, self.spot).map_err(|_| Obstacle::RowsInRows)?;
                    Ok(Piece::call("size", &[rows], Ty::Number, false).whole())
                }
                _ => {
                    self.nowhere.borrow_mut().push(path);
                    Ok(Piece::null())
                }
            },
        }
    }

    pub(super) fn read(self, id: Id, path: &str) -> Made {
        self.draft.read(id, self.spot).map_err(|_| Obstacle::InRows(path.to_owned()))
    }

    /// A field, or what stands inside its value there.
    fn part(self, id: Id, rest: &str, path: &str) -> Made {
        let field = self.read(id, path)?;
        match (rest, field.ty) {
            ("", _) => Ok(field),
            // Of boxes each has a truth of its own.
            (key, Ty::List) if field.options.is_some() => Ok(Piece::text(key).is_in(&field)),
            ("length", Ty::Text) => Ok(Piece::call("size", &[field.or_blank()], Ty::Number, false).whole()),
            // A list to choose from gives the value together with its words.
            ("value" | "key" | "id", Ty::Text) => Ok(field),
            _ => Err(Obstacle::OnlyValue(path.to_owned())),
        }
    }
}

/// What a value counts as where a condition is wanted.
pub(super) fn truth(piece: &Piece) -> Made {
    match (piece.ty, &piece.literal) {
        (Ty::Bool, _) => Ok(piece.clone()),
        (Ty::Null, _) => Ok(Piece::boolean(false)),
        (_, Some(Literal::Text(text))) => Ok(Piece::boolean(!text.is_empty())),
        (_, Some(Literal::Number(number))) => Ok(Piece::boolean(!number.is_zero())),
        (Ty::Number, _) => {
            let not_zero = piece.equal(&Piece::number(Decimal::ZERO))?.not();
            let filled = if piece.nullable { piece.filled() } else { Piece::boolean(true) };
            Ok(Piece::and(vec![filled, not_zero]))
        }
        (Ty::List, _) => Err(Obstacle::ListAsCondition),
        _ => Ok(piece.filled()),
    }
}

/// `a || b || c` as a value.
fn first_true(mut pieces: Vec<Piece>) -> Made {
    let last = pieces.pop().ok_or(Obstacle::EmptyChoice)?;
    pieces.into_iter().rev().try_fold(last, |other, piece| {
        if piece.ty == Ty::Bool && other.ty == Ty::Bool {
            return Ok(Piece::or(vec![piece, other]));
        }
        let zero = other.literal == Some(Literal::Number(Decimal::ZERO));
        let blank = other.literal == Some(Literal::Text(String::new()));
        if piece.ty == other.ty && ((piece.ty == Ty::Number && zero) || (piece.ty == Ty::Text && blank)) {
            // Zero for zero: the same as for nothing.
            return Ok(Piece::call("coalesce", &[piece.clone(), other], piece.ty, false));
        }
        Piece::choose(&truth(&piece)?, &piece, &other)
    })
}

/// Comparisons for sameness.
pub(in crate::form_import) fn equal(sign: &str, left: &Piece, right: &Piece) -> Made {
    let answer = |same: Made| same.map(|same| if sign.starts_with('!') { same.not() } else { same });
    if left.literal.is_some() && right.literal.is_none() {
        return equal(sign, right, left);
    }
    let strict = sign.len() == 3;
    match (left.ty, right.ty, &right.literal) {
        (_, Ty::Null, _) if left.ty == Ty::Null => answer(Ok(Piece::boolean(true))),
        (Ty::Bool, Ty::Null, _) => answer(Ok(Piece::boolean(false))),
        (_, Ty::Null, _) => answer(Ok(left.empty())),
        (Ty::Null, ..) => answer(Ok(Piece::boolean(false))),
        (Ty::Text | Ty::Date | Ty::Time | Ty::DateTime | Ty::Number, Ty::Text, Some(Literal::Text(text)))
            if text.is_empty() =>
        {
            answer(Ok(left.empty()))
        }
        (Ty::Date, Ty::Text, Some(_)) => answer(left.equal(&date(right)?)),
        (Ty::Text, Ty::Number, Some(Literal::Number(number))) if !strict => {
            let options = left.options.as_deref().unwrap_or_default();
            let same = |key: &&str| Decimal::from_str(key).is_ok_and(|key| key == *number);
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).filter(same).collect();
            if left.options.is_none() {
                return Err(Obstacle::TextAgainstNumber);
            }
            answer(Ok(left.among(&keys)))
        }
        (Ty::Number, Ty::Text, Some(Literal::Text(text))) if !strict => {
            let number = Decimal::from_str(text.trim()).map_err(|_| Obstacle::NumberAgainstText)?;
            answer(left.equal(&Piece::number(number)))
        }
        (a, b, _) if a == b => answer(left.equal(right)),
        (a, b, _) => Err(Obstacle::NeverSame(a, b)),
    }
}

fn ordered(sign: &str, left: &Piece, right: &Piece) -> Made {
    match (left.ty, right.ty) {
        (Ty::Date, Ty::Text) => left.ordered(sign, &date(right)?),
        (Ty::Text, Ty::Date) => date(left)?.ordered(sign, right),
        (Ty::Text, Ty::Number) | (Ty::Number, Ty::Text) => Err(Obstacle::TextAsNumber),
        _ => left.ordered(sign, right),
    }
}

/// A date written as text.
pub(in crate::form_import) fn date(piece: &Piece) -> Made {
    match &piece.literal {
        Some(Literal::Text(text)) if forms::civil::parse_date(text).is_some() => {
            Ok(Piece::call("date", std::slice::from_ref(piece), Ty::Date, false))
        }
        _ => Err(Obstacle::TextAsDate),
    }
}
