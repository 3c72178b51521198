//! The values of a new form, and of a new row.

use super::state::{Cell, Row};
use super::{State, evaluate, result};
use crate::expression::Value;
use crate::form::Node;
use crate::{Context, Form, Json};

/// The defaults of a new form, by key. Fields that are hidden at first have theirs too, so that they are there
/// once shown; computed values are not defaults. Tables start empty.
pub fn initial(form: &Form, context: &Context) -> Json {
    let mut state = State::read(form, &[], context);
    let mut values = vec![None; form.fields.len()];
    for node in form.order.iter() {
        evaluate::one(&mut state, *node);
        if let Node::Field(at) = *node
            && form.fields[at].place.table.is_none()
        {
            values[at] = fill(&mut state, at, None);
        }
    }
    collect(form, values)
}

/// The defaults of a new row of a table (an index of [`Form::tables`]), by key, beside the values that the form has so far.
pub fn initial_row(form: &Form, table: usize, values: &Json, context: &Context) -> Json {
    if table >= form.tables.len() {
        return Json::object();
    }
    let mut state = State::read(form, values.as_object().unwrap_or_default(), context);
    let index = state.tables[table].rows.len();
    state.tables[table].rows.push(Row::read(form, table, index, std::iter::empty()));
    let mut row = vec![None; form.fields.len()];
    for node in form.order.iter() {
        evaluate::one(&mut state, *node);
        if let Node::Field(at) = *node
            && form.fields[at].place.table == Some(table)
        {
            row[at] = fill(&mut state, at, Some(index));
        }
    }
    collect(form, row)
}

/// Gives a field its default, and the default's JSON back.
fn fill(state: &mut State<'_, '_>, at: usize, row: Option<usize>) -> Option<Json> {
    let field = &state.form.fields[at];
    let value = match &field.default_expr {
        Some(expr) => {
            result::default(field, expr.eval(state, field.place.table.zip(row)).unwrap_or_default())
        }
        None => field.checks.default.clone(),
    };
    let json = match &field.default {
        Some(json) => Some(json.clone()),
        None => result::json(field, &value),
    };
    let cell: &mut Cell<'_> = state.cell_mut(at, row);
    if cell.is_shown() && !matches!(value, Value::Null) {
        cell.value = value;
    }
    json
}

fn collect(form: &Form, values: Vec<Option<Json>>) -> Json {
    let keyed = form.fields.iter().zip(values);
    Json::Object(keyed.filter_map(|(field, json)| Some((field.key.clone(), json?))).collect())
}
