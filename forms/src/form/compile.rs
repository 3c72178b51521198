//! Compiles the expressions of a form once all its keys are known, and bounds what they may cost.

use super::read::MAX_ROWS;
use super::source::{Owner, Role, Source};
use super::{Form, Node, order};
use crate::FormProblem;
use crate::expression::{self, Compiled, Fault, Type};

/// Parts of expressions times rows, summed over a form.
const MAX_COST: u64 = 1_000_000;

pub(super) fn form(form: &mut Form, sources: &[Source], problems: &mut Vec<FormProblem>) {
    let mut compiled = Vec::with_capacity(sources.len());
    for source in sources {
        match one(form, source) {
            Ok(expression) => compiled.push(Some(expression)),
            Err(fault) => {
                compiled.push(None);
                let position = source.text[..fault.at.min(source.text.len())].chars().count();
                problems.push(
                    FormProblem::new(source.at.as_str(), fault.code)
                        .with("position", position as u64)
                        .with("message", fault.message),
                );
            }
        }
    }
    form.order = order::find(form, sources, &compiled, problems);
    let cost = sources.iter().zip(&compiled).map(|(source, compiled)| {
        compiled.as_ref().map_or(0, |compiled| cost(form, table_of(form, source.owner), compiled))
    });
    if cost.fold(0, u64::saturating_add) > MAX_COST {
        problems.push(FormProblem::new("", "limit").with("max_cost", MAX_COST));
    }
    for (source, compiled) in sources.iter().zip(compiled) {
        place(form, source, compiled);
    }
    for rule in 0..form.rules.len() {
        form.rules[rule].reads =
            form.rules[rule].assert.as_ref().map_or(vec![], |assert| all_reads(form, assert));
    }
}

/// One expression of a form that is sound.
pub(super) fn of(form: &Form, source: &Source) -> Option<Compiled> {
    one(form, source).ok()
}

fn one(form: &Form, source: &Source) -> Result<Compiled, Fault> {
    expression::compile(&source.text, form, table_of(form, source.owner), &wanted(form, source))
}

/// The table in whose rows an expression stands.
fn table_of(form: &Form, owner: Owner) -> Option<usize> {
    match owner {
        Owner::Node(Node::Field(at)) => form.fields.get(at).and_then(|field| field.place.table),
        Owner::Node(Node::Section(at)) => form.sections.get(at).and_then(|section| section.place.table),
        Owner::Node(Node::Text(at)) => form.texts.get(at).and_then(|text| text.place.table),
        Owner::Node(Node::Table(_)) | Owner::Rule(_) => None,
    }
}

fn wanted(form: &Form, source: &Source) -> Type {
    match (source.role, source.owner) {
        (Role::Expr | Role::Default, Owner::Node(Node::Field(at))) => {
            form.fields.get(at).map_or(Type::Any, Type::of)
        }
        _ => Type::Bool,
    }
}

/// The worst case of one expression: its parts, times the rows where it stands, times the rows it goes over.
fn cost(form: &Form, table: Option<usize>, compiled: &Compiled) -> u64 {
    let rows = |table: usize| form.tables[table].max_items.map_or(MAX_ROWS as u64, u64::from);
    let standing = table.map_or(1, rows);
    let ranged: u64 = compiled.ranges.iter().map(|table| rows(*table)).sum();
    (compiled.nodes as u64).saturating_mul(standing).saturating_mul(ranged.max(1))
}

fn place(form: &mut Form, source: &Source, compiled: Option<Compiled>) {
    match source.owner {
        Owner::Node(Node::Field(at)) => {
            let Some(field) = form.fields.get_mut(at) else { return };
            match source.role {
                Role::VisibleIf => field.visible_if = compiled,
                Role::RequiredIf => field.required_if = compiled,
                Role::ReadOnlyIf => field.read_only_if = compiled,
                Role::Default => field.default_expr = compiled,
                Role::Expr => field.expr = compiled,
                Role::Assert => {}
            }
        }
        Owner::Node(Node::Table(at)) => form.tables[at].visible_if = compiled,
        Owner::Node(Node::Section(at)) => form.sections[at].visible_if = compiled,
        Owner::Node(Node::Text(at)) => form.texts[at].visible_if = compiled,
        Owner::Rule(at) => form.rules[at].assert = compiled,
    }
}

/// Everything that an expression reads, directly or through computed fields. Reading a table is reading every
/// field of its rows.
fn all_reads(form: &Form, of: &Compiled) -> Vec<Node> {
    let mut seen_fields = vec![false; form.fields.len()];
    let mut seen_tables = vec![false; form.tables.len()];
    let mut found = Vec::new();
    let mut open = of.reads.clone();
    while let Some(node) = open.pop() {
        match node {
            Node::Field(at) if !std::mem::replace(&mut seen_fields[at], true) => {
                open.extend(form.fields[at].expr.iter().flat_map(|expr| expr.reads.iter().copied()));
            }
            Node::Table(at) if !std::mem::replace(&mut seen_tables[at], true) => {
                open.extend(form.tables[at].fields.clone().map(Node::Field));
            }
            _ => continue,
        }
        found.push(node);
    }
    found
}
