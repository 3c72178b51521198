//! The expression language: each line an expression and what it gives.

use crate::{check_in, fields, json, refused};
use forms::{Context, Form, Ref};

const FIELDS: [&str; 11] = [
    r#""key": "n", "type": "integer""#,
    r#""key": "price", "type": "money""#,
    r#""key": "name", "type": "text""#,
    r#""key": "ok", "type": "boolean""#,
    r#""key": "d", "type": "date""#,
    r#""key": "at", "type": "time""#,
    r#""key": "dt", "type": "date_time""#,
    r#""key": "gone", "type": "text""#,
    r#""key": "nothing", "type": "integer""#,
    r#""key": "tags", "type": "choices", "options": [{"key": "a", "label": {}}, {"key": "b", "label": {}}]"#,
    r#""key": "place", "type": "location""#,
];
const VALUES: &str = r#"{"n": 7, "price": "12.50", "name": "Żółw", "d": "2026-01-31", "at": "14:05",
    "dt": "2026-11-20T23:30:00-05:00", "tags": ["a", "b"],
    "people": [{"who": "Ann", "age": 30}, {"who": "Bob"}, {"who": "Eve", "age": 40}]}"#;

fn schema(expr: &str, result: &str) -> String {
    let computed =
        format!(r#""key": "out", "type": "computed", "result": "{result}", "expr": {}"#, json_text(expr));
    let mut all: Vec<&str> = FIELDS.to_vec();
    all.push(&computed);
    let table = r#",{"node": "table", "key": "people", "nodes": [
        {"node": "field", "key": "who", "type": "text", "label": {}},
        {"node": "field", "key": "age", "type": "integer", "label": {}}]}]}"#;
    format!("{}{table}", fields(&all).trim_end_matches("]}"))
}

fn json_text(text: &str) -> String {
    forms::Json::from(text).to_string()
}

fn context() -> Context {
    Context {
        now: Some("2026-11-23T12:00:00+01:00".into()),
        today: Some("2026-11-23".into()),
        user: Some(Ref { id: "u1".into(), name: "Ann".into() }),
        ..Context::default()
    }
}

/// The value of an expression as text; `null`, `error` or a form problem's code.
fn value(expr: &str, result: &str) -> String {
    let form = match Form::parse(&schema(expr, result)) {
        Ok(form) => form,
        Err(problems) => return problems[0].code.to_string(),
    };
    let outcome = forms::validate(&form, &json(VALUES), &context());
    if outcome.problems.iter().any(|problem| problem.code == "expression") {
        return "error".into();
    }
    assert_eq!(outcome.problems, [], "{expr}");
    outcome.values.get("out").map_or("null".into(), |value| match value {
        forms::Json::String(text) => text.clone(),
        other => other.to_string(),
    })
}

fn all(result: &str, cases: &[(&str, &str)]) {
    for (expr, wanted) in cases {
        assert_eq!(value(expr, result), *wanted, "{expr}");
    }
}

#[test]
fn arithmetic() {
    all(
        "decimal",
        &[
            ("0.1 + 0.2", "0.3"),
            ("n * price", "87.5"),
            ("1 + 2 * 3 - 4 / 2", "5"),
            ("10 - 3 - 2", "5"),
            ("-7 % 3", "-1"),
            ("7.5 % 2", "1.5"),
            ("1 / 3", "0.3333333333333333333333333333"),
            ("2 / 3", "0.6666666666666666666666666667"),
            ("n / 0", "error"),
            ("n % 0", "error"),
            ("79228162514264337593543950335 + 1", "error"),
            ("nothing + 1", "null"),
            ("-nothing", "null"),
            ("--n", "7"),
            ("-(0)", "0"),
            ("2.50 * 2", "5"),
            ("round(2.345, 2)", "2.35"),
            ("round(-2.5, 0)", "-3"),
            ("round(2.5)", "3"),
            ("round(1250, -2)", "1300"),
            ("round(1.5, 0.5)", "error"),
            ("floor(-1.5)", "-2"),
            ("ceil(-1.5)", "-1"),
            ("ceil(-0.5)", "0"),
            ("abs(-1.5)", "1.5"),
            ("abs(nothing)", "null"),
            ("n +", "syntax"),
            ("n + name", "type"),
            ("n == 7", "type"),
            ("1e3", "syntax"),
            ("1u", "syntax"),
            ("foo + 1", "unknown_name"),
            ("foo(1)", "unknown_name"),
            (".5 + 1", "1.5"),
            ("// all of it\n n // seven", "7"),
        ],
    );
}

