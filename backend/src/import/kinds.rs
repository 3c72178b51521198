//! Event types of an import: those that are there, and those to be made.

use std::collections::HashMap;

use forms::{Form, FormProblem, Json};
use records::{
    AppError, Text,
    event_types::{Kind, Links, NewEventType},
};

use super::{
    ImportError, MapError,
    identity::Identity,
    map::{FieldDefinition, Map},
    survey::Survey,
};
use crate::{Backend, Ctx, events::types, folding::fold};

/// Colours of types for which the map names none, in turn.
const COLORS: [&str; 10] = [
    "#2f6fb3", "#2a8c82", "#7a4fb5", "#a8568c", "#b0711f", "#3f8f4d", "#b5473c", "#5b6fae", "#8a7a1f",
    "#7b8087",
];

/// An event type that rows are registered in.
pub(super) struct TypeOfRows {
    pub(super) key: String,
    /// Numbers are given out, so the order of rows matters.
    pub(super) numbered: bool,
    /// To be made, where it is not there yet.
    pub(super) new: Option<NewEventType>,
    /// For a run that writes nothing.
    pub(super) form: Form,
}

/// Finds or describes the type of every value; writes nothing.
pub(super) async fn plan(
    backend: &Backend,
    ctx: &Ctx,
    map: &Map,
    survey: &Survey,
    ids: Identity,
) -> Result<HashMap<String, TypeOfRows>, ImportError> {
    let mut planned: HashMap<String, TypeOfRows> = HashMap::new();
    for (index, value) in survey.types.iter().enumerate() {
        let definition = map.definition(value);
        let existing = definition.and_then(|definition| definition.existing.as_deref());
        let id = ids.event_type(value);
        let found = match existing {
            Some(key) => Some(get(backend, ctx, key).await?.ok_or_else(|| {
                MapError(format!("the event type {key}, which {value:?} stands for, is not there"))
            })?),
            None => get(backend, ctx, &id.to_string()).await?,
        };
        let one = match found {
            Some(found) => TypeOfRows {
                numbered: found.rules.numbering.is_some(),
                form: compile(&found.form)?,
                key: found.key,
                new: None,
            },
            None => {
                let given = definition.and_then(|definition| definition.key.clone());
                let taken = |key: &str| planned.values().any(|other| other.key == key);
                let key = given.unwrap_or_else(|| free_key(value, &taken));
                if get(backend, ctx, &key).await?.is_some() || taken(&key) {
                    let advice = "give it another key in [[types]], or name it as existing";
                    return Err(MapError(format!(
                        "an event type {key} is there already; for {value:?} {advice}"
                    ))
                    .into());
                }
                let new = new_type(map, survey, value, key.clone(), COLORS[index % COLORS.len()]);
                let new = NewEventType { id: Some(id), ..new };
                let form = compile(&new.form)?;
                types::judge_new(new.clone()).map_err(|error| {
                    MapError(format!("the event type of {value:?} cannot be made: {error}"))
                })?;
                TypeOfRows { numbered: new.numbering.is_some(), form, key, new: Some(new) }
            }
        };
        planned.insert(value.clone(), one);
    }
    Ok(planned)
}

async fn get(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
) -> Result<Option<records::event_types::EventType>, ImportError> {
    match types::get(backend, ctx, key).await {
        Ok(found) => Ok(Some(found)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn compile(form: &Json) -> Result<Form, ImportError> {
    let form = if form.is_null() { &Form::empty().to_json() } else { form };
    Form::from_json(form).map_err(|problems| {
        let show = |one: &FormProblem| format!("{} at {}", one.code, one.at);
        let problems: Vec<String> = problems.iter().map(show).collect();
        MapError(format!("the form that [[fields]] describe is wrong: {}", problems.join("; "))).into()
    })
}

fn new_type(map: &Map, survey: &Survey, value: &str, key: String, color: &str) -> NewEventType {
    let definition = map.definition(value);
    let fields: Vec<Json> = map
        .fields
        .iter()
        .filter(|field| field.belongs_to(value))
        .map(|field| node(field, survey.options.get(&field.key)))
        .collect();
    let simplified = fields.is_empty();
    let form = Json::Object(vec![("nodes".into(), Json::Array(fields))]);
    NewEventType {
        id: None,
        key,
        kind: if simplified { Kind::Simplified } else { Kind::Form },
        name: definition.and_then(|one| one.name.clone()).unwrap_or_else(|| Text::new(value, value)),
        color: Some(definition.and_then(|one| one.color.clone()).unwrap_or_else(|| color.into())),
        task_color: None,
        form: if simplified { Json::Null } else { form },
        numbering: definition.and_then(|one| one.numbering.clone()),
        links: Links::default(),
        settlements: Vec::new(),
        default_note: String::new(),
        show_details: true,
        label_list: None,
        backdating: None,
        on_behalf: true,
    }
}

/// A field in the form schema. A choice without a single value in the file stays a text.
fn node(field: &FieldDefinition, options: Option<&Vec<String>>) -> Json {
    let options = options.filter(|options| !options.is_empty());
    let kind = if field.is_choice() && options.is_none() { "text" } else { field.r#type.as_str() };
    let mut node = Json::Object(vec![
        ("node".into(), "field".into()),
        ("key".into(), field.key.as_str().into()),
        ("type".into(), kind.into()),
        ("label".into(), text(&field.label)),
    ]);
    if field.required {
        node.set("required", true);
    }
    for (name, given) in [("currency", &field.currency), ("unit", &field.unit)] {
        if let Some(given) = given {
            node.set(name, given.as_str());
        }
    }
    if let Some(options) = options {
        let options = options.iter().map(|option| {
            let label = field.options.get(option).cloned().unwrap_or_else(|| option_label(field, option));
            Json::Object(vec![("key".into(), option.as_str().into()), ("label".into(), text(&label))])
        });
        node.set("options", Json::Array(options.collect()));
    }
    node
}

fn option_label(field: &FieldDefinition, option: &str) -> Text {
    match &field.option_label {
        None => Text::new(option, option),
        Some(label) => {
            let filled =
                label.0.iter().map(|(language, text)| (language.clone(), text.replace("{value}", option)));
            Text(filled.collect())
        }
    }
}

fn text(text: &Text) -> Json {
    Json::Object(text.0.iter().map(|(language, text)| (language.clone(), text.as_str().into())).collect())
}

/// A key made of the value's letters.
fn free_key(value: &str, taken: &impl Fn(&str) -> bool) -> String {
    let letters: String = fold(value)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .take(50)
        .collect();
    let letters = letters.trim_matches('_');
    let begins = letters.starts_with(|first: char| first.is_ascii_lowercase());
    let key = if begins { letters.to_owned() } else { format!("type_{letters}") };
    let key = key.trim_end_matches('_').to_owned();
    let numbered = (2..).map(|number| format!("{key}_{number}"));
    let mut candidates = std::iter::once(key.clone()).chain(numbered);
    candidates.find(|key| !taken(key)).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_values() {
        let check = |value: &str, expected: &str| {
            assert_eq!(free_key(value, &|key: &str| key == "taken"), expected);
            assert!(types::is_key(expected));
        };
        check("Take in charge ticket", "take_in_charge_ticket");
        check("Żółw", "zolw");
        check("24 h", "type_24_h");
        check("...", "type");
        check("Taken", "taken_2");
    }
}
