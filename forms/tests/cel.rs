//! The official CEL conformance cases (npm `@bufbuild/cel-spec`), wherever CEL's meaning and ours coincide.
//!
//! What cannot be said in a form is left out, by reason; what we mean otherwise is listed below, by reason too. A case
//! that differs and is not listed fails, and so does one that is listed and does not differ.

use forms::{Context, Form, Json, validate};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Where we differ, and why.
const DIFFERENCES: [(&str, &[&str]); 7] = [
    (
        "a list has items of one type, and so have both sides of an operator: it is said when the form is saved",
        &[
            "comparisons/eq_literal/not_eq_list_length",
            "comparisons/eq_literal/not_eq_list_false_vs_types",
            "comparisons/in_list_literal/elem_in_mixed_type_list",
            "logic/conditional/mixed_type",
            "logic/AND/short_circuit_type_left",
            "logic/AND/short_circuit_type_right",
            "logic/OR/short_circuit_type_left",
            "logic/OR/short_circuit_type_right",
            "macros/exists/list_elem_type_shortcircuit",
            "macros/exists/list_elem_type_exhaustive",
            "macros/all/list_elem_type_shortcircuit",
            "plumbing/check_inputs/skip_check",
        ],
    ),
    (
        "numbers are decimals of 96 bits, so 64 bits are no limit",
        &[
            "integer_math/int64_math/int64_overflow_positive",
            "integer_math/int64_math/int64_overflow_negative",
            "integer_math/int64_math/int64_overflow_add_negative",
            "integer_math/int64_math/int64_overflow_sub_positive",
            "integer_math/int64_math/int64_min_negate",
            "integer_math/int64_math/int64_min_negate_mul",
            "integer_math/int64_math/int64_min_negate_div",
            "integer_math/int64_math/int64_overflow_mul_positive",
            "integer_math/int64_math/int64_overflow_mul_negative",
        ],
    ),
    ("% takes any two numbers", &["fp_math/fp_math/mod_not_support"]),
    (
        "a division by zero is an error: there is no NaN",
        &[
            "comparisons/eq_literal/not_eq_double_nan",
            "comparisons/ne_literal/not_ne_double_nan",
            "comparisons/ne_literal/ne_double_nan",
        ],
    ),
    (
        "an ordering with null is null",
        &[
            "comparisons/lt_literal/lt_null_unsupported",
            "comparisons/gt_literal/gt_null_unsupported",
            "comparisons/lte_literal/lte_null_unsupported",
            "comparisons/gte_literal/gte_null_unsupported",
        ],
    ),
    (
        "an error stays one: && and || run from left to right, comprehensions over every item",
        &[
            "logic/AND/short_circuit_error_right",
            "logic/OR/short_circuit_error_right",
            "macros/all/list_elem_error_shortcircuit",
        ],
    ),
    ("comprehensions do not stand inside another", &["macros/nested/filter_all", "macros/nested/all_all"]),
];

/// Suites of things that are no part of the language, though some look as if they were.
const EXTENSIONS: [&str; 3] = ["block_ext/", "macros2/", "math_ext/"];

/// Prints the cases as JSON, one to a line: suite, expression, what it gives, bindings.
const READ: &str = r#"
import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";
const walk = (suite, path) => {
  for (const inner of suite.suites ?? []) walk(inner, [...path, inner.name]);
  for (const { original } of suite.tests ?? []) {
    const { name, expr, value, evalError, bindings, checkOnly, typedResult } = original;
    const error = evalError !== undefined, gives = value ?? typedResult?.result;
    console.log(JSON.stringify({ name: [...path, name].join("/"), expr, gives, error, bindings, checkOnly }));
  }
};
walk(tests, []);
"#;

struct Case {
    name: String,
    expression: String,
    /// What it gives; `None` where an error is wanted.
    gives: Option<Json>,
    bindings: Json,
    /// Only its type is asked for.
    type_only: bool,
}

