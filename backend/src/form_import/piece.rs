//! Pieces of an expression in our language, each with its static type, so that what is put together means in our
//! language what it meant in the source.
//!
//! Both sources have two-valued conditions where an empty value takes part in; ours gives `null`. At the top of a
//! condition, and below `&&` and `||`, a `null` ends as false like theirs; everywhere else [`Piece::settled`] makes it
//! false at once.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::told::Obstacle;
pub(super) use super::types::{Choice, Literal, Ty};

/// Part of an expression; or why there can be none.
pub(super) type Made = Result<Piece, Obstacle>;

#[derive(Clone, Debug)]
pub(super) struct Piece {
    text: String,
    binds: Binds,
    pub(super) ty: Ty,
    /// May be `null`.
    pub(super) nullable: bool,
    /// A number that is always whole.
    pub(super) whole: bool,
    pub(super) literal: Option<Literal>,
    /// Of the choice that it reads.
    pub(super) options: Option<Rc<[Choice]>>,
    /// The same condition turned round, where that can be written without `!`.
    opposite: Option<String>,
}

/// How tightly the outermost operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Choose,
    Or,
    And,
    Compare,
    Add,
    Multiply,
    Unary,
    Primary,
}

impl Piece {
    fn new(text: String, binds: Binds, ty: Ty) -> Piece {
        Piece { text, binds, ty, nullable: false, whole: false, literal: None, options: None, opposite: None }
    }

    /// A field, a variable of the context, or a field of a row.
    pub(super) fn name(text: impl Into<String>, ty: Ty, nullable: bool) -> Piece {
        Piece { nullable, ..Piece::new(text.into(), Binds::Primary, ty) }
    }

    pub(super) fn call(function: &str, arguments: &[Piece], ty: Ty, nullable: bool) -> Piece {
        let arguments: Vec<&str> = arguments.iter().map(Piece::as_str).collect();
        Piece::name(format!("{function}({})", arguments.join(", ")), ty, nullable)
    }

    /// `list.function(variable, body)`
    pub(super) fn each(list: &str, function: &str, variable: &str, body: &Piece, ty: Ty) -> Piece {
        Piece::name(format!("{list}.{function}({variable}, {body})"), ty, false)
    }

    pub(super) fn text(value: &str) -> Piece {
        let literal = Some(Literal::Text(value.to_owned()));
        Piece { literal, ..Piece::new(quoted(value), Binds::Primary, Ty::Text) }
    }

    pub(super) fn number(value: Decimal) -> Piece {
        let binds = if value.is_sign_negative() { Binds::Unary } else { Binds::Primary };
        let value = value.normalize();
        Piece {
            literal: Some(Literal::Number(value)),
            whole: value.is_integer(),
            ..Piece::new(value.to_string(), binds, Ty::Number)
        }
    }

    pub(super) fn boolean(value: bool) -> Piece {
        let literal = Some(Literal::Bool(value));
        Piece { literal, ..Piece::new(value.to_string(), Binds::Primary, Ty::Bool) }
    }

    pub(super) fn null() -> Piece {
        Piece::name("null", Ty::Null, true)
    }

