//! The canonical order of a form's attributes, so that equal forms are equal texts.

use crate::Json;
use crate::sorting::sorted;

const FORM: &[&str] = &["nodes", "rules"];
const NODE: &[&str] = &[
    "node",
    "id",
    "key",
    "type",
    "label",
    "title",
    "text",
    "help",
    "placeholder",
    "columns",
    "width",
    "required",
    "required_if",
    "visible_if",
    "read_only_if",
    "default",
    "default_expr",
    "expr",
    "result",
    "min",
    "max",
    "scale",
    "currency",
    "unit",
    "min_length",
    "max_length",
    "pattern",
    "options",
    "min_items",
    "max_items",
    "accept",
    "max_bytes",
    "profile",
    "nodes",
];
const OPTION: &[&str] = &["key", "label", "color"];
const RULE: &[&str] = &["assert", "message", "at"];

/// Attributes in order, languages by name, absent and `null` alike left out. Values stay as written.
pub(super) fn form(json: &Json) -> Json {
    ordered(json, FORM, |name, value| match name {
        "nodes" => each(value, node),
        _ => each(value, |rule| ordered(rule, RULE, part)),
    })
}

fn node(json: &Json) -> Json {
    ordered(json, NODE, |name, value| match name {
        "nodes" => each(value, node),
        "options" => each(value, |option| ordered(option, OPTION, part)),
        _ => part(name, value),
    })
}

fn part(name: &str, value: &Json) -> Json {
    match (name, value) {
        ("label" | "title" | "text" | "help" | "placeholder" | "message", Json::Object(texts)) => {
            let keys = texts.iter().enumerate().map(|(at, (key, _))| (key.as_str(), at)).collect();
            Json::Object(sorted(keys).into_iter().map(|(_, at)| texts[at].clone()).collect())
        }
        _ => value.clone(),
    }
}

fn each(json: &Json, change: impl Fn(&Json) -> Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(change).collect()),
        other => other.clone(),
    }
}

fn ordered(json: &Json, names: &[&str], change: impl Fn(&str, &Json) -> Json) -> Json {
    let member = |name: &&str| {
        let value = json.get(name).filter(|value| !value.is_null())?;
        Some(((*name).to_owned(), change(name, value)))
    };
    Json::Object(names.iter().filter_map(member).collect())
}
