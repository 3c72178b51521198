//! Decides what is shown and computes what is computed, each after everything that it reads.

use super::State;
use super::result;
use crate::expression::{Compiled, Failure, Value};
use crate::form::Node;
use crate::form::checks::Fault;

pub(super) fn all(state: &mut State<'_, '_>) {
    let form = state.form;
    for node in &form.order {
        one(state, *node);
    }
}

/// One node of the order, in every row where it stands in a table.
pub(super) fn one(state: &mut State<'_, '_>, node: Node) {
    let form = state.form;
    match node {
        Node::Section(section) => sections(state, section),
        Node::Table(table) => {
            let (place, visible_if) = (form.tables[table].place, &form.tables[table].visible_if);
            let (shown, failed) = condition(state, state.around(place, None), visible_if, None);
            (state.tables[table].shown, state.tables[table].failed) = (shown, failed);
        }
        Node::Field(field) => match form.fields[field].place.table {
            None => cell(state, field, None),
            Some(table) => {
                for row in 0..state.tables[table].rows.len() {
                    cell(state, field, Some(row));
                }
            }
        },
        Node::Text(_) => {}
    }
}

/// Without a condition as what is around it; a failing or empty condition is false.
pub(super) fn condition(
    state: &State<'_, '_>,
    around: bool,
    condition: &Option<Compiled>,
    row: Option<(usize, usize)>,
) -> (bool, Option<Failure>) {
    match condition {
        Some(condition) if around => match condition.eval(state, row) {
            Ok(value) => (matches!(value, Value::Bool(true)), None),
            Err(failure) => (false, Some(failure)),
        },
        _ => (around, None),
    }
}

fn sections(state: &mut State<'_, '_>, section: usize) {
    let (place, visible_if) = (state.form.sections[section].place, &state.form.sections[section].visible_if);
    let Some(table) = place.table else {
        let (shown, failed) = condition(state, state.around(place, None), visible_if, None);
        (state.sections[section].shown, state.sections[section].failed) = (shown, failed);
        return;
    };
    let at = section - state.form.tables[table].sections.start;
    for row in 0..state.tables[table].rows.len() {
        let (shown, failed) =
            condition(state, state.around(place, Some(row)), visible_if, Some((table, row)));
        let here = &mut state.tables[table].rows[row].sections[at];
        (here.shown, here.failed) = (shown, failed);
    }
}

/// Shows or hides one cell and computes it if it is computed.
pub(super) fn cell(state: &mut State<'_, '_>, field: usize, row: Option<usize>) {
    let form = state.form;
    let of = &form.fields[field];
    let site = of.place.table.zip(row);
    let (shown, mut failed) = condition(state, state.around(of.place, row), &of.visible_if, site);
    let mut computed = None;
    if let (true, Some(expr)) = (shown, &of.expr) {
        match expr.eval(state, site).and_then(|value| result::computed(of, value)) {
            Ok(value) => computed = Some(value),
            Err(failure) => failed = Some(failure),
        }
    }
    let cell = state.cell_mut(field, row);
    cell.shown = shown;
    cell.failed = failed;
    if !shown {
        cell.hide(of);
    } else if let Some(value) = computed {
        if result::too_long(&value) {
            cell.fault = Some(Fault::Limit(None));
        } else {
            cell.value = value;
        }
    }
}
