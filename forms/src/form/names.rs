//! Keys, ids, types and defaults: what makes a field this one and no other.

use super::attributes::Attributes;
use super::checks::{self, is_empty};
use super::read::Reader;
use super::{Constraints, FieldType, Node, Place};
use crate::Json;

impl Reader {
    /// The key, entered into its scope.
    pub(super) fn key(&mut self, of: &mut Attributes<'_>, place: Place, node: Node) -> String {
        let Some(key) = of.text("key") else {
            if of.get("key").is_none() {
                of.missing("key");
            }
            return String::new();
        };
        let scope = match place.table {
            Some(table) => &mut self.form.tables[table].scope,
            None => &mut self.form.scope,
        };
        if !is_key(key) {
            of.problem("key", "key");
        } else if !scope.add(key, node) {
            of.problem("key", "duplicate_key");
        }
        key.to_owned()
    }

    /// The id as written, or nothing.
    pub(super) fn id(&mut self, of: &mut Attributes<'_>, place: Place) -> String {
        let id = of.text("id").unwrap_or_default();
        if of.get("id").is_some() && !is_id(id) {
            of.problem("id", "schema");
        } else if !id.is_empty() && !self.ids.insert((place.table, id.to_owned())) {
            of.problem("id", "duplicate_id");
        }
        id.to_owned()
    }

    pub(super) fn layout_id(&mut self, of: &mut Attributes<'_>) -> Option<String> {
        let id = of.text("id")?;
        if !is_id(id) {
            of.problem("id", "schema");
        } else if !self.layout_ids.insert(id.to_owned()) {
            of.problem("id", "duplicate_id");
        }
        Some(id.to_owned())
    }
}

pub(super) fn kind(of: &mut Attributes<'_>) -> Option<FieldType> {
    let Some(name) = of.text("type") else {
        if of.get("type").is_none() {
            of.missing("type");
        }
        return None;
    };
    let kind = FieldType::from_name(name);
    if kind.is_none() {
        of.problem("type", "schema");
    }
    kind
}

pub(super) fn default(kind: FieldType, constraints: &Constraints, of: &mut Attributes<'_>) -> Option<Json> {
    let json = of.get("default").filter(|json| !is_empty(json))?;
    if kind == FieldType::Computed {
        of.problem("default", "schema");
        return None;
    }
    if checks::read(kind, constraints.pattern.is_some(), json).is_err() {
        of.problem("default", "type");
        return None;
    }
    let normal = checks::normalised(kind, json);
    let known =
        |key: &Json| constraints.options.iter().any(|option| Some(option.key.as_str()) == key.as_str());
    let in_options = match (kind, &normal) {
        (FieldType::Choice, key) => known(key),
        (FieldType::Choices, Json::Array(keys)) => keys.iter().all(known),
        _ => true,
    };
    if !in_options {
        of.problem("default", "options");
    }
    Some(normal)
}

/// `[a-z][a-z0-9_]{0,62}` and no word of the language.
pub(crate) fn is_key(key: &str) -> bool {
    key.len() <= 63
        && key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !["today", "now", "user", "company"].contains(&key)
        && !crate::expression::is_reserved(key)
}

/// Letters, digits, `_` and `-`, up to 64: `table.field` is then one name.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}
