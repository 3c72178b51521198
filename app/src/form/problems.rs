//! Problems of a form's values as its page tells them.

use forms::{Field, Form, Json, Label, Problem, moved::cell};

use super::Entered;

/// A problem at its place in the event; bounds are written as the field's values are.
pub(super) fn in_words(mut problem: Problem, form: &Form, entered: Entered) -> Problem {
    for name in ["min", "max"] {
        if let Some(bound) = problem.params.get(name).cloned()
            && let Some(field) = field_at(form, &problem.path)
        {
            let text = entered.written(field, Some(&bound)).replacen('T', " ", 1);
            problem = problem.with(name, Json::from(text));
        }
    }
    problem.path = match problem.path.is_empty() {
        true => "values".to_owned(),
        false => format!("values.{}", problem.path),
    };
    problem
}

/// What the form calls the place of a problem: `people[0].name`, without `values.`.
pub(crate) fn label_at<'a>(form: &'a Form, path: &str) -> Option<&'a Label> {
    let of_table = || form.tables().iter().find(|table| table.key == path).map(|table| &table.label);
    field_at(form, path).map(|field| &field.label).or_else(of_table)
}

/// The field at a path like `km`, `colors[1]` or `people[0].name`.
fn field_at<'a>(form: &'a Form, path: &str) -> Option<&'a Field> {
    let (table, key) = match cell(path) {
        Some((table, _, key)) if !key.is_empty() => (Some(table), key.split('[').next().unwrap_or_default()),
        Some((key, ..)) => (None, key),
        None => (None, path),
    };
    let table = form.tables().iter().find(|one| Some(one.key.as_str()) == table).map(|table| &table.id);
    form.fields().find(|field| field.key == key && field.table.as_ref() == table)
}
