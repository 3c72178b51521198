//! Says an XPath in our language, with the types that the form's fields have.
//!
//! XPath turns values into whatever is wanted: the key of an option into a number, an empty value into `''` or NaN. Where
//! our language can say the same, it does; where it cannot, the expression is refused with a reason for the report.

use std::{collections::BTreeMap, str::FromStr};

use rust_decimal::Decimal;

use super::{Expr, dates, functions};
use crate::form_import::{
    draft::{Draft, Id, Kind, ROW, Spot},
    piece::{Choice, Literal, Made, Piece, Ty},
    told::Obstacle,
    xlsform::{
        choices::Lists,
        names::{Names, Target},
    },
};

/// The columns of one row of the choices, by name.
pub(in crate::form_import) type Columns = BTreeMap<String, String>;

/// Options that one expression distinguishes, at most.
const OPTIONS: usize = 30;
/// Choices that a look-up goes over; no expression holds more.
const LONGEST: usize = 300;

/// What an expression can refer to.
#[derive(Clone, Copy)]
pub(in crate::form_import) struct Translator<'a> {
    pub(in crate::form_import) draft: &'a Draft,
    pub(in crate::form_import) names: &'a Names,
    pub(in crate::form_import) lists: &'a Lists,
    pub(in crate::form_import) spot: Spot,
    /// What `.` is.
    pub(in crate::form_import) itself: Option<Id>,
    /// In a filter over choices: the choice that is looked at.
    pub(in crate::form_import) columns: Option<&'a Columns>,
}

/// An expression as a condition.
pub(in crate::form_import) fn condition(translator: Translator<'_>, expr: &Expr) -> Made {
    translator.condition(expr)
}

/// An expression as a value.
pub(in crate::form_import) fn value(translator: Translator<'_>, expr: &Expr) -> Made {
    translator.piece(expr)
}