    /// A list of texts.
    pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> Piece {
        let items: Vec<String> = items.into_iter().map(quoted).collect();
        Piece::name(format!("[{}]", items.join(", ")), Ty::List, false)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn with_options(mut self, options: Option<Rc<[Choice]>>) -> Piece {
        self.options = options;
        self
    }

    pub(super) fn whole(mut self) -> Piece {
        self.whole = true;
        self
    }

    /// The value where it is known to be there.
    pub(super) fn certain(mut self) -> Piece {
        self.nullable = false;
        self
    }

    fn inside(&self, binds: Binds) -> String {
        if self.binds < binds { format!("({})", self.text) } else { self.text.clone() }
    }

    /// The condition that is never `null`.
    pub(super) fn settled(&self) -> Piece {
        if self.nullable && self.ty == Ty::Bool {
            Piece::call("coalesce", &[self.clone(), Piece::boolean(false)], Ty::Bool, false)
        } else {
            self.clone()
        }
    }

    pub(super) fn and(parts: Vec<Piece>) -> Piece {
        joined(parts, "&&", Binds::And, true)
    }

    pub(super) fn or(parts: Vec<Piece>) -> Piece {
        joined(parts, "||", Binds::Or, false)
    }

    pub(super) fn not(&self) -> Piece {
        if let Some(Literal::Bool(value)) = self.literal {
            return Piece::boolean(!value);
        }
        if let Some(opposite) = &self.opposite {
            let binds = if opposite.starts_with('!') { Binds::Unary } else { self.binds };
            let text = opposite.clone();
            return Piece { opposite: Some(self.text.clone()), ..Piece::new(text, binds, Ty::Bool) };
        }
        let settled = self.settled();
        let opposite = (settled.binds == Binds::Primary).then(|| settled.text.clone());
        let text = format!("!{}", settled.inside(Binds::Unary));
        Piece { opposite, ..Piece::new(text, Binds::Unary, Ty::Bool) }
    }

    /// Whether two values of one type are the same, both empty included.
    pub(super) fn equal(&self, other: &Piece) -> Made {
        match (&self.literal, &other.literal) {
            (Some(a), Some(b)) => return Ok(Piece::boolean(a == b)),
            (_, Some(Literal::Bool(value))) if self.ty == Ty::Bool => {
                return Ok(if *value { self.settled() } else { self.not() });
            }
            (Some(Literal::Bool(_)), _) if other.ty == Ty::Bool => return other.equal(self),
            _ => {}
        }
        if self.ty != other.ty && self.ty != Ty::Null && other.ty != Ty::Null {
            return Err(Obstacle::Incomparable(self.ty, other.ty));
        }
        // Of values that are never null, nothing is null.
        if (self.ty == Ty::Null && !other.nullable) || (other.ty == Ty::Null && !self.nullable) {
            let list = if self.ty == Ty::Null { other } else { self };
            return match list.ty {
                Ty::List => list.equal(&Piece::list([])),
                _ => Ok(Piece::boolean(false)),
            };
        }
        let (a, b) = (self.settled(), other.settled());
        let write = |sign: &str| format!("{} {sign} {}", a.inside(Binds::Add), b.inside(Binds::Add));
        Ok(Piece { opposite: Some(write("!=")), ..Piece::new(write("=="), Binds::Compare, Ty::Bool) })
    }

    /// `<`, `<=`, `>` or `>=` of two values of one ordered type.
    pub(super) fn ordered(&self, sign: &str, other: &Piece) -> Made {
        if self.ty != other.ty || matches!(self.ty, Ty::List | Ty::Location | Ty::Null | Ty::Bool) {
            return Err(Obstacle::Unordered(self.ty, other.ty));
        }
        let text = format!("{} {sign} {}", self.inside(Binds::Add), other.inside(Binds::Add));
        let nullable = self.nullable || other.nullable;
        Ok(Piece { nullable, ..Piece::new(text, Binds::Compare, Ty::Bool) })
    }

    /// Whether a text is among others.
    pub(super) fn is_in(&self, list: &Piece) -> Piece {
        let text = format!("{} in {}", self.inside(Binds::Add), list.inside(Binds::Add));
        Piece::new(text, Binds::Compare, Ty::Bool)
    }

    /// Whether a text is one of these keys, in the shortest words.
    pub(super) fn among(&self, keys: &[&str]) -> Piece {
        match keys {
            [] => Piece::boolean(false),
            [key] => self.equal(&Piece::text(key)).unwrap_or_else(|_| Piece::boolean(false)),
            keys => self.is_in(&Piece::list(keys.iter().copied())),
        }
    }

    /// `+`, `-`, `*`, `/` or `%` of numbers.
    pub(super) fn calculated(&self, sign: &str, other: &Piece) -> Made {
        if (self.ty, other.ty) != (Ty::Number, Ty::Number) {
            return Err(Obstacle::Incalculable(self.ty, other.ty));
        }
        let binds = if matches!(sign, "+" | "-") { Binds::Add } else { Binds::Multiply };
        let right = if binds == Binds::Add { Binds::Multiply } else { Binds::Unary };
        let text = format!("{} {sign} {}", self.inside(binds), other.inside(right));
        let made = Piece {
            nullable: self.nullable || other.nullable,
            whole: self.whole && other.whole && sign != "/",
            ..Piece::new(text, binds, Ty::Number)
        };
        match (sign, &other.literal) {
            ("/" | "%", Some(Literal::Number(divisor))) if !divisor.is_zero() => Ok(made),
            // There a division by zero gives no number; ours would be an error.
            ("/" | "%", _) => {
                let zero = other.equal(&Piece::number(Decimal::ZERO))?;
                Piece::choose(&zero, &Piece::null(), &made)
            }
            _ => Ok(made),
        }
    }

    /// Two texts, one behind the other; empty ones add nothing.
    pub(super) fn followed_by(&self, other: &Piece) -> Piece {
        let (a, b) = (self.or_blank(), other.or_blank());
        Piece::new(format!("{} + {}", a.inside(Binds::Add), b.inside(Binds::Multiply)), Binds::Add, Ty::Text)
    }

    /// The text, `''` where it is empty.
    pub(super) fn or_blank(&self) -> Piece {
        if self.nullable {
            Piece::call("coalesce", &[self.clone(), Piece::text("")], Ty::Text, false)
        } else {
            self.clone()
        }
    }

    pub(super) fn negated(&self) -> Made {
        if self.ty != Ty::Number {
            return Err(Obstacle::NotNegated(self.ty));
        }
        if let Some(Literal::Number(value)) = self.literal {
            return Ok(Piece::number(-value));
        }
        let text = format!("-{}", self.inside(Binds::Primary));
        Ok(Piece { nullable: self.nullable, whole: self.whole, ..Piece::new(text, Binds::Unary, Ty::Number) })
    }

    /// `condition ? then : other`
    pub(super) fn choose(condition: &Piece, then: &Piece, other: &Piece) -> Made {
        match condition.literal {
            Some(Literal::Bool(true)) => return Ok(then.clone()),
            Some(Literal::Bool(false)) => return Ok(other.clone()),
            _ => {}
        }
        let ty = match (then.ty, other.ty) {
            (Ty::Null, known) | (known, Ty::Null) => known,
            (a, b) if a == b => a,
            (a, b) => return Err(Obstacle::GivesEither(a, b)),
        };
        let text = format!(
            "{} ? {} : {}",
            condition.inside(Binds::Or),
            then.inside(Binds::Or),
            other.inside(Binds::Choose)
        );
        Ok(Piece {
            nullable: then.nullable || other.nullable,
            whole: (then.whole || then.ty == Ty::Null) && (other.whole || other.ty == Ty::Null),
            ..Piece::new(text, Binds::Choose, ty)
        })
    }

    /// Whether there is a value.
    pub(super) fn filled(&self) -> Piece {
        self.empty().not()
    }

    /// Whether there is none.
    pub(super) fn empty(&self) -> Piece {
        match self.ty {
            Ty::Bool => self.not(),
            Ty::List => self.equal(&Piece::list([])).unwrap_or_else(|_| Piece::boolean(false)),
            _ => self.equal(&Piece::null()).unwrap_or_else(|_| Piece::boolean(false)),
        }
    }
}

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Conditions under one operator; `neutral` ones fall away, its opposite decides.
fn joined(parts: Vec<Piece>, sign: &str, binds: Binds, neutral: bool) -> Piece {
    let is = |part: &Piece, value: bool| part.literal == Some(Literal::Bool(value));
    if parts.iter().any(|part| is(part, !neutral)) {
        return Piece::boolean(!neutral);
    }
    let mut kept: Vec<Piece> = parts.into_iter().filter(|part| !is(part, neutral)).collect();
    match kept.len() {
        0 => Piece::boolean(neutral),
        1 => kept.remove(0),
        _ => {
            let texts: Vec<String> = kept.iter().map(|part| part.inside(binds)).collect();
            let nullable = kept.iter().any(|part| part.nullable);
            Piece { nullable, ..Piece::new(texts.join(&format!(" {sign} ")), binds, Ty::Bool) }
        }
    }
}

/// A text as our language writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\0' => {}
            sign => out.push(sign),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_brackets() {
        let field = |name: &str, ty| Piece::name(name, ty, true);
        let (a, b) = (field("a", Ty::Number), field("b", Ty::Number));
        let sum = a.calculated("+", &b).unwrap();
        let check = |piece: Piece, expected: &str| assert_eq!(piece.as_str(), expected);
        check(sum.calculated("*", &sum).unwrap(), "(a + b) * (a + b)");
        check(a.calculated("-", &sum).unwrap(), "a - (a + b)");
        check(a.calculated("/", &b).unwrap(), "b == 0 ? null : a / b");
        check(a.calculated("/", &Piece::number(4.into())).unwrap(), "a / 4");
        let less = a.ordered("<", &b).unwrap();
        let same = a.equal(&b).unwrap();
        check(less.not(), "!coalesce(a < b, false)");
        check(same.not(), "a != b");
        check(same.not().not(), "a == b");
        check(
            Piece::and(vec![Piece::or(vec![less.clone(), same.clone()]), same.clone()]),
            "(a < b || a == b) && a == b",
        );
        check(Piece::or(vec![Piece::boolean(false), same.clone()]), "a == b");
        check(Piece::and(vec![Piece::boolean(false), same]), "false");
        check(field("t", Ty::Text).equal(&Piece::text("it's")).unwrap(), r"t == 'it\'s'");
        check(field("t", Ty::Text).followed_by(&Piece::text("!")), "coalesce(t, '') + '!'");
        let yes = Piece::name("yes", Ty::Bool, false);
        check(yes.equal(&Piece::boolean(false)).unwrap(), "!yes");
        check(yes.not().not(), "yes");
    }
}
