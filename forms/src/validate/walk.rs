//! Walks a form in schema order and collects its normalised values and its problems.

use super::constraints::{broken, fault, items_between, same, same_as_stored};
use super::evaluate::condition;
use super::state::unknown_paths;
use super::{Outcome, State, result};
use crate::expression::{Compiled, Failure, Value};
use crate::form::checks::normalised;
use crate::form::{Field, Node, Rule};
use crate::{Context, Json, Problem};

pub(super) fn judge(state: &State<'_, '_>, context: &Context) -> Outcome {
    let bad = (vec![false; state.form.fields.len()], vec![false; state.form.tables.len()]);
    let mut walk = Walk::new(state, context, bad);
    let mut values = Vec::new();
    walk.nodes(&state.form.nodes, None, &mut values);
    for rule in &state.form.rules {
        walk.rule(rule);
    }
    let unknown = unknown_paths(state.form, &state.unknown, &state.tables);
    walk.problems.extend(unknown.into_iter().map(|path| Problem::new(path, "unknown_field")));
    Outcome { values: Json::Object(values), problems: walk.problems }
}

pub(super) struct Walk<'s, 'a> {
    state: &'s State<'a, 'a>,
    stored: Option<&'s Json>,
    pub(super) problems: Vec<Problem>,
    /// Fields and tables that have a problem: rules that read them wait.
    pub(super) bad_fields: Vec<bool>,
    pub(super) bad_tables: Vec<bool>,
    /// Of the field that was judged last.
    pub(super) asks: Asks,
    /// Of the fields of the table that was judged last, row by row.
    pub(super) rows: Vec<Asks>,
    /// Row and text: those that are not shown there.
    pub(super) hidden_texts: Vec<(usize, usize)>,
}

/// What a shown field asks of the one who fills it in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub(super) required: bool,
    /// Known only where a value may stand: not while an empty field has to be filled.
    pub(super) read_only: bool,
}

/// A row: its table, its position among the readable rows.
type Site = Option<(usize, usize)>;

impl<'s, 'a> Walk<'s, 'a> {
    /// With the fields and tables that are known to be bad.
    pub(super) fn new(
        state: &'s State<'a, 'a>,
        context: &'s Context,
        (bad_fields, bad_tables): (Vec<bool>, Vec<bool>),
    ) -> Walk<'s, 'a> {
        let (stored, problems) = (context.stored.as_ref(), Vec::new());
        let (rows, hidden_texts) = (Vec::new(), Vec::new());
        Walk { state, stored, problems, bad_fields, bad_tables, asks: Asks::default(), rows, hidden_texts }
    }

    /// One part that stands in no row, without what is below a section: whether it is shown, and its value.
    pub(super) fn part(&mut self, node: Node) -> (bool, Option<Json>) {
        let (state, form) = (self.state, self.state.form);
        let mut values = Vec::new();
        let shown = match node {
            Node::Field(at) => {
                self.bad_fields[at] = false;
                self.field(at, None, &mut values);
                state.cells[at].is_shown()
            }
            Node::Table(at) => {
                self.bad_fields[form.tables[at].fields.clone()].fill(false);
                self.table(at, &mut values);
                state.tables[at].shown
            }
            Node::Section(at) => {
                let here = state.sections[at];
                self.problems.extend(here.failed.map(|failure| expression(String::new(), failure)));
                here.shown
            }
            Node::Text(at) => {
                let around = state.around(form.texts[at].place, None);
                self.text(at, None) && around
            }
        };
        (shown, values.pop().map(|(_, value)| value))
    }

