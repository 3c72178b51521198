//! Expressions of a wanted type, over the fields that are known so far.

use super::Chance;
use forms::Json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Number,
    Text,
    Date,
    Time,
    DateTime,
    Texts,
    Place,
}

/// What an expression can name.
#[derive(Clone, Default)]
pub(super) struct Scope {
    fields: Vec<(String, Kind)>,
    /// How many of them stand outside the row.
    pub(super) in_row: bool,
    row_keys: Vec<String>,
    pub(super) tables: Vec<(String, Vec<(String, Kind)>)>,
}

impl Scope {
    pub(super) fn add(&mut self, key: &str, kind: Kind) {
        self.fields.retain(|(known, _)| known != key);
        self.fields.push((key.to_owned(), kind));
        if self.in_row {
            self.row_keys.push(key.to_owned());
        }
    }

    pub(super) fn knows_in_row(&self, key: &str) -> bool {
        self.row_keys.iter().any(|known| known == key)
    }

    /// The fields that were added since.
    pub(super) fn row_fields(&self, outside: &Scope) -> Vec<(String, Kind)> {
        let here = |(key, _): &&(String, Kind)| self.row_keys.contains(key) && outside.row_keys.is_empty();
        self.fields.iter().filter(here).cloned().collect()
    }

    pub(super) fn any_key(&self, chance: &mut Chance) -> Option<String> {
        (!self.fields.is_empty() && chance.one_in(2)).then(|| chance.pick(&self.fields).0.clone())
    }

    pub(super) fn expression(&self, chance: &mut Chance, kind: Kind) -> Json {
        let depth = 1 + chance.below(3);
        let mut writer = Writer { chance, scope: self, row: None };
        Json::String(writer.of(kind, depth))
    }
}

struct Writer<'c, 's> {
    chance: &'c mut Chance,
    scope: &'s Scope,
    /// The fields of the row that a comprehension is at.
    row: Option<&'s [(String, Kind)]>,
}

impl Writer<'_, '_> {
    fn of(&mut self, kind: Kind, depth: usize) -> String {
        if depth == 0 || self.chance.one_in(4) {
            return self.atom(kind);
        }
        let below = depth - 1;
        if self.chance.one_in(8) {
            let (condition, a, b) = (self.of(Kind::Bool, below), self.of(kind, below), self.of(kind, below));
            return format!("({condition} ? {a} : {b})");
        }
        if self.chance.one_in(8) {
            return format!("coalesce({}, {})", self.of(kind, below), self.of(kind, below));
        }
        match kind {
            Kind::Bool => self.bool(below),
            Kind::Number => self.number(below),
            Kind::Text => self.text(below),
            Kind::Date => {
                let (date, count) = (self.of(Kind::Date, below), self.of(Kind::Number, 0));
                let function = self.chance.pick(&["addDays", "addMonths"]);
                format!("{function}({date}, {count})")
            }
            Kind::Texts => self.texts(below),
            Kind::Time | Kind::DateTime | Kind::Place => self.atom(kind),
        }
    }

    fn bool(&mut self, depth: usize) -> String {
        let kinds = [Kind::Number, Kind::Number, Kind::Text, Kind::Date, Kind::Time, Kind::DateTime];
        match self.chance.below(12) {
            0..=3 => {
                let kind = *self.chance.pick(&kinds);
                let operator = *self.chance.pick(&["==", "!=", "<", "<=", ">", ">="]);
                format!("{} {operator} {}", self.of(kind, depth), self.of(kind, depth))
            }
            4 => format!("({} && {})", self.of(Kind::Bool, depth), self.of(Kind::Bool, depth)),
            5 => format!("({} || {})", self.of(Kind::Bool, depth), self.of(Kind::Bool, depth)),
            6 => format!("!({})", self.of(Kind::Bool, depth)),
            7 => {
                let kind =
                    *self.chance.pick(&[Kind::Text, Kind::Number, Kind::Texts, Kind::Place, Kind::Bool]);
                format!("has({})", self.of(kind, 0))
            }
            8 => {
                let function = *self.chance.pick(&["contains", "startsWith", "endsWith"]);
                format!("{}.{function}({})", self.of(Kind::Text, depth), self.of(Kind::Text, 0))
            }
            9 => {
                let pattern = *self.chance.pick(&["^a", "[0-9]+$", "(a|b)*c", ".ó.", "\\\\d{2}"]);
                format!("{}.matches('{pattern}')", self.of(Kind::Text, depth))
            }
            10 => format!("({} in {})", self.of(Kind::Text, 0), self.of(Kind::Texts, depth)),
            _ => {
                let each = *self.chance.pick(&["all", "exists", "exists_one"]);
                self.over_rows(each, Kind::Bool, depth).unwrap_or_else(|| self.atom(Kind::Bool))
            }
        }
    }

