//! What is wrong with a form's text, in sentences and by place.

use std::{ops::Range, sync::Arc};

use forms::{Form, FormProblem, Json, JsonError, JsonReason};

use crate::i18n::{Language, fill};

/// What a text is good for.
#[derive(Clone)]
pub(super) enum Judged {
    Sound(Arc<Form>),
    Faulty(Vec<Fault>),
}

/// Something wrong, and where it stands.
#[derive(Clone, PartialEq)]
pub(super) struct Fault {
    /// Bytes of the text.
    pub(super) place: Range<usize>,
    what: What,
}

#[derive(Clone, PartialEq)]
enum What {
    Json(JsonReason),
    Form(FormProblem),
}

/// Judges a text; an empty one is a form without fields.
pub(super) fn judge(text: &str) -> Judged {
    if text.trim().is_empty() {
        return Judged::Sound(Arc::new(Form::empty()));
    }
    let read = Json::parse(text).map_err(|JsonError { offset, reason, .. }| {
        let next = text[offset..].chars().next().map_or(0, char::len_utf8);
        vec![Fault { place: offset..offset + next, what: What::Json(reason) }]
    });
    let form = read.and_then(|json| Form::from_json(&json).map_err(|problems| placed(text, problems)));
    match form {
        Ok(form) => Judged::Sound(Arc::new(form)),
        Err(faults) => Judged::Faulty(faults),
    }
}

/// Problems of a form with their places in its text.
pub(super) fn placed(text: &str, problems: Vec<FormProblem>) -> Vec<Fault> {
    let one = |problem: FormProblem| {
        let place = Json::place(text, &problem.at).unwrap_or(0..0);
        Fault { place, what: What::Form(problem) }
    };
    problems.into_iter().map(one).collect()
}

impl Fault {
    /// Where it is in the form: a JSON pointer, or nothing.
    pub(super) fn pointer(&self) -> &str {
        match &self.what {
            What::Form(problem) => &problem.at,
            What::Json(_) => "",
        }
    }

    /// Line and column, from 1.
    pub(super) fn line_and_column(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.place.start).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    /// As a sentence; what an expression's reader says comes behind it, in English.
    pub(super) fn said(&self, language: Language) -> String {
        let texts = language.type_texts();
        let problem = match &self.what {
            What::Json(reason) => {
                return match reason {
                    JsonReason::Expected(_) => texts.json_expected.to_owned(),
                    JsonReason::Number => texts.json_number.to_owned(),
                    JsonReason::Escape => texts.json_escape.to_owned(),
                    JsonReason::ControlCharacter => texts.json_control.to_owned(),
                    JsonReason::End => texts.json_end.to_owned(),
                    JsonReason::DuplicateKey(key) => fill(texts.json_duplicate, key),
                    JsonReason::Depth => texts.json_depth.to_owned(),
                };
            }
            What::Form(problem) => problem,
        };
        let sentence = match &*problem.code {
            "schema" => texts.fault_schema,
            "key" => texts.fault_key,
            "duplicate_key" => texts.fault_duplicate_key,
            "duplicate_id" => texts.fault_duplicate_id,
            "options" => texts.fault_options,
            "range" => texts.fault_range,
            "pattern" => texts.fault_pattern,
            "syntax" => texts.fault_syntax,
            "unknown_name" => texts.fault_unknown_name,
            "type" => texts.fault_type,
            "cycle" => texts.fault_cycle,
            "nesting" => texts.fault_nesting,
            "limit" => texts.fault_limit,
            "type_changed" => texts.fault_type_changed,
            other => other,
        };
        match problem.params.get("message").and_then(Json::as_str) {
            Some(message) => format!("{sentence} ({message})"),
            None => sentence.to_owned(),
        }
    }
}
