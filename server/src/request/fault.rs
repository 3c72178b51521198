//! What serde says about a wrong value, as a problem at its place.

use records::{AppError, FormProblem};
use serde_path_to_error::{Path, Segment};

/// A place in the way forms write it: `settlements[0].quantity`.
pub(super) fn path(path: &Path) -> String {
    let mut out = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => out.push_str(&format!("[{index}]")),
            Segment::Map { key } => step(&mut out, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    out
}

fn step(out: &mut String, key: &str) {
    if !out.is_empty() {
        out.push('.');
    }
    out.push_str(key);
}

/// Makes the problem from the place and serde's sentence, the only thing that tells the kinds apart.
pub(super) fn problem(place: &str, sentence: &str) -> AppError {
    let at = |key: &str| {
        let mut out = place.to_owned();
        // For an unknown attribute the place may name it already.
        if place != key && !place.ends_with(&format!(".{key}")) {
            step(&mut out, key);
        }
        out
    };
    if let Some(key) = quoted(sentence, "unknown field `") {
        AppError::at(&at(key), "unknown_field")
    } else if let Some(key) = quoted(sentence, "missing field `") {
        AppError::at(&at(key), "required")
    } else if let Some(key) = quoted(sentence, "duplicate field `") {
        AppError::Malformed { detail: format!("{} stands twice", at(key)) }
    } else if sentence.contains("stands twice in one object") {
        AppError::at(place, "duplicate")
    } else if sentence.starts_with("nested deeper than") {
        too_deep(place, sentence)
    } else if sentence.starts_with("invalid type: null") {
        AppError::at(place, "required")
    } else if sentence.starts_with("unknown variant") {
        AppError::at(place, "option")
    } else {
        AppError::at(place, "type")
    }
}

/// A form that is nested too deep is a form that is wrong, wherever it is found out.
fn too_deep(place: &str, sentence: &str) -> AppError {
    if place == "form" {
        let form_problems = vec![FormProblem::new("", "limit").with("message", sentence)];
        AppError::InvalidForm { form_problems }
    } else {
        AppError::at(place, "limit")
    }
}

fn quoted<'a>(sentence: &'a str, start: &str) -> Option<&'a str> {
    sentence.strip_prefix(start)?.split('`').next()
}