impl Translator<'_> {
    pub(super) fn piece(self, expr: &Expr) -> Made {
        match expr {
            Expr::Number(digits) => {
                decimal(digits).map(Piece::number).ok_or_else(|| Obstacle::LongNumber(digits.clone()))
            }
            Expr::Text(text) => Ok(Piece::text(text)),
            Expr::Field(name) => self.field(name),
            Expr::Itself => match self.itself {
                // A constraint asks only where there is a value.
                Some(id) => self.read(id, ".").map(Piece::certain),
                None => Err(Obstacle::Itself),
            },
            Expr::Column(name) => match (self.columns, self.names.get(name)) {
                (Some(columns), _) => match columns.get(name) {
                    Some(value) => Ok(Piece::text(value)),
                    None => Err(Obstacle::NoColumn(name.clone())),
                },
                (None, Some(_)) => self.field(name),
                (None, None) => Err(Obstacle::BareName(name.clone())),
            },
            Expr::Call(name, arguments) => functions::call(self, name, arguments),
            Expr::Binary("and", a, b) => Ok(Piece::and(vec![self.condition(a)?, self.condition(b)?])),
            Expr::Binary("or", a, b) => Ok(Piece::or(vec![self.condition(a)?, self.condition(b)?])),
            Expr::Binary(sign @ ("=" | "!=" | "<" | "<=" | ">" | ">="), a, b) => {
                compare(sign, &self.piece(a)?, &self.piece(b)?)
            }
            Expr::Binary(sign, a, b) => {
                let (a, b) = (self.piece(a)?, self.piece(b)?);
                if a.ty == Ty::Date || b.ty == Ty::Date {
                    return dates::calculated(sign, &a, &b);
                }
                let sign = match *sign {
                    "div" => "/",
                    "mod" => "%",
                    sign => sign,
                };
                number(&a)?.calculated(sign, &number(&b)?)
            }
            Expr::Negate(inner) => number(&self.piece(inner)?)?.negated(),
            Expr::Lookup { list, predicate, column } => self.lookup(list, predicate.as_deref(), column),
        }
    }

    pub(super) fn condition(self, expr: &Expr) -> Made {
        truth(&self.piece(expr)?)
    }

    fn field(self, name: &str) -> Made {
        match self.names.get(name) {
            Some(Target::Node(id)) => self.read(*id, name),
            Some(Target::Value(piece)) => Ok(piece.clone()),
            Some(Target::Group) => Err(Obstacle::Group(name.to_owned())),
            Some(Target::Missing) => Err(Obstacle::Missing(name.to_owned())),
            Some(Target::Several) => Err(Obstacle::SeveralFields(name.to_owned())),
            None => Err(Obstacle::NoField(name.to_owned())),
        }
    }

    fn read(self, id: Id, name: &str) -> Made {
        if self.draft.nodes[id].kind == Kind::Table {
            return Err(Obstacle::ManyRows(name.to_owned()));
        }
        self.draft.read(id, self.spot).map_err(|_| Obstacle::FromOutside(name.to_owned()))
    }

    /// The rows of the repeat that a field stands in, and the field as read in each: for functions over all of them.
    pub(super) fn rows(self, expr: &Expr) -> Result<(Piece, Option<Piece>), Obstacle> {
        let Expr::Field(name) = expr else { return Err(Obstacle::SeveralRead) };
        let Some(Target::Node(id)) = self.names.get(name) else {
            return Err(Obstacle::NoRepeat(name.clone()));
        };
        let node = &self.draft.nodes[*id];
        let (table, field) = match (node.kind, node.table) {
            (Kind::Table, _) => (*id, None),
            (_, Some(table)) if self.spot.table != Some(table) && !self.spot.in_rule => {
                let spot = Spot { table: Some(table), in_rule: true };
                (table, self.draft.read(*id, spot).ok())
            }
            (_, Some(_)) => return Err(Obstacle::RowsFromWithin(name.clone())),
            (_, None) => return Err(Obstacle::NotInRepeat(name.clone())),
        };
        let rows = self.draft.read(table, self.spot).map_err(|_| Obstacle::RepeatInRepeat)?;
        Ok((rows, field))
    }

    /// The value of a column of the first choice for which a condition holds.
    fn lookup(self, list: &str, predicate: Option<&Expr>, column: &str) -> Made {
        let items = self.lists.get(list).ok_or_else(|| Obstacle::NoList(list.to_owned()))?;
        if items.len() > LONGEST {
            return Err(Obstacle::LongList(LONGEST));
        }
        let mut found = Vec::new();
        for item in items {
            let here = Translator { columns: Some(&item.columns), ..self };
            let holds = predicate.map_or(Ok(Piece::boolean(true)), |predicate| here.condition(predicate))?;
            let value = match column {
                // What jr:itext() makes words of.
                "itextId" | "label" => item.label_here()?,
                column => item.columns.get(column).cloned().unwrap_or_default(),
            };
            found.push((holds, Piece::text(&value)));
        }
        first_that_holds(found)
    }
}

/// `a ? x : b ? y : …`; nothing where none holds. Neighbours with one value share a condition.
pub(super) fn first_that_holds(cases: Vec<(Piece, Piece)>) -> Made {
    let mut joined: Vec<(Vec<Piece>, Piece)> = Vec::new();
    for (holds, value) in cases {
        match joined.last_mut() {
            Some((conditions, last)) if last.as_str() == value.as_str() => conditions.push(holds),
            _ => joined.push((vec![holds], value)),
        }
    }
    if joined.len() > OPTIONS {
        return Err(Obstacle::ManyCases(OPTIONS));
    }
    joined.into_iter().rev().try_fold(Piece::null(), |other, (conditions, value)| {
        Piece::choose(&Piece::or(conditions), &value, &other)
    })
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
        _ => Ok(piece.filled()),
    }
}

/// What a value counts as where a number is wanted.
pub(super) fn number(piece: &Piece) -> Made {
    match (piece.ty, &piece.literal, &piece.options) {
        (Ty::Number | Ty::Null, ..) => Ok(piece.clone()),
        (_, Some(Literal::Text(text)), _) => Ok(decimal(text).map_or_else(Piece::null, Piece::number)),
        (Ty::Bool, ..) => Piece::choose(piece, &Piece::number(Decimal::ONE), &Piece::number(Decimal::ZERO)),
        (Ty::Text, _, Some(options)) => {
            let case = |option: &Choice| {
                let number = decimal(&option.key)?;
                Some(Ok((piece.equal(&Piece::text(&option.key)).ok()?, Piece::number(number))))
            };
            let cases: Result<Vec<_>, Obstacle> = options.iter().filter_map(case).collect();
            first_that_holds(cases?)
        }
        (ty, ..) => Err(Obstacle::NeverNumber(ty)),
    }
}

