//! The single values of a form that reports group and sum by.

use crate::form::{Field, FieldType, Node, ResultType};
use crate::{Form, Json, number};
use rust_decimal::Decimal;

/// One value, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reportable {
    /// Of a field in a table: `tableid.fieldid`.
    pub field_id: String,
    /// The row of its table from 0; 0 outside tables.
    pub row: u32,
    /// The item of its list from 0; 0 for single values.
    pub item: u32,
    pub value: ReportValue,
}

/// A value as reports store it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportValue {
    /// Numbers, minutes, ratings; booleans are 0 and 1.
    Number(Decimal),
    /// Dates and times as written, option keys, ids, and text of up to 200 characters.
    Text(String),
}

/// Characters of a text that a report may group by.
const MAX_TEXT: usize = 200;

/// Places, files and long texts are left out.
pub(crate) fn of(form: &Form, values: &Json) -> Vec<Reportable> {
    let mut found = Vec::new();
    scope(form, values, None, 0, &mut found);
    found
}

fn scope(form: &Form, values: &Json, table: Option<&str>, row: u32, found: &mut Vec<Reportable>) {
    let scope = match table {
        Some(id) => form.tables.iter().find(|table| table.id == id).map(|table| &table.scope),
        None => Some(&form.scope),
    };
    let Some(scope) = scope else { return };
    for (key, json) in values.as_object().unwrap_or_default() {
        match scope.get(key) {
            Some(Node::Field(at)) => field(&form.fields[at], json, row, found),
            Some(Node::Table(at)) => {
                let id = form.tables[at].id.as_str();
                for (index, row) in json.as_array().unwrap_or_default().iter().enumerate() {
                    scope_of_row(form, row, id, index, found);
                }
            }
            _ => {}
        }
    }
}

fn scope_of_row(form: &Form, row: &Json, table: &str, index: usize, found: &mut Vec<Reportable>) {
    scope(form, row, Some(table), index as u32, found);
}

fn field(field: &Field, json: &Json, row: u32, found: &mut Vec<Reportable>) {
    if field.kind == FieldType::LongText || field.kind == FieldType::Location || field.kind.is_file() {
        return;
    }
    let field_id = match &field.table {
        Some(table) => format!("{table}.{}", field.id),
        None => field.id.clone(),
    };
    let numeric = field.kind.is_decimal() || field.constraints.result == Some(ResultType::Decimal);
    let mut push = |item: usize, json: &Json| {
        let value = match json {
            Json::Bool(value) => Some(ReportValue::Number(Decimal::from(u8::from(*value)))),
            Json::Number(digits) => number::decimal(digits).map(ReportValue::Number),
            Json::String(text) if numeric => number::decimal(text).map(ReportValue::Number),
            Json::String(text) if text.chars().nth(MAX_TEXT).is_none() => {
                Some(ReportValue::Text(text.clone()))
            }
            _ => None,
        };
        if let Some(value) = value {
            found.push(Reportable { field_id: field_id.clone(), row, item: item as u32, value });
        }
    };
    match json {
        Json::Array(items) => items.iter().enumerate().for_each(|(item, json)| push(item, json)),
        single => push(0, single),
    }
}
