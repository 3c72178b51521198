//! Forms that are refused, and how.

use crate::{fields, form, json, refused};
use forms::{Form, FormProblem};

fn codes(problems: Vec<FormProblem>) -> String {
    problems.iter().map(|problem| format!("{}:{}", problem.at, problem.code)).collect::<Vec<_>>().join(" ")
}

#[test]
fn attributes() {
    let cases = [
        (r#"{"nodes": []}"#, ""),
        (r#"[]"#, ":schema"),
        (r#"{}"#, ":schema"),
        (r#"{"nodes": {}, "x": 1}"#, "/nodes:schema /x:schema"),
        (r#"{"nodes": [5]}"#, "/nodes/0:schema"),
        (r#"{"nodes": [{"node": "box"}]}"#, "/nodes/0/node:schema"),
        (r#"{"nodes": [{"node": "field"}]}"#, "/nodes/0:schema /nodes/0:schema /nodes/0:schema"),
        (r#"{"nodes": [{"node": "section", "columns": 5, "nodes": []}]}"#, "/nodes/0/columns:range"),
        (r#"{"nodes": [{"node": "text", "text": "T"}]}"#, "/nodes/0/text:schema"),
        (r#"{"nodes": [], "rules": [{"message": {}}]}"#, "/rules/0:schema"),
        (r#"{"nodes": [], "rules": [{"assert": "1 == 1", "at": "x"}]}"#, "/rules/0/at:unknown_name"),
    ];
    for (schema, wanted) in cases {
        assert_eq!(refused(schema), wanted, "{schema}");
    }
    let one = [
        (r#""key": "a", "type": "text", "min": 5"#, "/min:schema"),
        (r#""key": "a", "type": "text", "unit": "m""#, "/unit:schema"),
        (r#""key": "a", "type": "texts""#, "/type:schema"),
        (r#""key": "A", "type": "text""#, "/key:key"),
        (r#""key": "today", "type": "text""#, "/key:key"),
        (r#""key": "for", "type": "text""#, "/key:key"),
        (r#""key": "a", "type": "text", "pattern": "(""#, "/pattern:pattern"),
        (r#""key": "a", "type": "text", "pattern": "(a{1000}){1000}""#, "/pattern:limit"),
        (r#""key": "a", "type": "text", "pattern": "a)(b""#, "/pattern:pattern"),
        (r#""key": "a", "type": "text", "min_length": 5, "max_length": 4"#, "/min_length:range"),
        (r#""key": "a", "type": "decimal", "min": "2", "max": "1.9""#, "/min:range"),
        (r#""key": "a", "type": "decimal", "min": "x""#, "/min:schema"),
        (r#""key": "a", "type": "date", "min": "2026-02-30""#, "/min:schema"),
        (r#""key": "a", "type": "text", "width": 13"#, "/width:range"),
        (r#""key": "a", "type": "text", "required": "yes""#, "/required:schema"),
        (r#""key": "a", "type": "choice", "options": []"#, "/options:options"),
        (r#""key": "a", "type": "choice""#, ":options"),
        (
            r#""key": "a", "type": "choice", "options": [{"key": "x", "label": {}}, {"key": "x", "label": {}}]"#,
            "/options/1/key:options",
        ),
        (r#""key": "a", "type": "integer", "default": "x""#, "/default:type"),
        (r#""key": "a", "type": "integer", "default": 1, "default_expr": "2""#, "/default_expr:schema"),
        (r#""key": "a", "type": "computed", "result": "text""#, ":schema"),
        (r#""key": "a", "type": "computed", "result": "text", "expr": "1""#, "/expr:type"),
        (r#""key": "a", "type": "text", "visible_if": "1""#, "/visible_if:type"),
        (r#""key": "a", "type": "text", "default_expr": "today""#, "/default_expr:type"),
        (r#""key": "a", "type": "text", "visible_if": "a == 'x'""#, "/visible_if:cycle"),
        (r#""key": "a", "type": "text", "required_if": "a == 'x'", "read_only_if": "a == 'y'""#, ""),
        (r#""key": "a", "type": "text", "id": "a.b""#, "/id:schema"),
    ];
    for (field, wanted) in one {
        let wanted = if wanted.is_empty() { String::new() } else { format!("/nodes/0{wanted}") };
        assert_eq!(refused(&fields(&[field])), wanted, "{field}");
    }
}

#[test]
fn keys_and_ids() {
    let text = |key: &str, id: &str| format!(r#""key": "{key}", "id": "{id}", "type": "text""#);
    assert_eq!(refused(&fields(&[&text("a", "x"), &text("a", "y")])), "/nodes/1/key:duplicate_key");
    assert_eq!(refused(&fields(&[&text("a", "x"), &text("b", "x")])), "/nodes/1/id:duplicate_id");
    let table = r#"{"nodes": [
        {"node": "field", "key": "a", "type": "text", "label": {}},
        {"node": "section", "id": "a", "nodes": []},
        {"node": "table", "key": "t", "nodes": [
            {"node": "field", "key": "a", "type": "text", "label": {}},
            {"node": "field", "key": "t", "type": "text", "label": {}}]}]}"#;
    assert_eq!(refused(table), "");
    let layout =
        r#"{"nodes": [{"node": "section", "id": "a", "nodes": [{"node": "text", "id": "a", "text": {}}]}]}"#;
    assert_eq!(refused(layout), "/nodes/0/nodes/0/id:duplicate_id");
}

#[test]
fn cycles() {
    let field = |key: &str, expr: &str| {
        format!(r#""key": "{key}", "type": "computed", "result": "decimal", "expr": "{expr}""#)
    };
    let schema =
        fields(&[&field("a", "b + 1"), &field("b", "c + 1"), &field("c", "a + d"), &field("d", "1")]);
    assert_eq!(refused(&schema), "/nodes/0/expr:cycle");
    let section = r#"{"nodes": [{"node": "section", "visible_if": "x == 1", "nodes": [
        {"node": "field", "key": "x", "type": "integer", "label": {}}]}]}"#;
    assert_eq!(refused(section), "/nodes/0/visible_if:cycle");
    let table = |role: &str| {
        format!(
            r#"{{"nodes": [{{"node": "table", "key": "t", "max_items": 10, "nodes": [
                {{"node": "field", "key": "x", "type": "boolean", "label": {{}}, "{role}": "t.all(r, r.x)"}}]}}]}}"#
        )
    };
    assert_eq!(refused(&table("visible_if")), "/nodes/0/nodes/0/visible_if:cycle");
    assert_eq!(refused(&table("default_expr")), "/nodes/0/nodes/0/default_expr:cycle");
    assert_eq!(refused(&table("required_if")), "");
}

#[test]
fn limits() {
    let sections = |count: usize| {
        let inner = r#"{"node": "field", "key": "a", "type": "text", "label": {}}"#;
        let open = r#"{"node": "section", "nodes": ["#.repeat(count);
        format!(r#"{{"nodes": [{open}{inner}{}]}}"#, "]}".repeat(count))
    };
    assert_eq!(refused(&sections(8)), "");
    assert!(refused(&sections(9)).ends_with(":limit"));
    assert_eq!(codes(Form::parse(&sections(200)).err().unwrap_or_default()), ":limit");
    let many = |count: usize| {
        let all: Vec<String> = (0..count).map(|at| format!(r#""key": "k{at}", "type": "text""#)).collect();
        fields(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(refused(&many(2000)), "");
    assert_eq!(refused(&many(2001)), ":limit");
    let nested = r#"{"nodes": [{"node": "table", "key": "t", "nodes": [{"node": "table", "key": "u", "nodes": []}]}]}"#;
    assert_eq!(refused(nested), "/nodes/0/nodes/0:nesting");
    let cost = |rows: usize| {
        format!(
            r#"{{"nodes": [{{"node": "table", "key": "t", "max_items": {rows}, "nodes": [
                {{"node": "field", "key": "x", "type": "text", "label": {{}},
                  "required_if": "t.exists(r, r.x == x && r.x != null)"}}]}}]}}"#
        )
    };
    assert_eq!(refused(&cost(500)), ":limit");
    assert_eq!(refused(&cost(200)), "");
}

#[test]
fn canonical_text_is_stable() {
    let written = r#"{"rules": [], "nodes": [{"label": {"pl": "b", "en": "a"}, "help": null, "type": "decimal",
        "min": "0.50", "key": "a", "node": "field"}]}"#;
    let once = form(written).to_json().to_string();
    assert_eq!(
        once,
        r#"{"nodes":[{"node":"field","key":"a","type":"decimal","label":{"en":"a","pl":"b"},"min":"0.50"}],"rules":[]}"#
    );
    assert_eq!(form(&once).to_json().to_string(), once);
}

#[test]
fn publishing_writes_ids() {
    let field = |rest: &str| format!(r#"{{"nodes": [{{"node": "field", "label": {{}}, {rest}}}]}}"#);
    let publish = |schema: &str, versions: &[Form]| match Form::with_ids(&json(schema), versions) {
        Ok(json) => json.at("/nodes/0/id").map(ToString::to_string).unwrap_or_default(),
        Err(problems) => codes(problems),
    };
    let first = field(r#""key": "km", "type": "integer""#);
    assert_eq!(publish(&first, &[]), r#""km""#);
    let renamed = [form(&field(r#""key": "distance", "id": "km", "type": "integer""#))];
    assert_eq!(publish(&field(r#""key": "distance", "type": "integer""#), &renamed), r#""km""#);
    assert_eq!(
        publish(&field(r#""key": "distance", "type": "date""#), &renamed),
        "/nodes/0/type:type_changed"
    );
    assert_eq!(publish(&field(r#""key": "distance", "type": "text""#), &renamed), r#""km""#);
    assert_eq!(publish(&field(r#""key": "km", "type": "decimal""#), &renamed), "/nodes/0/type:type_changed");
    // Removed in the newest version, it keeps its type for ever.
    let without = [Form::empty(), form(&first)];
    assert_eq!(publish(&first, &without), r#""km""#);
    assert_eq!(publish(&field(r#""key": "km", "type": "text""#), &without), r#""km""#);
    let other = field(r#""key": "km", "type": "boolean""#);
    assert_eq!(publish(&other, &without), "/nodes/0/type:type_changed");
    let both = fields(&[r#""key": "a", "id": "b", "type": "text""#, r#""key": "b", "type": "text""#]);
    let written = Form::with_ids(&json(&both), &[]).map(|json| json.at("/nodes/1/id").cloned());
    assert_eq!(written, Ok(Some("b_2".into())));
}

#[test]
fn everyday_patterns_are_small_enough() {
    for pattern in [
        "[A-ZŁ]{1,200}",
        "\\\\w{1,300}",
        "PL[0-9]{26}",
        "(\\\\d{1,3}\\\\.){3}\\\\d{1,3}",
        "[a-z]{0,500}",
        "a{900}",
    ] {
        let schema = fields(&[&format!(r#""key": "a", "type": "text", "pattern": "{pattern}""#)]);
        assert_eq!(refused(&schema), "", "{pattern}");
    }
}

#[test]
fn renaming_reaches_every_expression() {
    let schema = r#"{"nodes": [
        {"node": "field", "key": "km", "type": "integer", "label": {}},
        {"node": "table", "key": "t", "nodes": [
            {"node": "field", "key": "x", "type": "integer", "label": {}},
            {"node": "field", "key": "y", "type": "integer", "label": {}, "visible_if": "x > km && 'km' != 'x'"}]}],
        "rules": [{"assert": "sum(t . map(r, r . x * km)) > km", "at": "km"}]}"#;
    let rename = |at: &str, key: &str| Form::rename(&json(schema), at, key).map_err(codes);
    let distance = rename("/nodes/0", "distance").unwrap_or_default();
    let text = |json: &forms::Json, at: &str| json.at(at).map(ToString::to_string).unwrap_or_default();
    assert_eq!(text(&distance, "/nodes/1/nodes/1/visible_if"), r#""x > distance && 'km' != 'x'""#);
    assert_eq!(text(&distance, "/rules/0/assert"), r#""sum(t . map(r, r . x * distance)) > distance""#);
    assert_eq!(text(&distance, "/rules/0/at"), r#""distance""#);
    let row = rename("/nodes/1/nodes/0", "qty").unwrap_or_default();
    assert_eq!(text(&row, "/nodes/1/nodes/1/visible_if"), r#""qty > km && 'km' != 'x'""#);
    assert_eq!(text(&row, "/rules/0/assert"), r#""sum(t . map(r, r . qty * km)) > km""#);
    let table = rename("/nodes/1", "rows").unwrap_or_default();
    assert_eq!(text(&table, "/rules/0/assert"), r#""sum(rows . map(r, r . x * km)) > km""#);
    // Inside the comprehension r is the row, and inside the rows x is the row's.
    assert_eq!(rename("/nodes/0", "r"), Err("/rules/0/assert:type".into()));
    assert_eq!(rename("/nodes/0", "x"), Err("/nodes/0/key:duplicate_key".into()));
    assert_eq!(rename("/nodes/0", "t"), Err("/nodes/1/key:duplicate_key /rules/0/assert:type".into()));
    assert_eq!(rename("/nodes/9", "a"), Err("/nodes/9:unknown_name".into()));
}
