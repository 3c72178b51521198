//! What validation says, case by case.

mod conditions;
mod doors;
mod expressions;
mod fields;
mod json_schema;
mod lists;
mod schema;
mod versions;

use forms::{Context, Form, Json, Outcome};

pub fn json(text: &str) -> Json {
    Json::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub fn form(text: &str) -> Form {
    Form::parse(text).unwrap_or_else(|problems| panic!("{problems:?}: {text}"))
}

/// A form of fields only, labels added.
pub fn fields(fields: &[&str]) -> String {
    let nodes: Vec<String> = fields
        .iter()
        .map(|field| {
            let inner = field.trim().trim_start_matches('{').trim_end_matches('}');
            format!(r#"{{"node": "field", "label": {{"en": "x"}}, {inner}}}"#)
        })
        .collect();
    format!(r#"{{"nodes": [{}]}}"#, nodes.join(","))
}

/// Problems as `path:code`, in order, with spaces between.
pub fn told(outcome: &Outcome) -> String {
    let words: Vec<String> =
        outcome.problems.iter().map(|problem| format!("{}:{}", problem.path, problem.code)).collect();
    words.join(" ")
}

/// Judges values and compares problems and normalised values; no values wanted means not compared.
pub fn check(schema: &str, values: &str, problems: &str, normalised: &str) {
    check_in(schema, values, &Context::default(), problems, normalised);
}

pub fn check_in(schema: &str, values: &str, context: &Context, problems: &str, normalised: &str) {
    let outcome = forms::validate(&form(schema), &json(values), context);
    assert_eq!(told(&outcome), problems, "problems of {values} in {schema}");
    if !normalised.is_empty() {
        assert_eq!(
            outcome.values.to_string(),
            json(normalised).to_string(),
            "values of {values} in {schema}"
        );
    }
}

/// Form problems as `at:code`.
pub fn refused(schema: &str) -> String {
    let found = forms::check_form(&json(schema));
    found.iter().map(|problem| format!("{}:{}", problem.at, problem.code)).collect::<Vec<_>>().join(" ")
}
