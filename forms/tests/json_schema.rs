//! JSON Schema and our own judgement, in the direction that can hold: every normalised value that we accept passes
//! the schema, and what breaks a constraint that it states is refused by us.

mod generate;

use forms::{Context, Form, Json, validate};
use generate::Chance;
use jsonschema::draft202012;

/// `None` for numbers that `serde_json` cannot hold.
fn value(json: &Json) -> Option<serde_json::Value> {
    serde_json::from_str(&json.to_string()).ok()
}

/// Takes out what is wrong, so that more is accepted: whole top-level members.
fn mended(mut values: Json, problems: &[forms::Problem]) -> Json {
    for problem in problems {
        let key = problem.path.split(['[', '.']).next().unwrap_or_default();
        values.remove(key);
    }
    values
}

#[test]
fn what_is_accepted_passes_and_what_breaks_is_refused() {
    let mut chance = Chance::new(21);
    let (mut accepted, mut broken) = (0, 0);
    for _ in 0..1_000 {
        let Ok(form) = Form::from_json(&generate::form(&mut chance)) else { continue };
        let schema = value(&forms::json_schema(&form)).expect("a schema");
        assert!(draft202012::meta::is_valid(&schema), "{schema}");
        let schema = draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}: {schema}"));
        for _ in 0..12 {
            let about = generate::context(&mut chance, &form).to_string();
            let about: Context = serde_json::from_str(&about).unwrap_or_default();
            let sent = generate::values(&mut chance, &form);
            // No values at all are as good as an empty object; a schema is never asked about them.
            if sent.is_null() {
                continue;
            }
            let outcome = validate(&form, &sent, &about);
            let Some(plain) = value(&sent) else { continue };
            if let Err(error) = schema.validate(&plain) {
                broken += 1;
                assert!(!outcome.problems.is_empty(), "{error}: {sent} in {}", form.to_json());
            }
            let sent = mended(sent, &outcome.problems);
            let outcome = validate(&form, &sent, &about);
            if outcome.problems.is_empty() {
                accepted += 1;
                let plain = value(&outcome.values).expect("normalised values");
                if let Err(error) = schema.validate(&plain) {
                    panic!("{error} at {}: {} in {}", error.instance_path(), outcome.values, form.to_json());
                }
            }
        }
    }
    println!("{accepted} accepted, {broken} break the schema");
    assert!(accepted > 1_000 && broken > 1_000, "{accepted} accepted, {broken} break the schema");
}
