//! What may be chosen.

use std::{collections::HashSet, rc::Rc};

use forms::{Json, Label};

use super::words::Words;
use crate::form_import::piece::Choice;

/// Bytes of an option's key.
const KEY: usize = 256;

/// The options that a component lists itself; none if they come from elsewhere.
pub(super) fn of(component: &Json, words: &Words) -> Rc<[Choice]> {
    let lists = ["/values", "/data/values", "/data/json", "/questions"];
    let mut seen = HashSet::new();
    let items = lists.iter().find_map(|at| {
        let items: Vec<Choice> =
            component.at(at)?.as_array()?.iter().filter_map(|item| option(item, words)).collect();
        (!items.is_empty()).then_some(items)
    });
    items.unwrap_or_default().into_iter().filter(|option| seen.insert(option.key.clone())).collect()
}

pub(super) fn option(item: &Json, words: &Words) -> Option<Choice> {
    let key = match item {
        Json::String(_) | Json::Number(_) => spelled(item),
        item => spelled(item.get("value").or_else(|| item.get("id"))?),
    }?;
    let key = key.trim();
    if key.is_empty() || key.len() > KEY {
        return None;
    }
    let written = item.get("label").or_else(|| item.get("name")).and_then(Json::as_str).unwrap_or(key);
    let label = words.label(written);
    let label = if label.is_empty() { words.label(key) } else { label };
    Some(Choice { key: key.to_owned(), label })
}

/// A value as the text that it is compared by.
pub(super) fn spelled(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(digits) => Some(digits.clone()),
        Json::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Options that every form of some kind has, in Norwegian and English.
pub(super) fn fixed(options: &[(&str, &str, &str)]) -> Rc<[Choice]> {
    options
        .iter()
        .map(|(key, norwegian, english)| Choice {
            key: (*key).to_owned(),
            label: bilingual(norwegian, english),
        })
        .collect()
}

pub(super) fn bilingual(norwegian: &str, english: &str) -> Label {
    let mut label = Label::new("nb", norwegian);
    label.0.insert("en".to_owned(), english.to_owned());
    label
}
