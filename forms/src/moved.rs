//! What was typed in one version of a form, taken to another.

use crate::{Field, FieldType, Form};
use std::collections::BTreeMap;

/// What moving typed texts to another version of a form gives.
#[derive(Default)]
pub struct Moved {
    pub texts: BTreeMap<String, String>,
    /// Fields that the other version does not have, or has in another type, with what was typed in them.
    pub lost: Vec<(Field, String)>,
}

/// Takes texts by path from a form to another. A field is the same where its id is, whatever its key; it may have
/// become a text meanwhile.
pub fn moved(texts: &BTreeMap<String, String>, from: &Form, to: &Form) -> Moved {
    let mut moved = Moved::default();
    for (path, text) in texts {
        let (table_key, at, key) = match cell(path) {
            Some((table, at, key)) => (Some(table), at, key),
            None => (None, 0, path.as_str()),
        };
        let table =
            |form: &Form| form.tables().iter().find(|one| Some(one.key.as_str()) == table_key).cloned();
        let old_table = table(from);
        let new_table = old_table.as_ref().and_then(|old| to.tables().iter().find(|new| new.id == old.id));
        if key.is_empty() {
            if let Some(table) = new_table {
                moved.texts.insert(format!("{}[{at}]", table.key), String::new());
            }
            continue;
        }
        let within = old_table.map(|table| table.id);
        let Some(old) = from.fields().find(|field| field.key == key && field.table == within) else {
            // Another type's field: it waits.
            moved.texts.insert(path.clone(), text.clone());
            continue;
        };
        let fits = |new: &&Field| {
            let same_place = new.table == old.table && new.id == old.id;
            same_place && (new.kind == old.kind || new.kind == FieldType::Text)
        };
        match to.fields().find(fits) {
            Some(new) => {
                let path = match new_table {
                    Some(table) => format!("{}[{at}].{}", table.key, new.key),
                    None => new.key.clone(),
                };
                moved.texts.insert(path, text.clone());
            }
            None if text.trim().is_empty() || text == "false" => {}
            None => moved.lost.push((old.clone(), text.clone())),
        }
    }
    moved
}

/// Table, row and key of a path like `people[0].name`; `people[0]` has an empty key.
pub fn cell(path: &str) -> Option<(&str, usize, &str)> {
    let (table, rest) = path.split_once('[')?;
    let (at, key) = rest.split_once(']')?;
    Some((table, at.parse().ok()?, key.trim_start_matches('.')))
}
