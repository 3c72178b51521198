//! The values of one form while it is judged: read, but not yet judged.

use crate::civil;
use crate::expression::{Failure, Value};
use crate::form::checks::{self, Fault, is_empty};
use crate::form::read::MAX_ROWS;
use crate::form::{Field, FieldType, Form, Node, Place};
use crate::sorting::sorted;
use crate::{Context, Json, Ref};
use std::borrow::Cow;
use std::cell::Cell as Counter;

/// Everything that an expression can read. The values may outlive the form and the context they are judged by.
pub(crate) struct State<'f, 'a> {
    pub(crate) form: &'f Form,
    pub(crate) ambient: Ambient<'f>,
    /// By field; those of rows stay unused here.
    pub(crate) cells: Vec<Cell<'a>>,
    pub(crate) tables: Vec<Grid<'a>>,
    /// By section; those of rows stay unused here.
    pub(crate) sections: Vec<Shown>,
    /// Paths of keys that the form does not know.
    pub(super) unknown: Vec<String>,
    /// Steps that all expressions together may still take.
    pub(crate) budget: Counter<u64>,
}

/// Steps of one judgement. The worst case of a sound form's tables is a quarter of it; what else may be long are
/// lists of choices and files, and texts that patterns search.
pub(super) const BUDGET: u64 = 4_000_000;

/// One field, or one field of one row.
#[derive(Clone, Default)]
pub(crate) struct Cell<'a> {
    /// What was sent, if that is not empty.
    pub(super) sent: Option<Cow<'a, Json>>,
    /// What expressions read: empty where hidden or unreadable.
    pub(crate) value: Value,
    pub(super) fault: Option<Fault>,
    pub(super) shown: bool,
    /// Of its condition or its computing.
    pub(super) failed: Option<Failure>,
}

/// One table.
#[derive(Clone, Default)]
pub(crate) struct Grid<'a> {
    pub(crate) rows: Vec<Row<'a>>,
    /// Rows that are no objects, by index as sent.
    pub(super) bad_rows: Vec<usize>,
    pub(super) fault: Option<Fault>,
    pub(crate) shown: bool,
    pub(super) failed: Option<Failure>,
}

#[derive(Clone)]
pub(crate) struct Row<'a> {
    /// Among the rows as sent.
    pub(super) index: usize,
    pub(crate) cells: Vec<Cell<'a>>,
    pub(super) sections: Vec<Shown>,
    unknown: Vec<Cow<'a, str>>,
}

/// One section.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shown {
    pub(super) shown: bool,
    pub(super) failed: Option<Failure>,
}

/// The context, read.
pub(crate) struct Ambient<'a> {
    pub(crate) now: Value,
    pub(crate) today: Value,
    pub(crate) user: Option<&'a Ref>,
    pub(crate) company: Option<&'a Ref>,
}

impl<'a> Ambient<'a> {
    pub(crate) fn of(context: &'a Context) -> Ambient<'a> {
        let now = context.now.as_deref().and_then(civil::parse_date_time);
        let today = context.today.as_deref().and_then(civil::parse_date);
        Ambient {
            now: now.map(Value::DateTime).unwrap_or_default(),
            today: today.map(Value::Date).unwrap_or_default(),
            user: context.user.as_ref(),
            company: context.company.as_ref(),
        }
    }
}

impl<'f, 'a> State<'f, 'a> {
    pub(crate) fn read(form: &'f Form, members: &'a [(String, Json)], context: &'f Context) -> State<'f, 'a> {
        let mut state = State {
            form,
            ambient: Ambient::of(context),
            cells: form.fields.iter().map(Cell::empty).collect(),
            tables: form.tables.iter().map(|_| Grid::default()).collect(),
            sections: vec![Shown::default(); form.sections.len()],
            unknown: Vec::new(),
            budget: Counter::new(BUDGET),
        };
        for (key, json) in members {
            match form.scope.get(key) {
                Some(Node::Field(at)) => state.cells[at].fill(&form.fields[at], Cow::Borrowed(json)),
                Some(Node::Table(at)) => state.tables[at].fill(form, at, Cow::Borrowed(json)),
                _ => state.unknown.push(key.clone()),
            }
        }
        state
    }

    /// Whether what is around a place is shown. The place's own condition is another matter.
    pub(super) fn around(&self, place: Place, row: Option<usize>) -> bool {
        match (place.section, place.table, row) {
            (Some(section), Some(table), Some(row)) => {
                let first = self.form.tables[table].sections.start;
                self.tables[table].rows[row].sections[section - first].shown
            }
            (Some(section), _, _) => self.sections[section].shown,
            (None, Some(table), _) => self.tables[table].shown,
            (None, None, _) => true,
        }
    }

