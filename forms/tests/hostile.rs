//! Nothing panics and nothing hangs, whatever is sent.

use forms::{Context, Form, Json, check_form, initial, validate};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const KEYS: &[&str] = &[
    "node",
    "nodes",
    "key",
    "id",
    "type",
    "label",
    "options",
    "min",
    "max",
    "default",
    "visible_if",
    "expr",
    "rules",
    "result",
    "scale",
    "pattern",
    "t",
    "a",
    "b",
    "c",
    "lat",
    "lon",
];
const WORDS: &[&str] = &[
    "field",
    "section",
    "table",
    "text",
    "integer",
    "decimal",
    "computed",
    "choices",
    "a",
    "b",
    "2026-11-23",
    "14:05",
    "2026-11-20T10:00:00+01:00",
    " ",
    "a@b.pl",
    "\0",
    "a == 1",
    "t.map(r, r.a)",
];

fn document() -> impl Strategy<Value = Json> {
    let number = "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,20})?";
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        number.prop_map(Json::Number),
        "\\PC{0,12}".prop_map(Json::String),
        prop::sample::select(WORDS).prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let members = prop::collection::btree_map(prop::sample::select(KEYS), inner.clone(), 0..8);
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Json::Array),
            members.prop_map(|members| {
                Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

/// Words of the language in any order: mostly nonsense, now and then sound.
fn expression() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "d",
        "t",
        "r",
        "1",
        "0.5",
        "79228162514264337593543950335",
        "'x'",
        "null",
        "true",
        "now",
        "today",
        "user",
        ".id",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        "?",
        ":",
        "in",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".map(r, r.x)",
        ".exists(r, r.x > 1)",
        "size(",
        "sum(",
        "round(",
        "addDays(",
        "has(",
        "coalesce(",
        "date(",
        ".matches('a+')",
        ".contains(",
        "minutesBetween(",
        "addMonths(",
    ]);
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

fn sound_form(expr: &str) -> String {
    let expr = Json::from(expr);
    format!(
        r#"{{"nodes": [
        {{"node": "field", "key": "a", "type": "integer", "label": {{}}}},
        {{"node": "field", "key": "b", "type": "text", "label": {{}}, "required_if": {expr}}},
        {{"node": "field", "key": "c", "type": "date", "label": {{}}, "read_only_if": {expr}}},
        {{"node": "field", "key": "d", "type": "decimal", "label": {{}}, "default_expr": {expr}}},
        {{"node": "field", "key": "e", "type": "computed", "result": "decimal", "label": {{}}, "expr": {expr}}},
        {{"node": "table", "key": "t", "nodes": [
            {{"node": "field", "key": "x", "type": "decimal", "label": {{}}, "required_if": {expr}}}]}}],
        "rules": [{{"assert": {expr}, "at": "a"}}]}}"#
    )
}

/// The form with every expression that is refused taken out.
fn without_refused(text: &str) -> Option<Form> {
    let mut form = Json::parse(text).ok()?;
    for problem in check_form(&form) {
        let (parent, name) = problem.at.rsplit_once('/')?;
        remove(&mut form, &parent.split('/').skip(1).collect::<Vec<_>>(), name);
    }
    Form::from_json(&form).ok()
}

