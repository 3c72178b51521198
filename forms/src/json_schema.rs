//! A published form as JSON Schema (draft 2020-12), for programs in other languages.
//!
//! Every normalised value that we accept passes it, and what breaks a constraint that it states is refused by us.
//! So it says nothing where we do not judge: fields with a condition, which may be hidden, and computed fields.

use crate::form::{Field, FieldType, Form, Node};
use crate::{Json, Label};

/// White space that is trimmed, in the dialect of ECMA-262.
const SPACE: &str = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

/// The JSON Schema of an object of values.
pub fn json_schema(form: &Form) -> Json {
    let mut schema = object(vec![("$schema", "https://json-schema.org/draft/2020-12/schema".into())]);
    members(form, form.nodes(), &mut schema);
    schema
}

/// Properties and required fields of one scope.
fn members(form: &Form, nodes: &[Node], schema: &mut Json) {
    let mut properties = Json::object();
    let mut required = Vec::new();
    collect(form, nodes, true, &mut properties, &mut required);
    schema.set("type", "object");
    schema.set("properties", properties);
    if !required.is_empty() {
        schema.set("required", required);
    }
    schema.set("additionalProperties", false);
}

fn collect(form: &Form, nodes: &[Node], always: bool, properties: &mut Json, required: &mut Vec<Json>) {
    for node in nodes {
        match *node {
            Node::Field(at) => {
                let field = form.field(at);
                let shown = always && field.visible_if.is_none() && !field.is_computed();
                let mut schema = titled(&field.label);
                if shown {
                    let value = value(field);
                    if field.required {
                        required.push(field.key.as_str().into());
                        append(&mut schema, value);
                    } else {
                        schema.set("anyOf", vec![empty(), value]);
                    }
                }
                properties.set(&field.key, schema);
            }
            Node::Table(at) => {
                let table = form.table(at);
                let mut schema = titled(&table.label);
                if always && table.visible_if.is_none() {
                    let mut row = Json::object();
                    members(form, &table.nodes, &mut row);
                    let least = table.min_items.filter(|least| *least > 0);
                    let most = table.max_items.unwrap_or(500);
                    let mut rows = object(vec![("type", "array".into()), ("items", row)]);
                    rows.set("maxItems", u64::from(most));
                    match least {
                        Some(least) => {
                            rows.set("minItems", u64::from(least));
                            required.push(table.key.as_str().into());
                            append(&mut schema, rows);
                        }
                        None => schema.set("anyOf", vec![empty(), rows]),
                    }
                }
                properties.set(&table.key, schema);
            }
            Node::Section(at) => {
                let section = form.section(at);
                collect(form, &section.nodes, always && section.visible_if.is_none(), properties, required);
            }
            Node::Text(_) => {}
        }
    }
}

/// What a value that is not empty has to be. Lengths count the trimmed text, so they stand in a pattern.
fn value(field: &Field) -> Json {
    let limits = &field.constraints;
    let spaced = |inner: &str| {
        object(vec![("type", "string".into()), ("pattern", format!("^{SPACE}*(?:{inner}){SPACE}*$").into())])
    };
    let number = |least: Option<&Json>, most: Option<&Json>| {
        let mut schema = object(vec![("type", "integer".into())]);
        for (name, bound) in [("minimum", least), ("maximum", most)] {
            if let Some(bound) = bound {
                schema.set(name, bound.clone());
            }
        }
        schema
    };
    use FieldType::*;
    match field.kind {
        Integer | Duration | Rating => number(limits.min.as_ref(), limits.max.as_ref()),
        Decimal | Money => {
            let places = match limits.scale {
                Some(0) => String::new(),
                Some(scale) => format!("(?:\\.[0-9]{{1,{scale}}})?"),
                None => "(?:\\.[0-9]{1,28})?".to_owned(),
            };
            object(vec![(
                "anyOf",
                vec![object(vec![("type", "number".into())]), spaced(&format!("-?[0-9]+{places}"))].into(),
            )])
        }
        Boolean => object(vec![("type", "boolean".into())]),
        Date => spaced("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        Time => spaced("[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"),
        DateTime => spaced(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})",
        ),
        Choice => spaced(&options(field)),
        Choices => list(field, spaced(&options(field))),
        File | Photo | Signature => list(field, text()),
        Location => {
            let angle = |bound: u64| {
                let bound = bound as i64;
                object(vec![
                    ("type", "number".into()),
                    ("minimum", (-bound).into()),
                    ("maximum", bound.into()),
                ])
            };
            let accuracy = object(vec![("type", vec!["number".into(), "null".into()].into())]);
            object(vec![
                ("type", "object".into()),
                ("properties", object(vec![("lat", angle(90)), ("lon", angle(180)), ("accuracy", accuracy)])),
                ("required", vec!["lat".into(), "lon".into()].into()),
                ("additionalProperties", false.into()),
            ])
        }
        _ => {
            let mut schema = text();
            if let Some(least) = limits.min_length.filter(|least| *least > 0) {
                // Trimming only shortens.
                schema.set("minLength", u64::from(least));
            }
            schema
        }
    }
}

/// Text that is not only white space.
fn text() -> Json {
    let any = SPACE.replacen('[', "[^", 1);
    object(vec![("type", "string".into()), ("pattern", any.into())])
}

fn list(field: &Field, items: Json) -> Json {
    let mut schema = object(vec![("type", "array".into()), ("items", items)]);
    schema.set("minItems", u64::from(field.constraints.min_items.unwrap_or(0).max(1)));
    if let Some(most) = field.constraints.max_items {
        schema.set("maxItems", u64::from(most));
    }
    schema
}

/// All option keys, for a pattern.
fn options(field: &Field) -> String {
    let mut all = String::new();
    for option in &field.constraints.options {
        if !all.is_empty() {
            all.push('|');
        }
        for sign in option.key.chars() {
            if "\\^$.|?*+()[]{}".contains(sign) {
                all.push('\\');
            }
            all.push(sign);
        }
    }
    all
}

/// What counts as nothing at all.
fn empty() -> Json {
    let blank = object(vec![("type", "string".into()), ("pattern", format!("^{SPACE}*$").into())]);
    let none = object(vec![("type", "array".into()), ("maxItems", 0u64.into())]);
    object(vec![("anyOf", vec![object(vec![("type", "null".into())]), blank, none].into())])
}

fn titled(label: &Label) -> Json {
    let title = label.in_language("en");
    if title.is_empty() { Json::object() } else { object(vec![("title", title.into())]) }
}

fn append(schema: &mut Json, more: Json) {
    if let (Json::Object(members), Json::Object(more)) = (schema, more) {
        members.extend(more);
    }
}

fn object(members: Vec<(&str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