    pub(crate) fn cell(&self, field: usize, row: Option<usize>) -> &Cell<'a> {
        match (self.form.fields[field].place.table, row) {
            (Some(table), Some(row)) => {
                &self.tables[table].rows[row].cells[field - self.form.tables[table].fields.start]
            }
            _ => &self.cells[field],
        }
    }

    pub(super) fn cell_mut(&mut self, field: usize, row: Option<usize>) -> &mut Cell<'a> {
        match (self.form.fields[field].place.table, row) {
            (Some(table), Some(row)) => {
                let first = self.form.tables[table].fields.start;
                &mut self.tables[table].rows[row].cells[field - first]
            }
            _ => &mut self.cells[field],
        }
    }
}

/// All paths that the form does not know, in code point order.
pub(super) fn unknown_paths(form: &Form, unknown: &[String], tables: &[Grid<'_>]) -> Vec<String> {
    let mut paths = unknown.to_vec();
    for (table, grid) in form.tables.iter().zip(tables) {
        if grid.shown {
            for row in &grid.rows {
                paths.extend(row.unknown.iter().map(|key| format!("{}[{}].{key}", table.key, row.index)));
            }
        }
    }
    sorted(paths)
}

impl<'a> Cell<'a> {
    pub(super) fn empty(field: &Field) -> Cell<'a> {
        Cell { value: empty_value(field.kind), ..Cell::default() }
    }

    pub(super) fn fill(&mut self, field: &Field, json: Cow<'a, Json>) {
        if field.is_computed() || is_empty(&json) {
            return;
        }
        match checks::read(field.kind, field.checks.pattern.is_some(), &json) {
            Ok(value) => self.value = value,
            Err(fault) => self.fault = Some(fault),
        }
        self.sent = Some(json);
    }

    /// As it was before anything was decided: what hiding took away is there again, what was computed is not.
    pub(super) fn renew(&mut self, field: &Field) {
        if field.is_computed() {
            *self = Cell::empty(field);
        } else if !self.shown
            && let Some(sent) = self.sent.take()
        {
            self.fill(field, sent);
        }
    }

    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// Hidden: nothing was sent, nothing is read.
    pub(super) fn hide(&mut self, field: &Field) {
        self.value = empty_value(field.kind);
    }
}

impl<'a> Grid<'a> {
    pub(super) fn fill(&mut self, form: &Form, table: usize, json: Cow<'a, Json>) {
        if is_empty(&json) {
            return;
        }
        let items: Vec<Cow<'a, Json>> = match json {
            Cow::Borrowed(Json::Array(items)) => items.iter().map(Cow::Borrowed).collect(),
            Cow::Owned(Json::Array(items)) => items.into_iter().map(Cow::Owned).collect(),
            _ => {
                self.fault = Some(Fault::Type(None));
                return;
            }
        };
        if items.len() > MAX_ROWS {
            self.fault = Some(Fault::Limit(None));
            return;
        }
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Cow::Borrowed(Json::Object(members)) => {
                    self.rows.push(Row::read(form, table, index, borrowed(members)))
                }
                Cow::Owned(Json::Object(members)) => {
                    self.rows.push(Row::read(form, table, index, owned(members)))
                }
                _ => self.bad_rows.push(index),
            }
        }
    }
}

type Member<'a> = (Cow<'a, str>, Cow<'a, Json>);

fn borrowed<'a>(members: &'a [(String, Json)]) -> impl Iterator<Item = Member<'a>> {
    members.iter().map(|(key, json)| (Cow::Borrowed(key.as_str()), Cow::Borrowed(json)))
}

fn owned(members: Vec<(String, Json)>) -> impl Iterator<Item = Member<'static>> {
    members.into_iter().map(|(key, json)| (Cow::Owned(key), Cow::Owned(json)))
}

impl<'a> Row<'a> {
    pub(super) fn read(
        form: &Form,
        table: usize,
        index: usize,
        members: impl Iterator<Item = Member<'a>>,
    ) -> Row<'a> {
        let table = &form.tables[table];
        let fields = &form.fields[table.fields.clone()];
        let mut row = Row {
            index,
            cells: fields.iter().map(Cell::empty).collect(),
            sections: vec![Shown::default(); table.sections.len()],
            unknown: Vec::new(),
        };
        for (key, json) in members {
            match table.scope.get(&key) {
                Some(Node::Field(at)) => row.cells[at - table.fields.start].fill(&form.fields[at], json),
                _ => row.unknown.push(key),
            }
        }
        row
    }
}

/// What an untouched field reads as.
fn empty_value(kind: FieldType) -> Value {
    match kind {
        FieldType::Boolean => Value::Bool(false),
        _ if kind.is_list() => Value::empty_list(),
        _ => Value::Null,
    }
}
