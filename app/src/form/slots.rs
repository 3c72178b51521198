//! The fields and tables of a form as two people may have changed them at once: each with its value as one text.

use std::sync::Arc;

use forms::{Field, Form, Json, Table};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Entered, read::written};
use crate::{
    i18n::I18n,
    kit::{Slot, slot},
};

/// A slot for every field that is typed, then for every table. To be called in a component's body.
pub(crate) fn slots(form: &Arc<Form>, entered: Entered) -> Vec<Slot> {
    let i18n = I18n::get();
    let said = |label: &forms::Label| {
        let label = label.clone();
        TextProp::from(move || label.in_language(i18n.language().code()).to_owned())
    };
    let of_field = |field: &Field| {
        let mut slot = slot(said(&field.label), entered.of(&field.key).into());
        let field = field.clone();
        slot.shown = Some(Callback::new(move |text: String| {
            if let Some(name) = entered.name(&text) {
                return name;
            }
            let value = entered.value(&field, &text).unwrap_or_default();
            if value.is_null() { text } else { written(&value, Some(&field), i18n) }
        }));
        slot
    };
    let mut all: Vec<Slot> = Entered::typed(form).map(of_field).collect();
    for at in 0..form.tables().len() {
        let (typed, wrote, read) = (form.clone(), form.clone(), form.clone());
        all.push(Slot {
            label: said(&form.table(at).label),
            typed: Signal::derive(move || {
                entered.table(&typed, typed.table(at)).map(|rows| rows.to_string()).unwrap_or_default()
            }),
            write: Callback::new(move |text: String| {
                entered.set_table(&wrote, wrote.table(at), &Json::parse(&text).unwrap_or_default());
            }),
            shown: Some(Callback::new(move |text: String| {
                rows_in_words(&read, read.table(at), &Json::parse(&text).unwrap_or_default(), i18n)
            })),
            goes_with: None,
        });
    }
    all
}

/// What the slots of these values hold.
pub(crate) fn texts(form: &Form, entered: Entered, values: &Json) -> Vec<String> {
    let mut all: Vec<String> =
        Entered::typed(form).map(|field| entered.written(field, values.get(&field.key))).collect();
    let of_table = |table: &Table| values.get(&table.key).map(|rows| rows.to_string()).unwrap_or_default();
    all.extend(form.tables().iter().map(of_table));
    all
}

/// Rows of a table as people read them, one a line.
pub(crate) fn rows_in_words(form: &Form, table: &Table, rows: &Json, i18n: I18n) -> String {
    let line = |row: &Json| {
        let cell = |field: &Field| row.get(&field.key).map(|value| written(value, Some(field), i18n));
        Entered::cells(form, table).filter_map(cell).collect::<Vec<_>>().join(", ")
    };
    rows.as_array().unwrap_or_default().iter().map(line).collect::<Vec<_>>().join("\n")
}
