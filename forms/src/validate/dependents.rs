//! Who has to be looked at again when something changes: the dependency graph of a form, turned round.
//!
//! Its units are what stands outside tables, and each table with all that stands in its rows.

use crate::expression::Compiled;
use crate::form::{Form, Node, Place};

/// Made once for a form being filled.
#[derive(Clone, Debug)]
pub(super) struct Dependents {
    fields: usize,
    tables: usize,
    sections: usize,
    /// By unit: those that are decided, computed or judged by it.
    pub(super) readers: Vec<Vec<usize>>,
    /// By unit: rules that read it, directly or through computed fields.
    pub(super) rules: Vec<Vec<usize>>,
    /// By unit: its place in the order of evaluation.
    pub(super) rank: Vec<usize>,
    /// By table: itself and what stands in its rows, in the order of evaluation.
    pub(super) members: Vec<Vec<Node>>,
}

impl Dependents {
    pub(super) fn of(form: &Form) -> Dependents {
        let (fields, tables, sections) = (form.fields.len(), form.tables.len(), form.sections.len());
        let size = fields + tables + sections + form.texts.len();
        let mut made = Dependents {
            fields,
            tables,
            sections,
            readers: vec![Vec::new(); size],
            rules: vec![Vec::new(); size],
            // A text is decided when it is judged, after everything.
            rank: vec![usize::MAX; size],
            members: vec![Vec::new(); tables],
        };
        made.rank_all(form);
        for (at, field) in form.fields.iter().enumerate() {
            made.below(form, Node::Field(at), field.place);
            let expressions = [
                &field.visible_if,
                &field.required_if,
                &field.read_only_if,
                &field.default_expr,
                &field.expr,
            ];
            expressions.into_iter().for_each(|expr| made.reads(form, Node::Field(at), expr));
        }
        for (at, table) in form.tables.iter().enumerate() {
            made.below(form, Node::Table(at), table.place);
            made.reads(form, Node::Table(at), &table.visible_if);
        }
        for (at, section) in form.sections.iter().enumerate() {
            made.below(form, Node::Section(at), section.place);
            made.reads(form, Node::Section(at), &section.visible_if);
        }
        for (at, text) in form.texts.iter().enumerate() {
            made.below(form, Node::Text(at), text.place);
            made.reads(form, Node::Text(at), &text.visible_if);
        }
        for readers in &mut made.readers {
            readers.sort_unstable();
            readers.dedup();
        }
        for (at, rule) in form.rules.iter().enumerate() {
            for read in &rule.reads {
                let unit = made.unit(form, *read);
                if made.rules[unit].last() != Some(&at) {
                    made.rules[unit].push(at);
                }
            }
        }
        made
    }

    /// The unit in which a node stands.
    pub(super) fn unit(&self, form: &Form, node: Node) -> usize {
        let place = match node {
            Node::Field(at) => form.fields[at].place,
            Node::Section(at) => form.sections[at].place,
            Node::Text(at) => form.texts[at].place,
            Node::Table(_) => Place::default(),
        };
        match (place.table, node) {
            (Some(table), _) | (None, Node::Table(table)) => self.fields + table,
            (None, Node::Field(at)) => at,
            (None, Node::Section(at)) => self.fields + self.tables + at,
            (None, Node::Text(at)) => self.fields + self.tables + self.sections + at,
        }
    }

    /// The node of a unit; a table stands for its rows too.
    pub(super) fn node(&self, unit: usize) -> Node {
        if unit < self.fields {
            Node::Field(unit)
        } else if unit < self.fields + self.tables {
            Node::Table(unit - self.fields)
        } else if unit < self.fields + self.tables + self.sections {
            Node::Section(unit - self.fields - self.tables)
        } else {
            Node::Text(unit - self.fields - self.tables - self.sections)
        }
    }

    /// A table comes when its last field does: what reads it comes after that, what its rows read before.
    fn rank_all(&mut self, form: &Form) {
        for (rank, node) in form.order.iter().enumerate() {
            let unit = self.unit(form, *node);
            match self.node(unit) {
                Node::Table(table) => {
                    self.members[table].push(*node);
                    if !matches!(node, Node::Section(_)) {
                        self.rank[unit] = rank;
                    }
                }
                _ => self.rank[unit] = rank,
            }
        }
    }

    /// What is around a node shows and hides it.
    fn below(&mut self, form: &Form, node: Node, place: Place) {
        if let Some(section) = place.section {
            self.edge(self.unit(form, Node::Section(section)), self.unit(form, node));
        }
    }

    fn reads(&mut self, form: &Form, node: Node, expr: &Option<Compiled>) {
        let reader = self.unit(form, node);
        for read in expr.iter().flat_map(|expr| &expr.reads) {
            self.edge(self.unit(form, *read), reader);
        }
    }

    fn edge(&mut self, from: usize, to: usize) {
        if from != to {
            self.readers[from].push(to);
        }
    }
}
