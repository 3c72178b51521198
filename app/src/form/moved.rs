//! What was typed in one version of a form, taken to another.

use std::collections::BTreeMap;

use forms::{Field, Form};

use super::entered::cell;

/// What moving typed texts to another version of a form gives.
#[derive(Default)]
pub(crate) struct Moved {
    pub(crate) texts: BTreeMap<String, String>,
    /// Fields that the other version does not have, or has in another type, with what was typed in them.
    pub(crate) lost: Vec<(Field, String)>,
}

/// Takes texts by path from a form to another. A field is the same where its id is, whatever its key; it may have
/// become a text meanwhile.
pub(crate) fn moved(texts: &BTreeMap<String, String>, from: &Form, to: &Form) -> Moved {
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
            same_place && (new.kind == old.kind || new.kind == forms::FieldType::Text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_id_and_by_type() {
        let form = |text: &str| Form::parse(text).unwrap_or_else(|problems| panic!("{problems:?}"));
        let old = form(
            r#"{"nodes": [
                {"node": "field", "id": "a", "key": "a", "type": "text", "label": {}},
                {"node": "field", "id": "b", "key": "b", "type": "integer", "label": {}},
                {"node": "field", "id": "c", "key": "c", "type": "date", "label": {}},
                {"node": "field", "id": "d", "key": "d", "type": "integer", "label": {}},
                {"node": "table", "id": "t", "key": "t", "label": {}, "nodes": [
                    {"node": "field", "id": "x", "key": "x", "type": "text", "label": {}}]},
                {"node": "table", "id": "u", "key": "u", "label": {}, "nodes": [
                    {"node": "field", "id": "x", "key": "x", "type": "text", "label": {}}]}]}"#,
        );
        let new = form(
            r#"{"nodes": [
                {"node": "field", "id": "a", "key": "renamed", "type": "text", "label": {}},
                {"node": "field", "id": "b", "key": "b", "type": "text", "label": {}},
                {"node": "field", "id": "d", "key": "d", "type": "date", "label": {}},
                {"node": "table", "id": "t", "key": "rows", "label": {}, "nodes": [
                    {"node": "field", "id": "x", "key": "y", "type": "text", "label": {}}]}]}"#,
        );
        let texts = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect::<BTreeMap<_, _>>()
        };
        let typed = texts(&[
            ("a", "1"),
            ("b", "2"),
            ("c", "2026-01-01"),
            ("d", "4"),
            ("t[0]", ""),
            ("t[0].x", "5"),
            ("u[0]", ""),
            ("u[0].x", "6"),
            ("elsewhere", "7"),
        ]);
        let moved = moved(&typed, &old, &new);
        let expected =
            texts(&[("renamed", "1"), ("b", "2"), ("rows[0]", ""), ("rows[0].y", "5"), ("elsewhere", "7")]);
        assert_eq!(moved.texts, expected);
        let lost: Vec<_> =
            moved.lost.iter().map(|(field, text)| (field.key.as_str(), text.as_str())).collect();
        assert_eq!(lost, [("c", "2026-01-01"), ("d", "4"), ("x", "6")]);
    }
}
