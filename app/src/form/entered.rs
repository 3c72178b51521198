//! What is typed into a form's fields, by key and by row.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Field, FieldType, Form, Json, Table, moved::cell};
use leptos::prelude::*;

use super::written::Writing;
use crate::i18n::{I18n, without_unit};

/// Typed texts by key.
pub(crate) type Texts = BTreeMap<String, ArcRwSignal<String>>;

/// The typed text of each field by key, those of tables row by row. Fields of another type's form are kept, in case one
/// returns to it.
#[derive(Clone, Copy)]
pub(crate) struct Entered {
    texts: StoredValue<Texts>,
    tables: StoredValue<BTreeMap<String, ArcRwSignal<Vec<Row>>>>,
    /// What each field began with.
    begun: StoredValue<BTreeMap<String, String>>,
    /// Names of what was chosen, by id: they are known before the server is asked.
    names: StoredValue<BTreeMap<String, String>>,
    pub(super) writing: StoredValue<Writing>,
    last_row: StoredValue<u32>,
    changes: RwSignal<u32>,
}

/// A row of a table.
#[derive(Clone)]
pub(crate) struct Row {
    /// The row's own for as long as it is on the page.
    pub(crate) id: u32,
    pub(crate) texts: Arc<Texts>,
    /// As it was stored.
    was: Json,
}

/// Where what is typed and not chosen in a field stands among the texts: no field has such a key. `None` for a field in which
/// nothing is searched.
pub(super) fn search_key(field: &Field) -> Option<String> {
    (field.kind.is_reference() || field.kind == FieldType::Choice).then(|| format!("{}?", field.key))
}

impl Entered {
    /// Nothing yet. To be called in a component's body: numbers are written as its reader writes them.
    pub(crate) fn new(zone: String) -> Self {
        let language = untrack(|| I18n::get().language());
        Self {
            texts: StoredValue::new(BTreeMap::new()),
            tables: StoredValue::new(BTreeMap::new()),
            begun: StoredValue::new(BTreeMap::new()),
            names: StoredValue::new(BTreeMap::new()),
            writing: StoredValue::new(Writing { zone, language }),
            last_row: StoredValue::new(0),
            changes: RwSignal::new(0),
        }
    }

    /// Fields that have no text yet get the one of these values: the form's defaults, or what is stored.
    pub(crate) fn begin(self, form: &Form, values: &Json) {
        for field in Self::typed(form) {
            if !self.texts.with_value(|texts| texts.contains_key(&field.key)) {
                let text = self.written(field, values.get(&field.key));
                self.begun.update_value(|begun| drop(begun.insert(field.key.clone(), text.clone())));
                self.texts
                    .update_value(|texts| drop(texts.insert(field.key.clone(), ArcRwSignal::new(text))));
            }
        }
        for table in form.tables() {
            if self.tables.with_value(|tables| tables.contains_key(&table.key)) {
                self.complete(form, table);
            } else {
                self.set_table(form, table, values.get(&table.key).unwrap_or(&Json::Null));
            }
        }
    }

    /// Rows that were kept get a text for every field.
    fn complete(self, form: &Form, table: &Table) {
        self.rows(&table.key).update(|rows| {
            for row in rows {
                let texts = Arc::make_mut(&mut row.texts);
                for field in Self::cells(form, table) {
                    texts.entry(field.key.clone()).or_default();
                    if let Some(key) = search_key(field) {
                        texts.entry(key).or_default();
                    }
                }
            }
        });
    }

    /// The text of a field that stands in no row.
    pub(crate) fn of(self, key: &str) -> ArcRwSignal<String> {
        if let Some(known) = self.texts.with_value(|texts| texts.get(key).cloned()) {
            return known;
        }
        let text = ArcRwSignal::new(String::new());
        self.texts.update_value(|texts| drop(texts.insert(key.to_owned(), text.clone())));
        text
    }

    /// The rows of a table.
    pub(crate) fn rows(self, key: &str) -> ArcRwSignal<Vec<Row>> {
        if let Some(known) = self.tables.with_value(|tables| tables.get(key).cloned()) {
            return known;
        }
        let rows = ArcRwSignal::new(Vec::new());
        self.tables.update_value(|tables| drop(tables.insert(key.to_owned(), rows.clone())));
        rows
    }

    /// A row with these values, not yet in its table.
    pub(crate) fn row(self, form: &Form, table: &Table, values: &Json) -> Row {
        let mut texts = Texts::new();
        for field in Self::cells(form, table) {
            texts.insert(field.key.clone(), ArcRwSignal::new(self.written(field, values.get(&field.key))));
            if let Some(key) = search_key(field) {
                texts.insert(key, ArcRwSignal::default());
            }
        }
        self.last_row.update_value(|last| *last += 1);
        Row { id: self.last_row.get_value(), texts: Arc::new(texts), was: values.clone() }
    }

    /// Whether any of these texts was typed: it is neither empty nor what its field began with.
    pub(crate) fn any_typed(self, texts: &BTreeMap<String, String>) -> bool {
        self.begun.with_value(|begun| {
            let typed = |(key, text): (&String, &String)| {
                key.ends_with(']') || (!text.is_empty() && begun.get(key) != Some(text))
            };
            texts.iter().any(typed)
        })
    }