fn remove(json: &mut Json, path: &[&str], name: &str) {
    match (path, json) {
        ([], json) if name == "expr" || name == "assert" => json.set(name, "null"),
        ([], json) => drop(json.remove(name)),
        ([step, rest @ ..], Json::Object(members)) => {
            members
                .iter_mut()
                .filter(|(key, _)| key == step)
                .for_each(|(_, value)| remove(value, rest, name));
        }
        ([step, rest @ ..], Json::Array(items)) => {
            if let Some(item) = step.parse::<usize>().ok().and_then(|at| items.get_mut(at)) {
                remove(item, rest, name);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = Json::parse(&text);
        let _ = Form::parse(&text);
        let _ = check_form(&Json::Object(vec![("nodes".into(), Json::String(text))]));
    }

    #[test]
    fn json_is_written_as_it_was_read(json in document()) {
        let text = json.to_string();
        prop_assert_eq!(Json::parse(&text).ok(), Some(json.clone()));
        let through_serde = serde_json::from_str::<Json>(&serde_json::to_string(&json).unwrap_or_default());
        prop_assert_eq!(through_serde.ok(), Some(json));
    }

    #[test]
    fn any_document_is_judged_as_a_form(json in document()) {
        let nodes = Json::Object(vec![("nodes".into(), Json::Array(vec![json.clone()]))]);
        for candidate in [json, nodes] {
            if let Ok(form) = Form::from_json(&candidate) {
                let again = Form::from_json(&form.to_json()).map(|form| form.to_json());
                prop_assert_eq!(again, Ok(form.to_json()));
                prop_assert!(Form::with_ids(&candidate, std::slice::from_ref(&form)).is_ok());
            }
        }
    }

    #[test]
    fn any_expression_is_judged_and_any_value(expr in expression(), values in document()) {
        let Some(form) = without_refused(&sound_form(&expr)) else { return Ok(()) };
        let context = Context { now: Some("2026-11-20T10:00:00+01:00".into()), ..Context::default() };
        let first = validate(&form, &values, &context);
        initial(&form, &context);
        // What was kept is kept again.
        if values.as_object().is_some() {
            let second = validate(&form, &first.values, &context);
            prop_assert_eq!(second.values, first.values);
        }
    }

    #[test]
    fn any_pattern_is_compiled_or_refused(pattern in "[ab()|*+?{}0-9\\\\.\\[\\]^$-]{0,16}", text in "[ab0]{0,40}") {
        let form = format!(
            r#"{{"nodes": [{{"node": "field", "key": "a", "type": "text", "label": {{}}, "pattern": {}}}]}}"#,
            Json::String(pattern)
        );
        if let Ok(form) = Form::parse(&form) {
            validate(&form, &Json::Object(vec![("a".into(), Json::String(text))]), &Context::default());
        }
    }
}

/// Debug builds are given ten times as long.
fn quickly<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    let allowed = if cfg!(debug_assertions) { 3000 } else { 100 };
    assert!(start.elapsed() < Duration::from_millis(allowed), "{what} took {:?}", start.elapsed());
    result
}

#[test]
fn large_forms_answer_quickly() {
    let field = |at: usize| {
        let seen = at.saturating_sub(1);
        format!(
            r#"{{"node": "field", "key": "k{at}", "type": "integer", "label": {{}},
                "visible_if": "{}"}}"#,
            if at == 0 { "true".to_owned() } else { format!("k{seen} != 7") }
        )
    };
    let nodes: Vec<String> = (0..2000).map(field).collect();
    let text = format!(r#"{{"nodes": [{}]}}"#, nodes.join(","));
    let form = quickly("reading", || Form::parse(&text)).unwrap_or_default();
    let values = Json::Object((0..2000).map(|at| (format!("k{at}"), Json::from(at as u64))).collect());
    let outcome = quickly("judging", || validate(&form, &values, &Context::default()));
    assert_eq!(outcome.values.as_object().map(<[_]>::len), Some(1999));
}

#[test]
fn hostile_patterns_answer_quickly() {
    for pattern in ["(a+)+$", "(a|a)*b", "(a*)*(a*)*(a*)*b", "(a?){300}a{300}", "(x+x+)+y", ".*.*.*.*.*.*=.*"]
    {
        let text = format!(
            r#"{{"nodes": [{{"node": "field", "key": "a", "type": "text", "label": {{}}, "pattern": "{pattern}"}}]}}"#
        );
        let Ok(form) = Form::parse(&text) else { continue };
        let values = Json::Object(vec![("a".into(), Json::String("a".repeat(4096)))]);
        quickly(pattern, || validate(&form, &values, &Context::default()));
    }
}

#[test]
fn deep_and_wide_documents_answer_quickly() {
    quickly("deep", || assert!(Json::parse(&"[".repeat(1_000_000)).is_err()));
    let members: Vec<String> = (0..100_000).map(|at| format!("\"k{at}\":{at}")).collect();
    let wide = format!("{{{}}}", members.join(","));
    let json = quickly("wide", || Json::parse(&wide)).unwrap_or_default();
    let outcome = quickly("unknown", || validate(&Form::empty(), &json, &Context::default()));
    assert_eq!(outcome.problems.len(), 100_000);
}