fn cases() -> Option<Vec<Case>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    if !root.join("node_modules/@bufbuild/cel-spec").exists() {
        return None;
    }
    let out = Command::new("node").args(["--input-type=module", "-e", READ]).current_dir(root).output();
    let out = out.expect("node runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let case = |line: &str| {
        let json = Json::parse(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let flag = |name: &str| json.get(name).and_then(Json::as_bool) == Some(true);
        // A case that names no value wants `true`.
        let gives = json.get("gives").cloned().unwrap_or_else(|| {
            let mut yes = Json::object();
            yes.set("boolValue", true);
            yes
        });
        let bindings = json.get("bindings").cloned().unwrap_or_default();
        let gives = (!flag("error")).then_some(gives);
        Case { name: text("name"), expression: text("expr"), gives, bindings, type_only: flag("checkOnly") }
    };
    Some(text.lines().map(case).collect())
}

/// How a case went.
enum Verdict {
    Passed,
    NotApplicable(String),
    Differs(String),
}

/// A value as a literal of the language; `None` for what forms do not have.
fn literal(value: &Json) -> Option<String> {
    let (kind, inner) = value.as_object()?.first()?;
    match kind.as_str() {
        "boolValue" => Some(inner.as_bool()?.to_string()),
        "int64Value" => inner.as_str().or(inner.as_number()).map(str::to_owned),
        "doubleValue" => inner.as_number().filter(|digits| !digits.contains(['e', 'E'])).map(str::to_owned),
        "stringValue" => {
            let escaped = inner.as_str()?.chars().map(|sign| format!("\\U{:08x}", u32::from(sign)));
            Some(format!("'{}'", escaped.collect::<String>())).filter(|text| !text.contains("\\U00000000"))
        }
        "nullValue" => Some("null".into()),
        "listValue" => {
            let items = inner.get("values").and_then(Json::as_array).unwrap_or_default();
            let items: Option<Vec<String>> = items.iter().map(literal).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        _ => None,
    }
}

/// A field for a bound name, and its value.
fn field(key: &str, value: &Json) -> Option<(String, Json)> {
    let (kind, inner) = value.get("value")?.as_object()?.first()?;
    let (kind, inner) = match kind.as_str() {
        "boolValue" => ("boolean", inner.clone()),
        "int64Value" | "doubleValue" => ("decimal", inner.as_str().or(inner.as_number())?.into()),
        "stringValue" => ("text", inner.clone()),
        _ => return None,
    };
    Some((format!(r#"{{"node": "field", "key": "{key}", "type": "{kind}", "label": {{}}}}"#), inner))
}

/// What the expression is written with that forms do not have, outside of its strings.
fn foreign_syntax(expression: &str) -> Option<&'static str> {
    let signs: Vec<char> = expression.chars().collect();
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        let word = rest.iter().take_while(|sign| sign.is_ascii_alphanumeric() || **sign == '_').count();
        match rest[0] {
            '{' => return Some("maps and messages"),
            '`' => return Some("names in backquotes"),
            '"' | '\'' => at += string(rest, false),
            first if first.is_ascii_digit() => {
                let text: String = rest[..word].iter().collect();
                let signed = rest.get(word).is_some_and(|sign| "+-".contains(*sign));
                if text.starts_with("0x") || text.ends_with(['u', 'U']) {
                    return Some("unsigned and hexadecimal numbers");
                }
                if text.contains(['e', 'E'])
                    && (signed || text.chars().last().is_some_and(|last| last.is_ascii_digit()))
                {
                    return Some("exponents");
                }
                at += word;
            }
            _ if word > 0 => {
                let prefix: String = rest[..word].iter().collect();
                let quoted = rest.get(word).is_some_and(|sign| "\"'".contains(*sign));
                if quoted && prefix.to_lowercase().contains('b') {
                    return Some("bytes");
                }
                at += word;
                if quoted && prefix.to_lowercase() == "r" {
                    at += string(&signs[at..], true);
                }
            }
            '?' if matches!(signs.get(at.wrapping_sub(1)), Some('.' | '[')) => {
                return Some("optional values");
            }
            _ => at += 1,
        }
    }
    None
}

/// The length of a string literal.
fn string(signs: &[char], raw: bool) -> usize {
    let quote = signs[0];
    let long = signs.len() > 2 && signs[1] == quote && signs[2] == quote;
    let width = if long { 3 } else { 1 };
    let mut at = width;
    while at < signs.len() {
        if signs[at] == '\\' && !raw {
            at += 2;
        } else if signs[at..].iter().take(width).filter(|sign| **sign == quote).count() == width {
            return at + width;
        } else {
            at += 1;
        }
    }
    signs.len()
}

fn judge(case: &Case) -> Verdict {
    let foreign = |what: &str| Verdict::NotApplicable(what.to_owned());
    if EXTENSIONS.iter().any(|suite| case.name.starts_with(suite)) {
        return foreign("is about an extension");
    }
    if case.type_only {
        return foreign("asks for the type only");
    }
    if let Some(what) = foreign_syntax(&case.expression) {
        return foreign(&format!("is written with {what}"));
    }
    let condition = match &case.gives {
        None => format!("({}\n) == null", case.expression),
        Some(value) => match literal(value).as_deref() {
            None => return foreign("gives a value that forms do not have"),
            Some("true") => case.expression.clone(),
            Some(literal) => format!("({}\n) == {literal}", case.expression),
        },
    };
    let mut nodes = Vec::new();
    let mut values = Json::object();
    for (key, value) in case.bindings.as_object().unwrap_or_default() {
        let Some((node, value)) = field(key, value) else {
            return foreign("is given a value that forms do not have");
        };
        nodes.push(node);
        values.set(key, value);
    }
    let computed = r#"{"node": "field", "key": "result", "type": "computed", "result": "boolean", "label": {}, "expr": "#;
    nodes.push(format!("{computed}{}}}", Json::from(condition)));
    let form = match Form::parse(&format!(r#"{{"nodes": [{}]}}"#, nodes.join(", "))) {
        Ok(form) => form,
        Err(problems) => {
            let problem = &problems[0];
            let said = problem.params.get("message").and_then(Json::as_str).unwrap_or_default();
            return match (&*problem.code, &case.gives) {
                ("unknown_name" | "key", _) => foreign("uses a name that forms do not have"),
                // Where CEL fails while it runs, types are refused when the form is saved.
                ("type", None) => Verdict::Passed,
                (code, _) => Verdict::Differs(format!("{code}: {said}")),
            };
        }
    };
    let outcome = validate(&form, &values, &Context::default());
    let failed = outcome.problems.iter().any(|problem| problem.code == "expression");
    let gave = outcome.values.get("result").and_then(Json::as_bool);
    match (&case.gives, failed, gave) {
        (None, true, _) | (Some(_), false, Some(true)) => Verdict::Passed,
        (None, false, _) => Verdict::Differs("no error".into()),
        (Some(_), true, _) => Verdict::Differs("an error".into()),
        (Some(_), false, _) => Verdict::Differs("another value".into()),
    }
}

#[test]
fn official_cases() {
    let Some(cases) = cases() else {
        println!("skipped: node_modules/@bufbuild/cel-spec is not there (cargo xtask test installs it)");
        return;
    };
    let listed: BTreeMap<&str, &str> =
        DIFFERENCES.iter().flat_map(|(why, names)| names.iter().map(move |name| (*name, *why))).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut found = 0;
    for case in &cases {
        let why = listed.get(case.name.as_str());
        found += usize::from(why.is_some());
        let group = match (judge(case), why) {
            (Verdict::Differs(_), Some(why)) => format!("differ: {why}"),
            (Verdict::NotApplicable(what), None) => format!("left out: {what}"),
            (Verdict::Passed, None) => "passed".to_owned(),
            (verdict, _) => {
                let how = match verdict {
                    Verdict::Passed => "passes".to_owned(),
                    Verdict::NotApplicable(what) | Verdict::Differs(what) => what,
                };
                wrong.push(format!("{}: {how}: {}", case.name, case.expression));
                continue;
            }
        };
        *counts.entry(group).or_default() += 1;
    }
    let count = |of: &str| {
        counts.iter().filter(|(group, _)| group.starts_with(of)).map(|(_, count)| count).sum::<usize>()
    };
    let (passed, differ) = (count("passed"), count("differ"));
    println!("{} cases, {} run, {passed} passed", cases.len(), passed + differ);
    for (group, count) in counts.iter().filter(|(group, _)| *group != "passed") {
        println!("{count:5} {group}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found, listed.len(), "a listed case is not there");
    assert!(passed > 350, "only {passed} passed");
}
