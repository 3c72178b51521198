//! A form while somebody fills it in: each change looks again only at what depends on it, and what it gives is at
//! every moment what judging everything anew would give.

use super::dependents::Dependents;
use super::state::{Ambient, BUDGET, Cell, Grid, Shown, unknown_paths};
use super::walk::{Asks, Walk};
use super::{Outcome, State, evaluate, validate};
use crate::expression::{Failure, Value};
use crate::form::checks::Fault;
use crate::form::{Form, Node};
use crate::{Context, Json, Problem};
use std::borrow::Cow;
use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Values that are being filled in, judged after each change. A table counts as one value.
#[derive(Clone)]
pub struct Filling {
    form: Arc<Form>,
    context: Context,
    /// As entered, by key.
    values: Json,
    cells: Vec<Cell<'static>>,
    tables: Vec<Grid<'static>>,
    sections: Vec<Shown>,
    unknown: Vec<String>,
    bad_fields: Vec<bool>,
    bad_tables: Vec<bool>,
    dependents: Arc<Dependents>,
    /// By unit.
    judged: Vec<Judged>,
    rules: Vec<Judged>,
}

/// What judging one part of the form gave.
#[derive(Clone, Default, PartialEq, Eq)]
struct Judged {
    problems: Vec<Problem>,
    value: Option<Json>,
    shown: bool,
    /// Of a field.
    asks: Asks,
    /// Of the fields of a table, row by row.
    rows: Vec<Asks>,
    /// Of a table: row and text, those that are not shown there.
    hidden_texts: Vec<(usize, usize)>,
    /// Steps of its expressions.
    steps: u64,
}

impl Filling {
    /// Judges everything once. Values that are no object count as none.
    pub fn new(form: Arc<Form>, values: &Json, context: Context) -> Filling {
        let dependents = Arc::new(Dependents::of(&form));
        let mut filling = Filling {
            context,
            values: Json::object(),
            cells: form.fields.iter().map(Cell::empty).collect(),
            tables: form.tables.iter().map(|_| Grid::default()).collect(),
            sections: vec![Shown::default(); form.sections.len()],
            unknown: Vec::new(),
            bad_fields: vec![false; form.fields.len()],
            bad_tables: vec![false; form.tables.len()],
            judged: vec![Judged::default(); dependents.readers.len()],
            rules: vec![Judged::default(); form.rules.len()],
            dependents,
            form,
        };
        for (key, value) in values.as_object().unwrap_or_default() {
            filling.take(key, Some(value.clone()));
        }
        filling.look_at_all();
        filling
    }

    /// Another value for a field or table at the top of the form, or none. Gives what has changed in any way: parts
    /// that are shown or hidden, have another value or other problems, ask something else. Rules are not among them.
    pub fn set(&mut self, key: &str, value: Option<Json>) -> Vec<Node> {
        match self.take(key, value) {
            Some(unit) => self.look_at(&[unit], BTreeSet::new()),
            None => Vec::new(),
        }
    }

    /// Another context; everything is looked at again.
    pub fn set_context(&mut self, context: Context) -> Vec<Node> {
        self.context = context;
        self.look_at_all()
    }

    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What [`validate`] gives for the values as they are now.
    pub fn outcome(&self) -> Outcome {
        if self.is_over_budget() {
            return validate(&self.form, &self.values, &self.context);
        }
        let mut values = Vec::new();
        self.collect(&self.form.nodes, &mut |key, judged| {
            values.extend(judged.value.clone().map(|value| (key.to_owned(), value)));
        });
        Outcome { values: Json::Object(values), problems: self.found() }
    }

    /// The problems of [`Filling::outcome`], without its values.
    pub fn found(&self) -> Vec<Problem> {
        if self.is_over_budget() {
            return validate(&self.form, &self.values, &self.context).problems;
        }
        let mut problems = Vec::new();
        self.collect(&self.form.nodes, &mut |_, judged| problems.extend(judged.problems.iter().cloned()));
        problems.extend(self.rules.iter().flat_map(|rule| rule.problems.iter().cloned()));
        let unknown = unknown_paths(&self.form, &self.unknown, &self.tables);
        problems.extend(unknown.into_iter().map(|path| Problem::new(path, "unknown_field")));
        problems
    }

    /// Which of the expressions get no steps any more depends on all of them.
    fn is_over_budget(&self) -> bool {
        let steps = self.judged.iter().chain(&self.rules).map(|judged| judged.steps);
        steps.fold(0, u64::saturating_add) > BUDGET
    }

    /// Whether a part that stands in no row is shown.
    pub fn is_shown(&self, node: Node) -> bool {
        self.judged(node).shown
    }

    /// Whether a field that stands in no row has to be filled in, by itself or by its condition, now that it is shown.
    pub fn is_required(&self, node: Node) -> bool {
        self.judged(node).asks.required
    }

