//! Form.io forms: a tree of components as JSON (<https://form.io>), with the components that Norway's NAV adds.
//!
//! Two passes, as for an XLSForm: the first makes a node of every component and notes at which path its value stands,
//! the second says what conditions, validations and calculations say.

mod attributes;
mod components;
mod composite;
mod condition;
mod countries;
mod dates;
mod javascript;
mod json_logic;
mod kinds;
mod logic;
mod options;
mod paths;
mod words;

use forms::Json;

use super::{
    draft::{Draft, Id},
    report::Report,
    told::NoForm,
};
use components::Walk;
use paths::Paths;
use words::Words;

/// Components inside one another; the reader of JSON allows so many levels in all.
const DEPTH: usize = 40;
/// Components of a form.
const COMPONENTS: usize = 10_000;

/// A component whose logic is still to be said.
struct Entry<'a> {
    component: &'a Json,
    /// Its JSON pointer.
    place: String,
    id: Id,
    /// The path of what holds its value.
    scope: String,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Field,
    Rows,
    /// Sections and texts.
    Layout,
}

pub(super) fn form(json: &Json, report: &mut Report) -> Result<Draft, NoForm> {
    let (form, place) = match json.get("components") {
        Some(_) => (json, ""),
        None => (json.get("form").unwrap_or(json), "/form"),
    };
    let components = form.get("components").and_then(Json::as_array).unwrap_or_default();
    let is_component = |item: &Json| item.get("type").is_some_and(|kind| kind.as_str().is_some());
    if !components.iter().all(is_component) {
        return Err(NoForm::NotFormio);
    }
    let words = Words::of(form);
    let mut draft = Draft::default();
    let mut walk = Walk {
        draft: &mut draft,
        paths: Paths::default(),
        report,
        words: &words,
        entries: Vec::new(),
        count: 0,
    };
    walk.all(components, &format!("{place}/components"), None, "", 0);
    if walk.count > COMPONENTS {
        return Err(NoForm::ManyComponents);
    }
    let (entries, paths) = (walk.entries, walk.paths);
    logic::translate(&entries, &paths, &words, &mut draft, report);
    Ok(draft)
}

/// A member that is a text with something in it.
fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// A member of `validate`.
fn validation<'a>(component: &'a Json, name: &str) -> Option<&'a Json> {
    component.get("validate").and_then(|validate| validate.get(name)).filter(|value| !is_unset(value))
}

/// What the builder of forms writes for settings that nobody made.
fn is_unset(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn is_true(component: &Json, name: &str) -> bool {
    component.get(name).and_then(Json::as_bool).unwrap_or(false)
}

/// A number that may be written as text; in its digits.
fn digits(value: &Json) -> Option<rust_decimal::Decimal> {
    value.as_number().or(value.as_str()).and_then(|digits| digits.trim().parse().ok())
}
