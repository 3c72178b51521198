//! Choices, files and tables.

use crate::{check, fields};

const OPTIONS: &str =
    r#""options": [{"key": "a", "label": {"en": "A"}}, {"key": "b", "label": {"en": "B"}}]"#;

#[test]
fn choice_and_choices() {
    let one = fields(&[&format!(r#""key": "v", "type": "choice", {OPTIONS}"#)]);
    check(&one, r#"{"v": " a "}"#, "", r#"{"v": "a"}"#);
    check(&one, r#"{"v": "c"}"#, "v:option", r#"{"v": "c"}"#);
    check(&one, r#"{"v": ["a"]}"#, "v:type", "{}");

    let many =
        fields(&[&format!(r#""key": "v", "type": "choices", "min_items": 2, "max_items": 3, {OPTIONS}"#)]);
    check(&many, r#"{"v": [" a", "b"]}"#, "", r#"{"v": ["a", "b"]}"#);
    check(&many, r#"{"v": []}"#, "", "{}");
    check(&many, r#"{"v": ["a"]}"#, "v:min_items", r#"{"v": ["a"]}"#);
    check(&many, r#"{"v": ["c", "a", "c", "b"]}"#, "v[0]:option v[2]:option v[2]:duplicate v:max_items", "");
    check(&many, r#"{"v": ["c", "", 5]}"#, "v[1]:type", "{}");
    check(&many, r#"{"v": ["c", null]}"#, "v[1]:type", "{}");
    check(&many, r#"{"v": "a"}"#, "v:type", "{}");
}

#[test]
fn files() {
    let schema =
        fields(&[r#""key": "v", "type": "photo", "max_items": 1, "accept": "image/*", "max_bytes": 5"#]);
    check(&schema, r#"{"v": [" f "]}"#, "", r#"{"v": ["f"]}"#);
    check(&schema, r#"{"v": ["f", "f"]}"#, "v:max_items", r#"{"v": ["f", "f"]}"#);
    check(&schema, r#"{"v": "f"}"#, "v:type", "{}");
}

fn people(attributes: &str) -> String {
    format!(
        r#"{{"nodes": [{{"node": "table", "key": "people", "label": {{"en": "P"}}{attributes}, "nodes": [
            {{"node": "field", "key": "name", "type": "text", "required": true, "label": {{"en": "N"}}}},
            {{"node": "section", "id": "s", "nodes": [
                {{"node": "field", "key": "age", "type": "integer", "min": 0, "label": {{"en": "A"}},
                 "visible_if": "name != 'Eve'"}}]}}]}}]}}"#
    )
}

#[test]
fn tables() {
    let plain = people("");
    check(&plain, "{}", "", "{}");
    check(&plain, r#"{"people": {}}"#, "people:type", "{}");
    check(&plain, r#"{"people": "x"}"#, "people:type", "{}");
    check(&plain, r#"{"people": [{}]}"#, "people[0].name:required", r#"{"people": [{}]}"#);
    check(
        &plain,
        r#"{"people": [5, {"age": -1, "name": " Ann "}, null, {"name": "Eve", "age": "x", "zip": null}], "b": 1, "a": null}"#,
        "people[0]:type people[1].age:min people[2]:type a:unknown_field b:unknown_field people[3].zip:unknown_field",
        r#"{"people": [{"name": "Ann", "age": -1}, {"name": "Eve"}]}"#,
    );
    let bounded = people(r#", "min_items": 2, "max_items": 2"#);
    check(&bounded, "{}", "people:min_items", "{}");
    check(&bounded, r#"{"people": []}"#, "people:min_items", "{}");
    check(&bounded, r#"{"people": [{}]}"#, "people:min_items people[0].name:required", "");
    let three = r#"{"people": [{"name": "a"}, {"name": "b"}, {}]}"#;
    check(&bounded, three, "people:max_items people[2].name:required", "");
}

#[test]
fn table_rows_are_limited() {
    let rows = |count: usize| format!(r#"{{"people": [{}]}}"#, vec![r#"{"name": "a"}"#; count].join(","));
    check(&people(""), &rows(500), "", "");
    check(&people(""), &rows(501), "people:limit", "{}");
}

#[test]
fn unknown_fields_sort_by_code_point() {
    check(
        &people(""),
        r#"{"z": 1, "people": [{"name": "a", "q": 1}], "é": 2, "Z": 3, "people2": null}"#,
        "Z:unknown_field people2:unknown_field people[0].q:unknown_field z:unknown_field é:unknown_field",
        "",
    );
}