    /// Whether a field that stands in no row may not be changed. An empty one that has to be filled may.
    pub fn is_read_only(&self, node: Node) -> bool {
        self.judged(node).asks.read_only
    }

    /// Whether a part of a table's rows is shown in one of them. Rows that are no objects do not count.
    pub fn is_shown_in(&self, node: Node, row: usize) -> bool {
        let (place, at) = match node {
            Node::Field(at) => (self.form.fields[at].place, at),
            Node::Section(at) => (self.form.sections[at].place, at),
            Node::Text(at) => (self.form.texts[at].place, at),
            Node::Table(_) => return false,
        };
        let Some(table) = place.table else { return false };
        let Some(cells) = self.tables[table].rows.get(row) else { return false };
        let of = &self.form.tables[table];
        match node {
            Node::Field(_) => cells.cells[at - of.fields.start].is_shown(),
            Node::Section(_) => cells.sections[at - of.sections.start].shown,
            _ => {
                let around = place.section.map(|section| cells.sections[section - of.sections.start].shown);
                let hidden = &self.judged(Node::Table(table)).hidden_texts;
                around.unwrap_or(self.tables[table].shown) && !hidden.contains(&(row, at))
            }
        }
    }

    /// As [`Filling::is_required`], in a row.
    pub fn is_required_in(&self, node: Node, row: usize) -> bool {
        self.asks_in(node, row).required
    }

    /// As [`Filling::is_read_only`], in a row.
    pub fn is_read_only_in(&self, node: Node, row: usize) -> bool {
        self.asks_in(node, row).read_only
    }

    fn asks_in(&self, node: Node, row: usize) -> Asks {
        let Node::Field(at) = node else { return Asks::default() };
        let Some(table) = self.form.fields[at].place.table else { return Asks::default() };
        let fields = &self.form.tables[table].fields;
        let asks = self.judged(Node::Table(table)).rows.get(row * fields.len() + at - fields.start);
        asks.copied().unwrap_or_default()
    }

    /// The problems of a part that stands in no row; those of a table with its rows'.
    pub fn problems(&self, node: Node) -> &[Problem] {
        &self.judged(node).problems
    }

    /// The normalised or computed value of a field or table that stands in no row.
    pub fn value(&self, node: Node) -> Option<&Json> {
        self.judged(node).value.as_ref()
    }

    fn judged(&self, node: Node) -> &Judged {
        &self.judged[self.dependents.unit(&self.form, node)]
    }

    /// Takes a value in; gives the unit that it belongs to.
    fn take(&mut self, key: &str, value: Option<Json>) -> Option<usize> {
        match &value {
            Some(value) => self.values.set(key, value.clone()),
            None => drop(self.values.remove(key)),
        }
        let node = self.form.scope.get(key);
        match node {
            Some(Node::Field(at)) => {
                let field = &self.form.fields[at];
                self.cells[at] = Cell::empty(field);
                if let Some(value) = value {
                    self.cells[at].fill(field, Cow::Owned(value));
                }
            }
            Some(Node::Table(at)) => {
                self.tables[at] = Grid::default();
                if let Some(value) = value {
                    self.tables[at].fill(&self.form, at, Cow::Owned(value));
                }
            }
            _ => {
                self.unknown.retain(|known| known != key);
                self.unknown.extend(value.map(|_| key.to_owned()));
                return None;
            }
        }
        node.map(|node| self.dependents.unit(&self.form, node))
    }

    fn look_at_all(&mut self) -> Vec<Node> {
        let stands_alone = |unit: &usize| {
            let dependents = &self.dependents;
            dependents.unit(&self.form, dependents.node(*unit)) == *unit
        };
        let units: Vec<usize> = (0..self.judged.len()).filter(stands_alone).collect();
        let rules = (0..self.rules.len()).collect();
        self.look_at(&units, rules)
    }

    /// Decides and computes units (sorted) and what depends on them, then judges all that was looked at, these rules
    /// and those that read any of it.
    fn look_at(&mut self, changed: &[usize], rules: BTreeSet<usize>) -> Vec<Node> {
        let form = self.form.clone();
        let dependents = self.dependents.clone();
        let context = std::mem::take(&mut self.context);
        let mut state = State {
            cells: std::mem::take(&mut self.cells),
            tables: std::mem::take(&mut self.tables),
            sections: std::mem::take(&mut self.sections),
            form: &form,
            ambient: Ambient::of(&context),
            unknown: Vec::new(),
            budget: Counter::new(BUDGET),
        };
        let mut waiting: BTreeSet<(usize, usize)> =
            changed.iter().map(|unit| (dependents.rank[*unit], *unit)).collect();
        let mut looked_at = BTreeMap::new();
        while let Some((_, unit)) = waiting.pop_first() {
            state.budget.set(BUDGET);
            let other = decide(&mut state, &dependents, unit);
            let first = looked_at.insert(unit, BUDGET - state.budget.get()).is_none();
            if other || (first && changed.binary_search(&unit).is_ok()) {
                let readers = dependents.readers[unit].iter();
                waiting.extend(readers.map(|reader| (dependents.rank[*reader], *reader)));
            }
        }
        let told = self.judge(&state, &context, &dependents, &looked_at, rules);
        (self.cells, self.tables, self.sections) = (state.cells, state.tables, state.sections);
        self.context = context;
        told
    }

