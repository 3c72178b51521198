//! Forms of other programs: what becomes of their fields and expressions, and what is refused.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

mod expressions;
mod formio;
mod hostile;
mod ours;
mod polish;
mod real;
mod workbooks;
mod xlsform;

use backend::form_import::{self, Import, ImportError};
use forms::Json;
use records::Language;

/// Reads a file that may be no form.
fn tried(name: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    form_import::read(name, bytes, Language::English)
}

/// Reads a form that is expected to be one.
#[track_caller]
fn read(name: &str, bytes: &[u8]) -> Import {
    tried(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The field or table with that key, wherever it stands.
fn node<'a>(nodes: &'a Json, key: &str) -> Option<&'a Json> {
    nodes.as_array()?.iter().find_map(|here| match here.get("key").and_then(Json::as_str) {
        Some(found) if found == key => Some(here),
        _ => here.get("nodes").and_then(|inside| node(inside, key)),
    })
}

/// An attribute of a field, as text; empty where there is none.
fn attribute(import: &Import, key: &str, name: &str) -> String {
    let nodes = import.imported.form.get("nodes").expect("nodes");
    let here = node(nodes, key).unwrap_or_else(|| panic!("no field {key} in {}", import.imported.form));
    match here.get(name) {
        None => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// What the rules assert, one a line.
fn rules(import: &Import) -> Vec<String> {
    let rules = import.imported.form.get("rules").and_then(Json::as_array).unwrap_or_default();
    rules.iter().map(|rule| rule.get("assert").and_then(Json::as_str).expect("assert").to_owned()).collect()
}

/// `at: what` of everything that was left out.
fn left_out(import: &Import) -> Vec<String> {
    import.imported.report.left_out.iter().map(|one| format!("{}: {}", one.at, one.what)).collect()
}