#[test]
fn logic() {
    all(
        "boolean",
        &[
            ("0.1 + 0.2 == 0.3", "true"),
            ("true && null", "null"),
            ("null && false", "false"),
            ("null || true", "true"),
            ("false || null", "null"),
            ("!(null && true)", "null"),
            ("!ok", "true"),
            ("!!ok", "false"),
            ("ok || 1 / 0 > 1", "error"),
            ("false && 1 / 0 > 1", "false"),
            ("null && 1 / 0 > 1", "error"),
            ("1 / 0 > 1 && false", "error"),
            ("has(ok)", "true"),
            ("has(gone)", "false"),
            ("has(name)", "true"),
            ("has(people) && has(tags)", "true"),
            ("has([])", "false"),
            ("has(place)", "false"),
            ("gone == null", "true"),
            ("n != null", "true"),
            ("nothing > 1", "null"),
            ("nothing == 1", "false"),
            ("n < 8 && n >= 7 && 'a' < 'b' && false < true", "true"),
            ("name == 7", "type"),
            ("d < '2026-01-01'", "type"),
            ("d == date('2026-01-31')", "true"),
            ("place == null", "true"),
            ("n in [1, 7]", "true"),
            ("'c' in tags", "false"),
            ("null in [null]", "true"),
            ("7 in ['a']", "type"),
            ("[1, 2] == [1.0, 2]", "true"),
            ("[1] + [2] == [1, 2]", "true"),
            ("[1, 'a'] == []", "type"),
            ("tags == ['a', 'b']", "true"),
            ("people == []", "false"),
            ("user.id == 'u1' && user.name == 'Ann'", "true"),
            ("company == null && company.id == null", "true"),
            ("user.phone == null", "unknown_name"),
            ("now == dt", "false"),
            ("(nothing > 1 ? 1 : 2) == 2", "true"),
            ("null ? false : true", "true"),
            ("true ? 1 : 'a'", "type"),
            ("a = b", "syntax"),
            ("if", "syntax"),
        ],
    );
}

#[test]
fn text() {
    all(
        "text",
        &[
            ("'a' + \"b\"", "ab"),
            ("name + gone", "null"),
            ("  '  x '  ", "x"),
            ("' '", "null"),
            ("lowerAscii('ŻaB') + 'x'.upperAscii()", "ŻabX"),
            ("'  a '.trim()", "a"),
            ("tags[1]", "b"),
            ("tags[2]", "error"),
            ("tags[-1]", "error"),
            ("tags[0.5]", "error"),
            ("tags[nothing]", "null"),
            ("people[0].who", "Ann"),
            ("people[9].who", "error"),
            ("people[0].zip", "unknown_name"),
            ("coalesce(gone, null, name)", "Żółw"),
            ("coalesce(gone, 1)", "type"),
            ("r'\\d'", "\\d"),
            ("'\\u017b\\x41\\101\\n\\''", "ŻAA\n'"),
            ("'''a'b'''", "a'b"),
            ("'\\q'", "syntax"),
            ("'\\000'", "syntax"),
            ("'abc", "syntax"),
            ("[name][0]", "Żółw"),
            ("name.size", "type"),
            ("size(name)", "type"),
        ],
    );
    all(
        "boolean",
        &[
            ("name.contains('ół')", "true"),
            ("name.startsWith('Ż') && endsWith(name, 'w')", "true"),
            ("name.matches('^.ó')", "true"),
            ("name.matches('b')", "false"),
            ("gone.matches('b')", "null"),
            ("gone.contains('b')", "null"),
            ("name.matches('(')", "pattern"),
            ("name.matches(gone)", "type"),
            ("size(name) == 4", "true"),
        ],
    );
}

#[test]
fn lists_and_rows() {
    all(
        "decimal",
        &[
            ("size(people) + size(tags) + 'ab'.size()", "7"),
            ("count(people)", "3"),
            ("count(people.map(p, p.age))", "2"),
            ("sum(people.map(p, p.age * 2))", "140"),
            ("avg(people.map(p, p.age))", "35"),
            ("min(people.map(p, p.age)) + max([1, 5, 3])", "35"),
            ("max([])", "null"),
            ("avg([])", "null"),
            ("sum([]) + count([])", "0"),
            ("sum([1, null, 2])", "3"),
            ("sum(tags)", "type"),
            ("sum(people.filter(p, p.age > 30).map(p, p.age))", "40"),
            ("people.filter(p, p.who == 'Bob')[0].age", "null"),
            ("people.map(n, n.age)[0] + n", "37"),
        ],
    );
    all(
        "boolean",
        &[
            ("people.all(p, has(p.who))", "true"),
            ("people.all(p, p.age > 20)", "null"),
            ("people.all(p, p.age > 30)", "false"),
            ("people.exists(p, p.age > 30)", "true"),
            ("people.exists(p, p.age > 90)", "null"),
            ("people.exists_one(p, p.age > 30)", "true"),
            ("[1, 0].exists(x, 1 / x > 0)", "error"),
            ("[].all(x, x)", "true"),
            ("people.all(p, tags.exists(t, t == p.who))", "nesting"),
            ("people.all(p, p)", "type"),
            ("n.all(p, true)", "type"),
            ("people.all(1, true)", "syntax"),
            ("people.all(p)", "type"),
        ],
    );
}

