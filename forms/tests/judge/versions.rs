//! Two versions of a form compared.

use crate::form;
use forms::{
    Json,
    compare::{Change, compare},
};

fn told(before: &str, after: &str) -> Vec<String> {
    let tell = |one: forms::compare::Difference| {
        let attributes: Vec<String> = one
            .attributes
            .iter()
            .map(|change| format!("{} {} → {}", change.attribute, change.before, change.after))
            .collect();
        let change = match one.change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
            Change::Moved => "moved",
        };
        format!("{} {} {change} {}", one.node, one.id, attributes.join(", ")).trim().to_owned()
    };
    compare(&form(before), &form(after)).into_iter().map(tell).collect()
}

const FIRST: &str = r#"{"nodes": [
    {"node": "section", "id": "travel", "title": {"en": "Travel"}, "nodes": [
        {"node": "field", "key": "km", "id": "km", "type": "decimal", "label": {"en": "Kilometres"}, "max": "2000"},
        {"node": "field", "key": "car", "id": "car", "type": "boolean", "label": {"en": "By car"}}]},
    {"node": "text", "text": {"en": "Ask first"}},
    {"node": "table", "key": "people", "id": "people", "label": {}, "nodes": [
        {"node": "field", "key": "name", "id": "name", "type": "text", "label": {"en": "Name"}},
        {"node": "field", "key": "age", "id": "age", "type": "integer", "label": {"en": "Age"}}]},
    {"node": "field", "key": "name", "id": "name", "type": "text", "label": {"en": "Title"}}],
    "rules": [{"assert": "km > 0", "message": {"en": "How far?"}, "at": "km"}, {"assert": "car || km > 1"}]}"#;

#[test]
fn the_same_form_has_no_differences() {
    assert_eq!(told(FIRST, FIRST), Vec::<String>::new());
}

#[test]
fn differences_are_told_by_id() {
    let second = r#"{"nodes": [
        {"node": "section", "id": "travel", "title": {"en": "Travel"}, "columns": 2, "nodes": [
            {"node": "field", "key": "distance", "id": "km", "type": "decimal", "label": {"en": "Kilometres"}, "max": "100", "min": "1"}]},
        {"node": "field", "key": "car", "id": "car", "type": "boolean", "label": {"en": "By car"}},
        {"node": "text", "text": {"en": "Ask later"}},
        {"node": "table", "key": "people", "id": "people", "label": {}, "nodes": [
            {"node": "field", "key": "age", "id": "age", "type": "integer", "label": {"en": "Age"}},
            {"node": "field", "key": "name", "id": "name", "type": "text", "label": {"en": "Name"}, "required": true}]},
        {"node": "field", "key": "name", "id": "name", "type": "text", "label": {"en": "Title"}},
        {"node": "field", "key": "more", "id": "more", "type": "long_text", "label": {}}],
        "rules": [{"assert": "car || distance > 1", "at": "car"}]}"#;
    assert_eq!(
        told(FIRST, second),
        [
            "section travel changed columns null → 2",
            r#"field km changed key "km" → "distance", max "2000" → "100", min null → "1""#,
            "field car moved",
            r#"text {"en":"Ask later"} added"#,
            "field people.age moved",
            "field people.name changed required null → true",
            "field more added",
            "rule car || distance > 1 added",
            r#"text {"en":"Ask first"} removed"#,
            "rule km > 0 removed",
            "rule car || km > 1 removed",
        ]
    );
    let removed = compare(&form(FIRST), &form(r#"{"nodes": []}"#));
    assert_eq!(removed.iter().filter(|one| one.change == Change::Removed).count(), 10);
    assert_eq!(removed[1].name.get("en").and_then(Json::as_str), Some("Kilometres"));
}

#[test]
fn only_what_left_its_order_has_moved() {
    let form = |keys: &[&str]| {
        let nodes: Vec<String> = keys
            .iter()
            .map(|key| format!(r#"{{"node": "field", "key": "{key}", "type": "text", "label": {{}}}}"#))
            .collect();
        format!(r#"{{"nodes": [{}]}}"#, nodes.join(","))
    };
    assert_eq!(told(&form(&["a", "b", "c", "d"]), &form(&["d", "a", "b", "c"])), ["field d moved"]);
    assert_eq!(told(&form(&["a", "b", "c"]), &form(&["a", "x", "c"])), ["field x added", "field b removed"]);
}