    fn number(&mut self, depth: usize) -> String {
        match self.chance.below(12) {
            0..=4 => {
                let operator = *self.chance.pick(&["+", "-", "*", "/", "%"]);
                format!("({} {operator} {})", self.of(Kind::Number, depth), self.of(Kind::Number, depth))
            }
            5 => format!("-({})", self.of(Kind::Number, depth)),
            6 => format!("round({}, {})", self.of(Kind::Number, depth), self.chance.below(5)),
            7 => {
                let function = *self.chance.pick(&["floor", "ceil", "abs", "round"]);
                format!("{function}({})", self.of(Kind::Number, depth))
            }
            8 => {
                let function = *self.chance.pick(&["year", "month", "day", "weekday"]);
                format!("{function}({})", self.of(Kind::Date, depth))
            }
            9 => {
                let (function, kind) = *self.chance.pick(&[
                    ("daysBetween", Kind::Date),
                    ("minutesBetween", Kind::DateTime),
                    ("minutesBetween", Kind::Time),
                ]);
                format!("{function}({}, {})", self.of(kind, depth), self.of(kind, 0))
            }
            10 => {
                let kind = *self.chance.pick(&[Kind::Text, Kind::Texts]);
                format!("size({})", self.of(kind, depth))
            }
            _ => {
                let function = *self.chance.pick(&["sum", "avg", "min", "max", "count"]);
                match self.over_rows("map", Kind::Number, depth) {
                    Some(list) => format!("{function}({list})"),
                    None => format!("{function}([{}, 2, 0.5])", self.of(Kind::Number, depth)),
                }
            }
        }
    }

    fn text(&mut self, depth: usize) -> String {
        match self.chance.below(5) {
            0 => format!("({} + {})", self.of(Kind::Text, depth), self.of(Kind::Text, depth)),
            1 => format!("{}.lowerAscii()", self.of(Kind::Text, depth)),
            2 => format!("{}.upperAscii()", self.of(Kind::Text, depth)),
            3 => format!("trim({})", self.of(Kind::Text, depth)),
            _ => format!("{}[{}]", self.of(Kind::Texts, 0), self.chance.below(3)),
        }
    }

    fn texts(&mut self, depth: usize) -> String {
        match self.chance.below(3) {
            0 => format!("[{}, {}]", self.of(Kind::Text, depth), self.of(Kind::Text, 0)),
            1 if self.row.is_none() => {
                format!("{}.filter(v, v != {})", self.of(Kind::Texts, 0), self.of(Kind::Text, 0))
            }
            _ => format!("({} + {})", self.of(Kind::Texts, 0), self.of(Kind::Texts, 0)),
        }
    }

    /// A comprehension over a table, unless it would stand in another.
    fn over_rows(&mut self, each: &str, body: Kind, depth: usize) -> Option<String> {
        if self.row.is_some() || self.scope.tables.is_empty() {
            return None;
        }
        let (table, fields) = &self.scope.tables[self.chance.below(self.scope.tables.len())];
        self.row = Some(fields);
        let body = self.of(body, depth);
        self.row = None;
        Some(format!("{table}.{each}(r, {body})"))
    }

    fn atom(&mut self, kind: Kind) -> String {
        if let Some(row) = self.row {
            let fitting: Vec<&(String, Kind)> = row.iter().filter(|(_, found)| *found == kind).collect();
            if !fitting.is_empty() && !self.chance.one_in(3) {
                return format!("r.{}", self.chance.pick(&fitting).0);
            }
        }
        let fitting: Vec<&(String, Kind)> =
            self.scope.fields.iter().filter(|(_, found)| *found == kind).collect();
        if !fitting.is_empty() && !self.chance.one_in(4) {
            return self.chance.pick(&fitting).0.clone();
        }
        let literals: &[&str] = match kind {
            Kind::Bool => &["true", "false", "null", "has(user)"],
            Kind::Number => {
                &["0", "1", "2.50", "7", "0.1", "-3", "1000000", "79228162514264337593543950335", "null"]
            }
            Kind::Text => &["'a'", "''", "'Zażółć'", "user.name", "company.id", "'12'", "null", "\"b\""],
            Kind::Date => &["date('2026-11-23')", "today", "date('2024-02-29')", "null", "date('x')"],
            Kind::Time | Kind::Place => &["null"],
            Kind::DateTime => &["now", "null"],
            Kind::Texts => &["[]", "['a', 'b']", "['a', null, ' ']"],
        };
        (*self.chance.pick(literals)).to_owned()
    }
}
