//! The engine with JSON text in and JSON text out, for callers that are not written in Rust. Every such door is one
//! of these functions, so that all of them answer with the same bytes.

use crate::{Context, Form, FormProblem, Json, Outcome};
use serde::{Deserialize, Serialize};

/// Judges values: `{"values", "problems"}`, or `{"form_problems"}` if the form itself is wrong. An empty context is
/// written `""`, `null` or `{}`. Fails only on texts that are not JSON, or no context.
pub fn validate(form: &str, values: &str, context: &str) -> Result<String, String> {
    let (form, values, context) = (form_of(form)?, document("values", values)?, context_of(context)?);
    written(&match form.and_then(|form| Form::from_json(&form)) {
        Ok(form) => Answer::Judged(crate::validate(&form, &values, &context)),
        Err(form_problems) => Answer::Refused { form_problems },
    })
}

/// What is wrong with a form: a list of form problems, empty if there are none. A text that is not JSON fails.
pub fn check_form(form: &str) -> Result<String, String> {
    written(&form_of(form)?.map_or_else(|problems| problems, |form| crate::check_form(&form)))
}

/// The defaults of a new form, an object by key, or `{"form_problems"}`.
pub fn initial(form: &str, context: &str) -> Result<String, String> {
    let (form, context) = (form_of(form)?, context_of(context)?);
    written(&match form.and_then(|form| Form::from_json(&form)) {
        Ok(form) => Answer::Values(crate::initial(&form, &context)),
        Err(form_problems) => Answer::Refused { form_problems },
    })
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Judged(Outcome),
    Values(Json),
    Refused { form_problems: Vec<FormProblem> },
}

/// The form as JSON, or what is wrong with one that is nested too deep. A text that is not JSON fails.
fn form_of(text: &str) -> Result<Result<Json, Vec<FormProblem>>, String> {
    match Json::parse(text) {
        Ok(form) => Ok(Ok(form)),
        Err(error) => match error.form_problem() {
            Some(problem) => Ok(Err(vec![problem])),
            None => Err(format!("the form is not JSON: {error}")),
        },
    }
}

fn document(what: &str, text: &str) -> Result<Json, String> {
    Json::parse(text).map_err(|error| format!("the {what} is not JSON: {error}"))
}

fn context_of(text: &str) -> Result<Context, String> {
    if text.trim().is_empty() {
        return Ok(Context::default());
    }
    // Through our own reader first: it names a key that stands twice, and bounds the depth.
    let context = document("context", text)?;
    if context.is_null() {
        return Ok(Context::default());
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    Context::deserialize(&mut reader).map_err(|error| format!("this is no context: {error}"))
}

fn written(answer: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|error| format!("the answer could not be written: {error}"))
}
