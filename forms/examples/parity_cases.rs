//! Writes generated cases with the answers of this build of the engine, for the other builds to be compared with:
//! `parity_cases FILE FORMS CASES_PER_FORM`. Each line is a form with its cases; all documents are texts.

#[path = "../tests/generate/mod.rs"]
mod generate;

use forms::{Form, Json, doors};
use generate::{Chance, object};
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().collect();
    let [_, file, forms, cases] = words.as_slice() else {
        return Err(std::io::Error::other("parity_cases FILE FORMS CASES_PER_FORM"));
    };
    let number = |word: &String| word.parse::<usize>().map_err(std::io::Error::other);
    let (forms, cases) = (number(forms)?, number(cases)?);
    let mut out = BufWriter::new(File::create(file)?);
    let mut chance = Chance::new(4);
    for _ in 0..forms {
        writeln!(out, "{}", line(&mut chance, cases))?;
    }
    out.flush()
}

fn line(chance: &mut Chance, count: usize) -> Json {
    let json = generate::form(chance);
    let mut text = json.to_string();
    // A form that is refused is asked about once or twice.
    let (form, count) = match Form::from_json(&json) {
        Ok(form) => (form, count),
        Err(_) => (Form::empty(), 2),
    };
    if chance.one_in(100) {
        text.truncate(text.len() - 1);
    }
    let cases = (0..count).map(|_| {
        let mut values = generate::values(chance, &form).to_string();
        if chance.one_in(200) {
            values.pop();
        }
        let context = match chance.below(20) {
            0 => String::new(),
            1 => r#"{"now": "yesterday", "today": "2026-13-01"}"#.to_owned(),
            2 => r#"{"clock": 1}"#.to_owned(),
            _ => generate::context(chance, &form).to_string(),
        };
        let answer = answer(doors::validate(&text, &values, &context));
        object(&[
            ("values", values.into()),
            ("answer", answer),
            ("initial", self::answer(doors::initial(&text, &context))),
            ("context", context.into()),
        ])
    });
    let cases: Vec<Json> = cases.collect();
    let problems = answer(doors::check_form(&text));
    object(&[("form", text.as_str().into()), ("problems", problems), ("cases", cases.into())])
}

/// An answer is a text; a text that could not be read is `{"error"}`.
fn answer(answer: Result<String, String>) -> Json {
    match answer {
        Ok(text) => text.into(),
        Err(message) => object(&[("error", message.into())]),
    }
}