    fn nodes(&mut self, nodes: &[Node], site: Site, values: &mut Vec<(String, Json)>) {
        let form = self.state.form;
        for node in nodes {
            match *node {
                Node::Field(field) => self.field(field, site, values),
                Node::Table(table) => self.table(table, values),
                Node::Section(section) => {
                    let here = match site {
                        Some((table, row)) => {
                            let first = form.tables[table].sections.start;
                            self.state.tables[table].rows[row].sections[section - first]
                        }
                        None => self.state.sections[section],
                    };
                    self.problems.extend(here.failed.map(|failure| expression(String::new(), failure)));
                    if here.shown {
                        self.nodes(&form.sections[section].nodes, site, values);
                    }
                }
                Node::Text(text) => {
                    if let (false, Some((_, row))) = (self.text(text, site), site) {
                        self.hidden_texts.push((row, text));
                    }
                }
            }
        }
    }

    /// Nobody reads whether a text is shown, so this is where its condition is tried.
    fn text(&mut self, at: usize, site: Site) -> bool {
        let (shown, failed) = condition(self.state, true, &self.state.form.texts[at].visible_if, site);
        self.problems.extend(failed.map(|failure| expression(String::new(), failure)));
        shown
    }

    fn field(&mut self, at: usize, site: Site, values: &mut Vec<(String, Json)>) {
        let state = self.state;
        let field = &state.form.fields[at];
        let before = self.problems.len();
        self.asks = Asks::default();
        let cell = state.cell(at, site.map(|(_, row)| row));
        if let Some(failure) = cell.failed {
            let path = self.path(field, site);
            self.problems.push(expression(path, failure));
        } else if cell.shown {
            self.shown_field(field, at, site, values);
        }
        if let Some((table, row)) = site {
            let fields = &state.form.tables[table].fields;
            self.rows[row * fields.len() + at - fields.start] = self.asks;
        }
        if self.problems.len() > before {
            self.bad_fields[at] = true;
        }
    }

    fn shown_field(&mut self, field: &Field, at: usize, site: Site, values: &mut Vec<(String, Json)>) {
        let cell = self.state.cell(at, site.map(|(_, row)| row));
        let required = field.required | self.holds(field, &field.required_if, site);
        self.asks.required = required;
        if let Some(found) = cell.fault {
            let path = self.path(field, site);
            self.problems.push(fault(path, found));
            return;
        }
        let json = match &cell.sent {
            Some(sent) => Some(normalised(field.kind, sent)),
            None if field.is_computed() => result::json(field, &cell.value),
            None => None,
        };
        match json {
            Some(json) => {
                if cell.sent.is_some() && field.constrained {
                    let path = self.path(field, site);
                    broken(field, cell, &path, &mut self.problems);
                }
                values.push((field.key.clone(), json));
            }
            None if required => {
                let path = self.path(field, site);
                self.problems.push(Problem::new(path, "required"));
                return;
            }
            None => {}
        }
        if !field.is_computed() && self.holds(field, &field.read_only_if, site) {
            self.asks.read_only = true;
            self.read_only(field, at, site);
        }
    }

    fn read_only(&mut self, field: &Field, at: usize, site: Site) {
        let cell = self.state.cell(at, site.map(|(_, row)| row));
        let unchanged = match (self.stored, site) {
            (Some(stored), None) => same_as_stored(field, cell, stored.get(&field.key)),
            (Some(stored), Some((table, row))) => {
                let grid = &self.state.form.tables[table];
                let index = self.state.tables[table].rows[row].index;
                match stored.get(&grid.key).and_then(Json::as_array).and_then(|rows| rows.get(index)) {
                    Some(stored_row) => same_as_stored(field, cell, stored_row.get(&field.key)),
                    // A row that was not stored yet is a new one.
                    None => self.is_default(field, at, site),
                }
            }
            (None, _) => self.is_default(field, at, site),
        };
        if !unchanged {
            let path = self.path(field, site);
            self.problems.push(Problem::new(path, "read_only"));
        }
    }