    /// All texts by path, untracked: `km`, `people[0].name`; `people[0]` alone says that there is such a row.
    pub(crate) fn texts(self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        self.texts.with_value(|texts| {
            for (key, text) in texts {
                all.insert(key.clone(), text.get_untracked());
            }
        });
        self.tables.with_value(|tables| {
            for (table, rows) in tables {
                for (at, row) in rows.get_untracked().iter().enumerate() {
                    all.insert(format!("{table}[{at}]"), String::new());
                    for (key, text) in &*row.texts {
                        all.insert(format!("{table}[{at}].{key}"), text.get_untracked());
                    }
                }
            }
        });
        all
    }

    /// Takes up texts that were kept, in place of all that stands here.
    pub(crate) fn restore(self, kept: BTreeMap<String, String>) {
        let mut texts = Texts::new();
        let mut tables: BTreeMap<String, BTreeMap<usize, Texts>> = BTreeMap::new();
        for (path, text) in kept {
            let Some((table, at, key)) = cell(&path) else {
                texts.insert(path, ArcRwSignal::new(text));
                continue;
            };
            let row = tables.entry(table.to_owned()).or_default().entry(at).or_default();
            if !key.is_empty() {
                row.insert(key.to_owned(), ArcRwSignal::new(text));
            }
        }
        let mut last = self.last_row.get_value();
        let mut row = |texts| {
            last += 1;
            Row { id: last, texts: Arc::new(texts), was: Json::Null }
        };
        let tables = tables.into_iter().map(|(key, rows)| {
            let rows = rows.into_values().map(&mut row).collect::<Vec<_>>();
            (key, ArcRwSignal::new(rows))
        });
        self.tables.set_value(tables.collect());
        self.texts.set_value(texts);
        self.last_row.set_value(last);
    }

    /// The fields of a form that are typed and stand in no row, in its order.
    pub(crate) fn typed(form: &Form) -> impl Iterator<Item = &Field> {
        form.fields().filter(|field| field.table.is_none() && !field.is_computed())
    }

    /// Those of a table's rows.
    pub(super) fn cells<'a>(form: &'a Form, table: &'a Table) -> impl Iterator<Item = &'a Field> {
        let of = |field: &&Field| field.table.as_ref() == Some(&table.id) && !field.is_computed();
        form.fields().filter(of)
    }

    /// Puts what is typed into values. What is typed as it stands there stays to the letter: a moment keeps its offset.
    /// Untracked.
    pub(crate) fn put(self, form: &Form, mut values: Json) -> Json {
        if values.as_object().is_none() {
            values = Json::object();
        }
        for field in Self::typed(form) {
            self.put_one(field, &self.of(&field.key).get_untracked(), &mut values);
        }
        for table in form.tables() {
            match self.table(form, table) {
                Some(rows) => values.set(&table.key, rows),
                None => drop(values.remove(&table.key)),
            }
        }
        values
    }

    /// The rows of a table as a value; `None` where there are none. Its rows and texts are tracked.
    pub(crate) fn table(self, form: &Form, table: &Table) -> Option<Json> {
        let rows = self.rows(&table.key).get();
        let value = |row: &Row| {
            let mut value = if row.was.as_object().is_some() { row.was.clone() } else { Json::object() };
            for field in Self::cells(form, table) {
                let text = row.texts.get(&field.key).map(|text| text.get()).unwrap_or_default();
                self.put_one(field, &text, &mut value);
            }
            value
        };
        (!rows.is_empty()).then(|| Json::Array(rows.iter().map(value).collect()))
    }

    /// Puts rows of a value in place of all rows of a table.
    pub(crate) fn set_table(self, form: &Form, table: &Table, value: &Json) {
        let rows = value.as_array().unwrap_or_default();
        self.rows(&table.key).set(rows.iter().map(|row| self.row(form, table, row)).collect());
    }

    fn put_one(self, field: &Field, text: &str, values: &mut Json) {
        if values.get(&field.key).is_some_and(|value| self.written(field, Some(value)) == text) {
            return;
        }
        match self.value(field, text) {
            Some(value) => values.set(&field.key, value),
            None => drop(values.remove(&field.key)),
        }
    }

    /// A value as it would have been typed.
    pub(crate) fn written(self, field: &Field, value: Option<&Json>) -> String {
        value
            .map(|value| self.writing.with_value(|writing| writing.text(field.kind, value)))
            .unwrap_or_default()
    }

    /// The value of a typed text; `None` for an empty one.
    pub(crate) fn value(self, field: &Field, text: &str) -> Option<Json> {
        let unit = field.unit().filter(|_| field.kind.is_decimal() || field.kind.is_whole());
        self.writing.with_value(|writing| writing.value(field.kind, without_unit(text, unit)))
    }

    /// Counts the changes that were told of, tracked. A form's are followed by [`super::Filled`].
    pub(crate) fn changes(self) -> u32 {
        self.changes.get()
    }

    /// Tells of a change.
    pub(crate) fn tell(self) {
        self.changes.update(|changes| *changes += 1);
    }

    /// The name of something that was chosen.
    pub(crate) fn name(self, id: &str) -> Option<String> {
        self.names.with_value(|names| names.get(id).cloned())
    }

    /// Remembers the name of something.
    pub(crate) fn named(self, id: &str, name: &str) {
        self.names.update_value(|names| drop(names.insert(id.to_owned(), name.to_owned())));
    }

    /// All names, to be kept with the texts.
    pub(crate) fn names(self) -> BTreeMap<String, String> {
        self.names.get_value()
    }
}
