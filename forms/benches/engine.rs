//! The engine on forms of 10, 100, 559 and 2,000 fields: reading and checking a form, judging all its values, one
//! keystroke in it. `cargo bench -p forms`

use criterion::{Criterion, criterion_group, criterion_main};
use forms::{Context, Filling, Form, Json, validate};
use std::hint::black_box;
use std::sync::Arc;

/// Fields of every everyday type in sections of ten; more than half of them have a condition, one in twelve is
/// computed, and there is a rule to every section.
fn form(fields: usize) -> String {
    let field = |at: usize| {
        let before = at - at % 10;
        let condition = match at % 10 {
            0 | 1 | 2 | 9 => String::new(),
            3 => format!(r#", "visible_if": "f{before} > 10 && f{} == 'b'""#, before + 2),
            4 => format!(r#", "required_if": "f{before} >= 3""#),
            5 => format!(r#", "visible_if": "has(f{})""#, before + 1),
            6 => format!(r#", "required_if": "f{} != 'a' || f{before} < 5""#, before + 2),
            7 => format!(r#", "visible_if": "f{before} + 1 < 100""#),
            _ => format!(r#", "read_only_if": "f{} == 'c'""#, before + 2),
        };
        let kind = match at % 10 {
            0 => r#""integer", "min": 0, "max": 1000"#,
            1 | 6 => r#""text", "max_length": 200"#,
            2 => {
                r#""choice", "options": [{"key": "a", "label": {}}, {"key": "b", "label": {}}, {"key": "c", "label": {}}]"#
            }
            3 | 8 => r#""decimal", "scale": 2, "max": "99999""#,
            4 => r#""date", "min": "2020-01-01""#,
            5 => r#""boolean""#,
            7 => r#""text", "pattern": "[A-Z]{2}-[0-9]{1,6}""#,
            _ => {
                return format!(
                    r#"{{"node": "field", "key": "f{at}", "type": "computed", "result": "decimal",
                "scale": 2, "label": {{}}, "expr": "f{before} * 1.23 + coalesce(f{}, 0)"}}"#,
                    before + 3
                );
            }
        };
        format!(
            r#"{{"node": "field", "key": "f{at}", "label": {{"en": "Field {at}"}}, "type": {kind}{condition}}}"#
        )
    };
    let sections: Vec<String> = (0..fields)
        .step_by(10)
        .map(|first| {
            let nodes: Vec<String> = (first..(first + 10).min(fields)).map(field).collect();
            format!(r#"{{"node": "section", "title": {{}}, "nodes": [{}]}}"#, nodes.join(","))
        })
        .collect();
    let rules: Vec<String> =
        (0..fields).step_by(10).map(|first| format!(r#"{{"assert": "f{first} < 900"}}"#)).collect();
    format!(r#"{{"nodes": [{}], "rules": [{}]}}"#, sections.join(","), rules.join(","))
}

fn values(fields: usize) -> Json {
    let value = |at: usize| match at % 10 {
        0 => "12",
        1 | 6 => r#""Zażółć gęślą jaźń""#,
        2 => r#""b""#,
        3 | 8 => r#""12.50""#,
        4 => r#""2026-11-24""#,
        5 => "true",
        7 => r#""AB-1234""#,
        _ => "null",
    };
    let members: Vec<String> = (0..fields).map(|at| format!(r#""f{at}": {}"#, value(at))).collect();
    Json::parse(&format!("{{{}}}", members.join(","))).expect("values")
}

fn engine(criterion: &mut Criterion) {
    for fields in [10, 100, 559, 2000] {
        let text = form(fields);
        let form = Form::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
        let (values, about) = (values(fields), Context::default());
        let outcome = validate(&form, &values, &about);
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);

        let id = |name: &str| format!("{fields} fields: {name}");
        criterion.bench_function(&id("check"), |bench| {
            bench.iter(|| Form::parse(black_box(&text)).is_ok());
        });
        criterion.bench_function(&id("validate"), |bench| {
            bench.iter(|| validate(&form, black_box(&values), &about));
        });
        let mut filling = Filling::new(Arc::new(form), &values, about);
        let mut count = 0_u64;
        criterion.bench_function(&id("keystroke"), |bench| {
            bench.iter(|| {
                count += 1;
                filling.set("f0", Some(Json::from(count % 900))).len()
            });
        });
        criterion.bench_function(&id("outcome"), |bench| bench.iter(|| filling.outcome()));
    }
    expression(criterion);
}

/// One condition, as typical as any: read, and judged in a form of two fields.
fn expression(criterion: &mut Criterion) {
    let form = |condition: &str| {
        let two = r#"{"node": "field", "key": "km", "type": "decimal", "label": {}},
            {"node": "field", "key": "how", "type": "text", "label": {}"#;
        Form::parse(&format!(r#"{{"nodes": [{two}{condition}}}]}}"#)).expect("form")
    };
    let with = r#", "required_if": "km > 10 && km <= 2000""#;
    let values = Json::parse(r#"{"km": "12.5", "how": "x"}"#).expect("values");
    for (name, condition) in [("without", ""), ("with", with)] {
        criterion.bench_function(&format!("form of two, {name} a condition: read"), |bench| {
            bench.iter(|| form(black_box(condition)));
        });
        let form = form(condition);
        criterion.bench_function(&format!("form of two, {name} a condition: judged"), |bench| {
            bench.iter(|| validate(&form, black_box(&values), &Context::default()));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40).warm_up_time(std::time::Duration::from_millis(500));
    targets = engine
}
criterion_main!(benches);