    fn judge(
        &mut self,
        state: &State<'_, '_>,
        context: &Context,
        dependents: &Dependents,
        looked_at: &BTreeMap<usize, u64>,
        mut rules: BTreeSet<usize>,
    ) -> Vec<Node> {
        let bad = (std::mem::take(&mut self.bad_fields), std::mem::take(&mut self.bad_tables));
        let mut walk = Walk::new(state, context, bad);
        let mut told = Vec::new();
        for (unit, decided) in looked_at {
            let node = dependents.node(*unit);
            state.budget.set(BUDGET);
            let (shown, value) = walk.part(node);
            let problems = std::mem::take(&mut walk.problems);
            let steps = decided + BUDGET - state.budget.get();
            let mut judged = Judged { problems, value, shown, steps, ..Judged::default() };
            match node {
                Node::Field(_) => judged.asks = walk.asks,
                Node::Table(_) => {
                    judged.rows = std::mem::take(&mut walk.rows);
                    judged.hidden_texts = std::mem::take(&mut walk.hidden_texts);
                }
                _ => {}
            }
            if self.judged[*unit] != judged {
                self.judged[*unit] = judged;
                told.push(node);
            }
            rules.extend(dependents.rules[*unit].iter().copied());
        }
        for rule in rules {
            state.budget.set(BUDGET);
            walk.rule(&state.form.rules[rule]);
            let problems = std::mem::take(&mut walk.problems);
            let steps = BUDGET - state.budget.get();
            self.rules[rule] = Judged { problems, steps, ..Judged::default() };
        }
        (self.bad_fields, self.bad_tables) = (walk.bad_fields, walk.bad_tables);
        told
    }

    /// Hands over what judging each part gave, in schema order, with the key of a field or table.
    fn collect<'a>(&'a self, nodes: &'a [Node], take: &mut dyn FnMut(&'a str, &'a Judged)) {
        for node in nodes {
            let judged = self.judged(*node);
            match *node {
                Node::Field(at) => take(&self.form.fields[at].key, judged),
                Node::Table(at) => take(&self.form.tables[at].key, judged),
                Node::Section(at) => {
                    take("", judged);
                    if judged.shown {
                        self.collect(&self.form.sections[at].nodes, take);
                    }
                }
                Node::Text(_) => take("", judged),
            }
        }
    }
}

/// Shows or hides and computes one unit anew; says whether anything came out otherwise.
fn decide(state: &mut State<'_, '_>, dependents: &Dependents, unit: usize) -> bool {
    let form = state.form;
    match dependents.node(unit) {
        Node::Field(at) => {
            let before = Seen::of(&state.cells[at]);
            state.cells[at].renew(&form.fields[at]);
            evaluate::one(state, Node::Field(at));
            before != Seen::of(&state.cells[at])
        }
        Node::Section(at) => {
            let before = state.sections[at].shown;
            evaluate::one(state, Node::Section(at));
            before != state.sections[at].shown
        }
        Node::Table(at) => {
            let before = seen_in_rows(&state.tables[at]);
            let fields = &form.fields[form.tables[at].fields.clone()];
            for row in &mut state.tables[at].rows {
                row.cells.iter_mut().zip(fields).for_each(|(cell, field)| cell.renew(field));
            }
            dependents.members[at].iter().for_each(|node| evaluate::one(state, *node));
            before != seen_in_rows(&state.tables[at])
        }
        Node::Text(_) => false,
    }
}

/// What others can see of a cell.
struct Seen(bool, Value, Option<Fault>, Option<Failure>);

impl Seen {
    fn of(cell: &Cell<'_>) -> Seen {
        Seen(cell.shown, cell.value.clone(), cell.fault, cell.failed)
    }
}

impl PartialEq for Seen {
    /// Numbers by their digits too: `1.0` and `1` are written otherwise.
    fn eq(&self, other: &Seen) -> bool {
        self.0 == other.0 && self.1.is_identical(&other.1) && self.2 == other.2 && self.3 == other.3
    }
}

fn seen_in_rows(grid: &Grid<'_>) -> (bool, Vec<Seen>) {
    (grid.shown, grid.rows.iter().flat_map(|row| row.cells.iter().map(Seen::of)).collect())
}
