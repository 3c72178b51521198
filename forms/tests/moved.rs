//! Typed texts are taken to another version of their form.

use forms::{Form, moved::moved};
use std::collections::BTreeMap;

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
        pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>()
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
    let lost: Vec<_> = moved.lost.iter().map(|(field, text)| (field.key.as_str(), text.as_str())).collect();
    assert_eq!(lost, [("c", "2026-01-01"), ("d", "4"), ("x", "6")]);
}
