//! The values of a registered event, with the labels of the form they were entered in.

use forms::{Field, FieldType, Form, Json};
use leptos::prelude::*;

use records::Timestamp;

use crate::{access::Session, catalogue::Catalogue, i18n::I18n, time};

/// Label and value of each field; without the form, the keys.
#[component]
pub(crate) fn ReadValues(values: Json, form: Option<Form>) -> impl IntoView {
    let i18n = I18n::get();
    let entries = move || {
        let language = i18n.language().code();
        let members = values.as_object().unwrap_or_default();
        let entry = |(key, value): &(String, Json)| {
            let field = form.as_ref().and_then(|form| form.fields().find(|field| field.key == *key));
            let label =
                field.map(|field| field.label.in_language(language)).filter(|label| !label.is_empty());
            let label = label.unwrap_or(key).to_owned();
            let text = written(value, field, i18n);
            view! { <div><dt>{label}</dt><dd class="long">{text}</dd></div> }
        };
        members.iter().map(entry).collect_view()
    };
    view! { <dl class="facts">{entries}</dl> }
}

/// A value as people read it.
pub(crate) fn written(value: &Json, field: Option<&Field>, i18n: I18n) -> String {
    let language = i18n.language();
    let unit = field.and_then(|field| field.constraints.unit.clone());
    let with_unit = |text: String| match &unit {
        Some(unit) => format!("{text} {unit}"),
        None => text,
    };
    match (value, field.map(|field| field.kind)) {
        (Json::Bool(true), _) => language.texts().yes.to_owned(),
        (Json::Bool(false), _) => language.texts().no.to_owned(),
        (Json::String(key), Some(FieldType::Choice)) => {
            let option = field.and_then(|field| field.option(key));
            option.map_or(key.clone(), |option| option.label.in_language(language.code()).to_owned())
        }
        (Json::Array(keys), Some(FieldType::Choices)) => {
            let name = |key: &Json| {
                let key = key.as_str().unwrap_or_default();
                let option = field.and_then(|field| field.option(key));
                option.map_or(key, |option| option.label.in_language(language.code())).to_owned()
            };
            keys.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        (Json::String(id), Some(FieldType::User)) => {
            use_context::<Catalogue>().and_then(|people| people.person_name(id)).unwrap_or_else(|| id.clone())
        }
        (Json::String(text), Some(FieldType::DateTime)) => match Timestamp::parse(text) {
            Some(at) => time::written_exactly(at, language, &Session::get().time_zone()),
            None => text.clone(),
        },
        (Json::String(text), Some(FieldType::Decimal | FieldType::Money | FieldType::Computed)) => {
            let point = if language.code() == "pl" { "," } else { "." };
            with_unit(text.replace('.', point))
        }
        (Json::String(text) | Json::Number(text), _) => with_unit(text.clone()),
        (other, _) => other.to_string(),
    }
}
