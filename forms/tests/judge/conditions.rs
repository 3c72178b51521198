//! What is hidden, required, read-only, computed; rules; the order of problems.

use crate::{check, check_in, fields, json};
use forms::{Context, Ref};

#[test]
fn hidden_fields_have_no_value() {
    let schema = fields(&[
        r#""key": "car", "type": "boolean""#,
        r#""key": "km", "type": "integer", "required": true, "visible_if": "car""#,
        r#""key": "far", "type": "text", "required": true, "visible_if": "km > 100""#,
    ]);
    check(&schema, r#"{"km": "x"}"#, "", "{}");
    check(&schema, r#"{"car": false, "km": 500, "far": "a"}"#, "", r#"{"car": false}"#);
    check(&schema, r#"{"car": true, "km": 500}"#, "far:required", r#"{"car": true, "km": 500}"#);
    check(&schema, r#"{"car": "yes", "km": 500}"#, "car:type", "{}");
}

#[test]
fn sections_hide_what_is_in_them() {
    let schema = r#"{"nodes": [
        {"node": "field", "key": "a", "type": "integer", "label": {}},
        {"node": "section", "id": "s", "title": {"en": "S"}, "columns": 2, "visible_if": "10 / a > 1", "nodes": [
            {"node": "text", "id": "t", "text": {"en": "T"}},
            {"node": "table", "key": "rows", "min_items": 1, "nodes": [
                {"node": "field", "key": "x", "type": "integer", "label": {}}]}]},
        {"node": "field", "key": "b", "type": "integer", "required": true, "label": {}}]}"#;
    check(schema, r#"{"a": 2, "b": 1}"#, "rows:min_items", "");
    check(schema, r#"{"a": 20, "b": 1, "rows": [{"y": 1}]}"#, "", r#"{"a": 20, "b": 1}"#);
    check(schema, r#"{"a": 0}"#, ":expression b:required", "");
    check(schema, "{}", "b:required", "{}");
}

#[test]
fn required_if_and_failing_conditions() {
    let schema = fields(&[
        r#""key": "a", "type": "integer""#,
        r#""key": "b", "type": "integer", "required_if": "1 / a == 1""#,
        r#""key": "c", "type": "integer", "visible_if": "1 / a == 1", "required": true"#,
        r#""key": "d", "type": "decimal", "read_only_if": "1 / a == 1", "max": 5"#,
    ]);
    check(&schema, r#"{"a": 1}"#, "b:required c:required", "");
    check(
        &schema,
        r#"{"a": 0, "d": 6}"#,
        "b:expression c:expression d:max d:expression",
        r#"{"a": 0, "d": "6"}"#,
    );
    check(&schema, "{}", "", "{}");
}

#[test]
fn computed_values() {
    let schema = fields(&[
        r#""key": "total", "type": "computed", "result": "decimal", "scale": 2, "expr": "qty * price""#,
        r#""key": "whole", "type": "computed", "result": "integer", "expr": "qty / 2""#,
        r#""key": "plain", "type": "computed", "result": "decimal", "expr": "price + 0.00""#,
        r#""key": "name", "type": "computed", "result": "text", "expr": "' ' + label + ' '""#,
        r#""key": "big", "type": "computed", "result": "boolean", "expr": "qty > 10""#,
        r#""key": "next", "type": "computed", "result": "date", "expr": "addMonths(day, 1)""#,
        r#""key": "qty", "type": "integer""#,
        r#""key": "price", "type": "money""#,
        r#""key": "label", "type": "text""#,
        r#""key": "day", "type": "date""#,
    ]);
    check(
        &schema,
        r#"{"qty": 5, "price": "1.101", "label": "x", "day": "2026-01-31", "total": 77, "big": 4}"#,
        "price:scale",
        r#"{"total": "5.51", "whole": 3, "plain": "1.101", "name": "x", "big": false, "next": "2026-02-28",
            "qty": 5, "price": "1.101", "label": "x", "day": "2026-01-31"}"#,
    );
    check(
        &schema,
        r#"{"qty": -5, "price": "1"}"#,
        "",
        r#"{"total": "-5.00", "whole": -3, "plain": "1", "big": false, "qty": -5, "price": "1"}"#,
    );
    check(&schema, r#"{"label": "x"}"#, "", r#"{"name": "x", "label": "x"}"#);
    let failing = fields(&[
        r#""key": "a", "type": "integer""#,
        r#""key": "b", "type": "computed", "result": "decimal", "expr": "1 / a", "required": true"#,
        r#""key": "c", "type": "computed", "result": "decimal", "expr": "b + 1""#,
    ]);
    check(&failing, r#"{"a": 0}"#, "b:expression", r#"{"a": 0}"#);
    check(&failing, "{}", "b:required", "{}");
    check(
        &failing,
        r#"{"a": 3}"#,
        "",
        r#"{"a": 3, "b": "0.3333333333333333333333333333", "c": "1.3333333333333333333333333333"}"#,
    );
}

#[test]
fn read_only_fields() {
    let schema = fields(&[
        r#""key": "rate", "type": "decimal", "default": "1.150", "read_only_if": "true", "max": 1"#,
        r#""key": "who", "type": "text", "default_expr": "user.name", "read_only_if": "true""#,
        r#""key": "none", "type": "integer", "read_only_if": "true""#,
    ]);
    let ann = Context { user: Some(Ref { id: "1".into(), name: "Ann".into() }), ..Context::default() };
    check_in(&schema, r#"{"rate": 1.15, "who": "Ann"}"#, &ann, "rate:max", "");
    check_in(
        &schema,
        r#"{"rate": 2, "who": "Eve", "none": 1}"#,
        &ann,
        "rate:max rate:read_only who:read_only none:read_only",
        "",
    );
    check_in(&schema, "{}", &ann, "rate:read_only who:read_only", "{}");
    check(&schema, r#"{"rate": "1.15"}"#, "rate:max", "");
    let stored = Context { stored: Some(json(r#"{"rate": 2, "none": 7}"#)), ..ann };
    check_in(&schema, r#"{"rate": "2.0", "none": 7}"#, &stored, "rate:max", "");
    check_in(
        &schema,
        r#"{"rate": 1.15, "who": "Ann"}"#,
        &stored,
        "rate:max rate:read_only who:read_only none:read_only",
        "",
    );
}

#[test]
fn rules_wait_for_what_they_read() {
    let schema = r#"{"nodes": [
        {"node": "field", "key": "start", "type": "date", "label": {}},
        {"node": "field", "key": "end", "type": "date", "label": {}, "required": true},
        {"node": "field", "key": "n", "type": "integer", "label": {}},
        {"node": "field", "key": "half", "type": "computed", "result": "decimal", "expr": "n / 2", "label": {}},
        {"node": "table", "key": "t", "nodes": [{"node": "field", "key": "x", "type": "integer", "min": 0, "label": {}}]}],
      "rules": [
        {"assert": "end >= start", "message": {"en": "Ends before it starts"}, "at": "end"},
        {"assert": "half < 5", "message": {"en": "m"}},
        {"assert": "sum(t.map(r, r.x)) < 10", "message": {"en": "m"}, "at": "t"},
        {"assert": "1 / n > 0", "message": {"en": "m"}, "at": "n"}]}"#;
    let case = |values: &str, problems: &str| check(schema, values, problems, "");
    case(r#"{"start": "2026-01-02", "end": "2026-01-01"}"#, "end:rule");
    case(r#"{"end": "2026-01-01"}"#, "");
    case(r#"{"start": "2026-01-02"}"#, "end:required");
    case(r#"{"end": "2026-01-01", "n": 10}"#, ":rule");
    case(r#"{"end": "2026-01-01", "n": "x"}"#, "n:type");
    case(r#"{"end": "2026-01-01", "n": 0}"#, "n:expression");
    case(r#"{"end": "2026-01-01", "t": [{"x": 11}], "zz": 1}"#, "t:rule zz:unknown_field");
    case(r#"{"end": "2026-01-01", "t": [{"x": 11}, {"x": -1}]}"#, "t[1].x:min");
    case(r#"{"end": "2026-01-01", "t": [{"x": 11}, 5]}"#, "t[1]:type");
    let outcome = forms::validate(
        &crate::form(schema),
        &json(r#"{"start": "2026-01-02", "end": "2026-01-01"}"#),
        &Context::default(),
    );
    assert_eq!(outcome.problems[0].params.to_string(), r#"{"message":{"en":"Ends before it starts"}}"#);
}

#[test]
fn values_have_to_be_an_object() {
    check(r#"{"nodes": []}"#, "[]", ":type", "{}");
    check(r#"{"nodes": []}"#, "null", "", "{}");
}

#[test]
fn rows_see_themselves_first() {
    let schema = r#"{"nodes": [
        {"node": "field", "key": "qty", "type": "integer", "label": {}},
        {"node": "field", "key": "rate", "type": "decimal", "label": {}},
        {"node": "table", "key": "lines", "nodes": [
            {"node": "field", "key": "sum", "type": "computed", "result": "decimal", "expr": "qty * rate", "label": {}},
            {"node": "field", "key": "qty", "type": "integer", "label": {}, "default": 2, "read_only_if": "lock"},
            {"node": "field", "key": "lock", "type": "boolean", "label": {}}]},
        {"node": "field", "key": "all", "type": "computed", "result": "decimal",
         "expr": "sum(lines.map(l, l.sum)) + qty", "label": {}}]}"#;
    check(
        schema,
        r#"{"qty": 100, "rate": "1.5", "lines": [{"qty": 1}, {"qty": 3, "lock": true}, {}]}"#,
        "lines[1].qty:read_only",
        r#"{"qty": 100, "rate": "1.5", "lines": [{"sum": "1.5", "qty": 1}, {"sum": "4.5", "qty": 3, "lock": true}, {}], "all": "106"}"#,
    );
    let stored = Context { stored: Some(json(r#"{"lines": [{"qty": 9}]}"#)), ..Context::default() };
    check_in(schema, r#"{"lines": [{"qty": 9, "lock": true}, {"qty": 2, "lock": true}]}"#, &stored, "", "");
    check_in(schema, r#"{"lines": [{"qty": 2, "lock": true}]}"#, &stored, "lines[0].qty:read_only", "");
}