#[test]
fn dates() {
    all(
        "decimal",
        &[
            ("daysBetween(d, date('2026-02-02'))", "2"),
            ("daysBetween(today, d)", "-296"),
            ("year(d) * 10000 + month(d) * 100 + day(d)", "20260131"),
            ("day(dt)", "20"),
            ("weekday(date('2026-11-23')) * 10 + weekday(date('2026-11-22'))", "17"),
            ("minutesBetween(now, dt)", "-3270"),
            ("minutesBetween(at, at)", "0"),
            ("minutesBetween(d, d)", "type"),
            ("daysBetween(now, dt)", "type"),
            ("minutesBetween(nothing, dt)", "type"),
        ],
    );
    all(
        "date",
        &[
            ("addDays(d, 1)", "2026-02-01"),
            ("addDays(d, -31)", "2025-12-31"),
            ("addDays(d, 0.5)", "error"),
            ("addDays(d, 99999999999999)", "error"),
            ("addMonths(d, 1)", "2026-02-28"),
            ("addMonths(d, 25)", "2028-02-29"),
            ("addMonths(d, -2)", "2025-11-30"),
            ("today", "2026-11-23"),
            ("now", "type"),
            ("date('2026-02-30')", "error"),
            ("date(gone)", "null"),
            ("max([d, today])", "2026-11-23"),
        ],
    );
}

#[test]
fn limits() {
    let nested = |count: usize| format!("{}1{}", "(".repeat(count), ")".repeat(count));
    let calls = |count: usize| format!("{}1{}", "abs(".repeat(count), ")".repeat(count));
    let methods = |count: usize| format!("'a'{}", ".trim()".repeat(count));
    let chosen = |count: usize| format!("{}1", "ok ? 1 : ".repeat(count));
    assert_eq!(value(&nested(64), "decimal"), "1");
    assert_eq!(value(&nested(65), "decimal"), "limit");
    assert_eq!(value(&calls(64), "decimal"), "1");
    assert_eq!(value(&calls(65), "decimal"), "limit");
    assert_eq!(value(&chosen(64), "decimal"), "1");
    assert_eq!(value(&chosen(65), "decimal"), "limit");
    assert_eq!(value(&methods(64), "text"), "a");
    assert_eq!(value(&methods(65), "text"), "limit");
    assert_eq!(value(&format!("1{}", "+1".repeat(2000)), "decimal"), "2001");
    assert_eq!(value(&format!("{}1", "-".repeat(4000)), "decimal"), "1");
    assert_eq!(value(&format!("1{}", " ".repeat(4096)), "decimal"), "limit");
    assert_eq!(value(&nested(2000), "decimal"), "limit");
    // 601 numbers, twelve parts for each, then eighteen.
    let list = format!("[{}1]", "1,".repeat(600));
    let body = |count: usize| vec!["x"; count].join(" + ");
    assert_eq!(value(&format!("sum({list}.map(x, {}))", body(11)), "decimal"), "6611");
    assert_eq!(value(&format!("sum({list}.map(x, {}))", body(17)), "decimal"), "error");
}

#[test]
fn syntax_has_a_position() {
    let schema = fields(&[r#""key": "a", "type": "text", "visible_if": "'ż' == 5 +""#]);
    assert_eq!(refused(&schema), "/nodes/0/visible_if:syntax");
    let problems = forms::check_form(&json(&schema));
    assert_eq!(problems[0].params.get("position").map(ToString::to_string).as_deref(), Some("10"));
}

#[test]
fn hidden_and_wrong_booleans() {
    let schema = fields(&[
        r#""key": "show", "type": "boolean""#,
        r#""key": "b", "type": "boolean", "visible_if": "show""#,
        r#""key": "c", "type": "computed", "result": "boolean", "expr": "null""#,
        r#""key": "x", "type": "computed", "result": "text", "expr": "b == false && c == null ? 'yes' : 'no'""#,
    ]);
    check_in(&schema, r#"{"b": true}"#, &context(), "", r#"{"x": "yes"}"#);
    check_in(&schema, r#"{"show": true, "b": "no"}"#, &context(), "b:type", r#"{"show": true, "x": "yes"}"#);
}