/// What a value counts as where a text is wanted; numbers and dates have several spellings and are refused.
pub(super) fn text(piece: &Piece) -> Made {
    match (piece.ty, &piece.literal) {
        (Ty::Text | Ty::Null, _) => Ok(piece.clone()),
        (_, Some(Literal::Number(number))) => Ok(Piece::text(&number.to_string())),
        (ty, _) => Err(Obstacle::NeverText(ty)),
    }
}

pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str(text.trim()).ok()
}

fn compare(sign: &str, left: &Piece, right: &Piece) -> Made {
    let turned = match sign {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    };
    if left.literal.is_some() && right.literal.is_none() {
        return compare(turned, right, left);
    }
    let is_equality = matches!(sign, "=" | "!=");
    let equality = |same: Made| same.map(|same| if sign == "=" { same } else { same.not() });
    let by_order = |a: &Piece, b: &Piece| if is_equality { equality(a.equal(b)) } else { a.ordered(sign, b) };
    if let (true, Some(Literal::Text(text))) = (is_equality && left.literal.is_none(), &right.literal) {
        // An acknowledgement is `OK` once it is given.
        match (text.as_str(), left.ty) {
            ("", _) => return equality(Ok(left.empty())),
            ("OK", Ty::Bool) => return equality(Ok(left.clone())),
            (key, Ty::List) if !key.contains(' ') => return equality(left.equal(&Piece::list([key]))),
            _ => {}
        }
    }
    match (left.ty, right.ty) {
        (Ty::Bool, _) | (_, Ty::Bool) if is_equality => equality(truth(left)?.equal(&truth(right)?)),
        (Ty::Date, Ty::Text) => by_order(left, &dates::written(right)?),
        (Ty::Text, Ty::Date) => by_order(&dates::written(left)?, right),
        (Ty::Date, Ty::DateTime) | (Ty::DateTime, Ty::Date) => dates::compared(sign, left, right),
        (Ty::Text, Ty::Number) if left.options.is_some() => match (&right.literal, &left.options) {
            (Some(Literal::Number(wanted)), Some(options)) => Ok(among_numbers(sign, left, options, *wanted)),
            _ => by_order(&number(left)?, right),
        },
        (Ty::Number, Ty::Text) => match &right.literal {
            Some(Literal::Text(text)) if decimal(text).is_none() => Ok(Piece::boolean(sign == "!=")),
            _ => by_order(left, &number(right)?),
        },
        (Ty::Text, Ty::Text) if !is_equality => match (&right.literal, &left.options) {
            (Some(Literal::Text(wanted)), Some(options)) => match decimal(wanted) {
                Some(wanted) => Ok(among_numbers(sign, left, options, wanted)),
                None => Ok(Piece::boolean(false)),
            },
            _ => by_order(&number(left)?, &number(right)?),
        },
        (Ty::Text, Ty::Number) => Err(Obstacle::TextWithNumber),
        _ => by_order(left, right),
    }
}

/// A choice compared with a number: the options whose keys, as numbers, compare so. Whatever is no number is unequal.
fn among_numbers(sign: &str, choice: &Piece, options: &[Choice], wanted: Decimal) -> Piece {
    let holds = |key: &str| {
        decimal(key).is_some_and(|number| match sign {
            "=" | "!=" => number == wanted,
            "<" => number < wanted,
            "<=" => number <= wanted,
            ">" => number > wanted,
            _ => number >= wanted,
        })
    };
    let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).filter(|key| holds(key)).collect();
    let among = choice.among(&keys);
    if sign == "!=" { among.not() } else { among }
}

/// The list that a comprehension over the rows of a repeat makes of a field.
pub(super) fn mapped(rows: &Piece, field: &Piece) -> Piece {
    Piece::each(rows.as_str(), "map", ROW, field, Ty::List)
}