    fn is_default(&mut self, field: &Field, at: usize, site: Site) -> bool {
        let cell = self.state.cell(at, site.map(|(_, row)| row));
        let default = match &field.default_expr {
            None => field.checks.default.clone(),
            Some(expr) => match expr.eval(self.state, site) {
                Ok(value) => result::default(field, value),
                Err(failure) => {
                    let path = self.path(field, site);
                    self.problems.push(expression(path, failure));
                    return true;
                }
            },
        };
        match default {
            Value::Null => cell.sent.is_none(),
            Value::List(items) if items.is_empty() => cell.sent.is_none(),
            default => cell.sent.is_some() && same(&default, &cell.value),
        }
    }

    fn table(&mut self, at: usize, values: &mut Vec<(String, Json)>) {
        let table = &self.state.form.tables[at];
        let grid = &self.state.tables[at];
        let before = self.problems.len();
        if let Some(failure) = grid.failed {
            self.problems.push(expression(table.key.clone(), failure));
        } else if grid.shown {
            match grid.fault {
                Some(found) => self.problems.push(fault(table.key.clone(), found)),
                None => {
                    let count = grid.rows.len() + grid.bad_rows.len();
                    items_between(count, table.min_items, table.max_items, &table.key, &mut self.problems);
                }
            }
        }
        self.bad_tables[at] = self.problems.len() > before || !grid.bad_rows.is_empty();
        if grid.shown {
            let rows = self.rows(at);
            if !rows.is_empty() {
                values.push((table.key.clone(), Json::Array(rows)));
            }
        }
    }

    fn rows(&mut self, at: usize) -> Vec<Json> {
        let (table, grid) = (&self.state.form.tables[at], &self.state.tables[at]);
        let mut rows = Vec::with_capacity(grid.rows.len());
        self.rows.clear();
        self.rows.resize(grid.rows.len() * table.fields.len(), Asks::default());
        self.hidden_texts.clear();
        let mut bad = grid.bad_rows.iter().copied().peekable();
        for (position, row) in grid.rows.iter().enumerate() {
            while let Some(index) = bad.next_if(|index| *index < row.index) {
                self.problems.push(Problem::new(format!("{}[{index}]", table.key), "type"));
            }
            let mut values = Vec::with_capacity(row.cells.len());
            self.nodes(&table.nodes, Some((at, position)), &mut values);
            rows.push(Json::Object(values));
        }
        for index in bad {
            self.problems.push(Problem::new(format!("{}[{index}]", table.key), "type"));
        }
        rows
    }

    pub(super) fn rule(&mut self, rule: &Rule) {
        let Some(assert) = &rule.assert else { return };
        let waits = rule.reads.iter().any(|read| match read {
            Node::Field(at) => self.bad_fields[*at],
            Node::Table(at) => self.bad_tables[*at],
            _ => false,
        });
        if waits {
            return;
        }
        let path = rule.at.clone().unwrap_or_default();
        match assert.eval(self.state, None) {
            Ok(Value::Bool(false)) => {
                let mut problem = Problem::new(path, "rule");
                if let Some(message) = &rule.message {
                    problem = problem.with("message", message.to_json());
                }
                self.problems.push(problem);
            }
            Ok(_) => {}
            Err(failure) => self.problems.push(expression(path, failure)),
        }
    }

    /// A condition of a field that is shown.
    fn holds(&mut self, field: &Field, of: &Option<Compiled>, site: Site) -> bool {
        let Some(condition) = of else { return false };
        match condition.eval(self.state, site) {
            Ok(value) => matches!(value, Value::Bool(true)),
            Err(failure) => {
                let path = self.path(field, site);
                self.problems.push(expression(path, failure));
                false
            }
        }
    }

    fn path(&self, field: &Field, site: Site) -> String {
        match site {
            None => field.key.clone(),
            Some((table, row)) => {
                let index = self.state.tables[table].rows[row].index;
                format!("{}[{index}].{}", self.state.form.tables[table].key, field.key)
            }
        }
    }
}

fn expression(path: String, failure: Failure) -> Problem {
    Problem::new(path, "expression").with("reason", failure.name())
}
