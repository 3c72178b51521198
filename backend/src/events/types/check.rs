//! What is wrong with the configuration of a type.

use forms::{Json, Label};
use records::{
    Problem, Text,
    event_types::{Kind, Rules},
};

use crate::events::{numbering, settlements};

/// Keys are `[a-z][a-z0-9_]{0,62}`.
pub(crate) fn is_key(key: &str) -> bool {
    let mut letters = key.bytes();
    key.len() <= 63
        && letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_')
}

/// A name needs text in at least one language, each of at most 200 characters.
pub(super) fn name(path: &str, name: &Text, problems: &mut Vec<Problem>) {
    if name.0.values().all(|text| text.trim().is_empty()) {
        problems.push(Problem::new(path, "required"));
    }
    texts(path, name, problems);
}

/// Texts by language, each of at most 200 characters.
pub(crate) fn texts(path: &str, texts: &Text, problems: &mut Vec<Problem>) {
    for (language, text) in &texts.0 {
        let at = format!("{path}.{language}");
        if text.contains('\0') {
            problems.push(Problem::new(at, "type"));
        } else if text.chars().count() > 200 {
            problems.push(Problem::new(at, "max_length"));
        }
    }
}

/// `#rrggbb`, written back in lower case.
pub(super) fn color(path: &str, color: &str, problems: &mut Vec<Problem>) -> String {
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        problems.push(Problem::new(path, "format"));
    }
    color.to_ascii_lowercase()
}

/// A type with a note only has nothing to fill in.
pub(super) fn form_of(kind: Kind, form: &Json, problems: &mut Vec<Problem>) {
    let has_nodes = matches!(form.get("nodes"), Some(Json::Array(nodes)) if !nodes.is_empty());
    if kind == Kind::Simplified && has_nodes {
        let mut message = Label::new("en", "A simplified type has a note only.");
        message.0.insert("pl".into(), "Rodzaj uproszczony ma samą notatkę.".into());
        problems.push(Problem::new("form", "rule").with("message", message.to_json()));
    }
}

/// Numbering, settlements and the rest of what a version fixes.
pub(super) fn rules(rules: &Rules, problems: &mut Vec<Problem>) {
    if let Some(numbering) = &rules.numbering {
        numbering::check(numbering, problems);
    }
    settlements::check(&rules.settlements, problems);
}
