//! The values of a registered event, with the labels of the form they were entered in.

use forms::{Field, FieldType, Form, Json, ResultType, Table};
use leptos::{prelude::*, task::spawn_local};

use records::{Timestamp, Uuid};

use super::{
    attached::{Attached, attached},
    reference::read_name,
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    i18n::{I18n, spaced_decimal, typed::hours},
    route::Page,
    time,
};

/// Label and value of each field; without the form, the keys.
#[component]
pub(crate) fn ReadValues(values: Json, form: Option<Form>) -> impl IntoView {
    let i18n = I18n::get();
    let entry = |(key, value): &(String, Json)| {
        let table = form.as_ref().and_then(|form| form.tables().iter().find(|table| table.key == *key));
        let find =
            |form: &Form| form.fields().find(|field| field.key == *key && field.table.is_none()).cloned();
        let field = form.as_ref().and_then(find);
        let label = table
            .map(|table| table.label.clone())
            .or_else(|| field.as_ref().map(|field| field.label.clone()));
        let key = key.clone();
        let name = move || {
            let own = label.as_ref().map(|label| label.in_language(i18n.language().code()));
            own.filter(|label| !label.is_empty()).unwrap_or(&key).to_owned()
        };
        let content = match (form.as_ref(), table) {
            (Some(form), Some(table)) => rows(form, table, value),
            _ => shown(value.clone(), field, i18n),
        };
        let class = if table.is_some() { "whole" } else { "" };
        view! { <div class=class><dt>{name}</dt><dd class="long">{content}</dd></div> }
    };
    let entries = values.as_object().unwrap_or_default().iter().map(entry).collect_view();
    view! { <dl class="facts values">{entries}</dl> }
}

/// A value with what leads further: links to records, files, places on the map.
fn shown(value: Json, field: Option<Field>, i18n: I18n) -> AnyView {
    let kind = field.as_ref().map(|field| field.kind);
    match (&value, kind) {
        (Json::Array(ids), Some(kind)) if kind.is_file() => {
            let file = |id: &Json| {
                let file = attached(id.as_str().unwrap_or_default());
                view! { <li class="file"><Attached file /></li> }
            };
            view! { <ul class="files">{ids.iter().map(file).collect_view()}</ul> }.into_any()
        }
        (Json::String(id), Some(kind @ (FieldType::Company | FieldType::Contact))) => named(kind, id),
        (Json::String(address), Some(FieldType::Url)) => {
            view! { <a href=address.clone() target="_blank" rel="noopener noreferrer">{address.clone()}</a> }
                .into_any()
        }
        (Json::String(address), Some(FieldType::Email)) => {
            view! { <a href=format!("mailto:{address}")>{address.clone()}</a> }.into_any()
        }
        (Json::String(number), Some(FieldType::Phone)) => {
            view! { <a href=format!("tel:{number}")>{number.clone()}</a> }.into_any()
        }
        (Json::Object(_), Some(FieldType::Location)) => {
            let degrees =
                |name: &str| value.get(name).and_then(Json::as_number).unwrap_or_default().to_owned();
            let href = format!("geo:{},{}", degrees("lat"), degrees("lon"));
            let text = move || written(&value, field.as_ref(), i18n);
            view! { <a href=href>{text}</a> }.into_any()
        }
        _ => view! { {move || written(&value, field.as_ref(), i18n)} }.into_any(),
    }
}

/// A company or contact by its name, leading to the company.
fn named(kind: FieldType, id: &str) -> AnyView {
    let name = RwSignal::new(id.to_owned());
    let known = Uuid::parse_str(id).ok();
    if let Some(id) = known {
        spawn_local(async move {
            if let Some(found) = read_name(kind, id).await {
                name.try_set(found);
            }
        });
    }
    match known.filter(|_| kind == FieldType::Company) {
        Some(id) => view! { <a href=Page::Company(id).path()>{name}</a> }.into_any(),
        None => view! { {name} }.into_any(),
    }
}

/// The rows of a table, under the names of its fields.
fn rows(form: &Form, table: &Table, value: &Json) -> AnyView {
    let i18n = I18n::get();
    let fields: Vec<Field> =
        form.fields().filter(|field| field.table.as_ref() == Some(&table.id)).cloned().collect();
    let head = |field: &Field| {
        let label = field.label.clone();
        view! { <th scope="col">{move || label.in_language(i18n.language().code()).to_owned()}</th> }
    };
    let heads = fields.iter().map(head).collect_view();
    let row = |row: &Json| {
        let cell = |field: &Field| {
            let number = field.kind.is_decimal() || field.kind.is_whole();
            let content = row.get(&field.key).map(|value| shown(value.clone(), Some(field.clone()), i18n));
            view! { <td class:cell-number=number>{content}</td> }
        };
        view! { <tr>{fields.iter().map(cell).collect_view()}</tr> }
    };
    let lines = value.as_array().unwrap_or_default().iter().map(row).collect_view();
    let label = table.label.clone();
    view! {
        <div
            class="table-frame"
            role="region"
            tabindex="0"
            aria-label=move || label.in_language(i18n.language().code()).to_owned()
        >
            <table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>
        </div>
    }
    .into_any()
}

/// A value as people read it.
pub(crate) fn written(value: &Json, field: Option<&Field>, i18n: I18n) -> String {
    let language = i18n.language();
    let kind = field.map(|field| field.kind);
    let limits = field.map(|field| &field.constraints);
    let with_unit = |text: String| match field.and_then(Field::unit) {
        Some(unit) => format!("{text} {unit}"),
        None => text,
    };
    let option = |key: &str| {
        let option = field.and_then(|field| field.option(key));
        option.map_or(key, |option| option.label.in_language(language.code())).to_owned()
    };
    match (value, kind) {
        (Json::Bool(true), _) => language.texts().yes.to_owned(),
        (Json::Bool(false), _) => language.texts().no.to_owned(),
        (Json::String(key), Some(FieldType::Choice)) => option(key),
        (Json::Array(keys), Some(FieldType::Choices)) => {
            let names = keys.iter().map(|key| option(key.as_str().unwrap_or_default()));
            names.collect::<Vec<_>>().join(", ")
        }
        (Json::String(id), Some(FieldType::User)) => {
            use_context::<Catalogue>().and_then(|people| people.person_name(id)).unwrap_or_else(|| id.clone())
        }
        (Json::String(text), Some(FieldType::DateTime)) => match Timestamp::parse(text) {
            Some(at) => {
                let whole_minute = at.0 % 60_000_000 == 0;
                let write = if whole_minute { time::written } else { time::written_exactly };
                write(at, language, &Session::get().time_zone())
            }
            None => text.clone(),
        },
        (Json::String(text), Some(FieldType::Date)) => time::written_date(text, language),
        (Json::Number(minutes), Some(FieldType::Duration)) => hours(minutes),
        // A year stays in one piece.
        (Json::Number(text), Some(FieldType::Integer)) if text.len() > 4 => {
            with_unit(spaced_decimal(text, language))
        }
        (Json::Number(stars), Some(FieldType::Rating)) => {
            let most = limits.and_then(|limits| limits.max.as_ref()).and_then(Json::as_number);
            format!("{stars} / {}", most.unwrap_or("5"))
        }
        (Json::String(text), Some(FieldType::Decimal | FieldType::Money)) => {
            with_unit(spaced_decimal(text, language))
        }
        (Json::String(text), Some(FieldType::Computed)) => {
            let is_number = limits.and_then(|limits| limits.result) == Some(ResultType::Decimal);
            with_unit(if is_number { spaced_decimal(text, language) } else { text.clone() })
        }
        (Json::Object(_), Some(FieldType::Location)) => {
            let part = |name: &str| value.get(name).and_then(Json::as_number).map(|text| text.to_owned());
            let point = if language.code() == "pl" { "," } else { "." };
            let degrees = |name: &str| part(name).unwrap_or_default().replace('.', point);
            let accuracy = part("accuracy").map(|metres| format!(" ±{} m", metres.replace('.', point)));
            format!("{}; {}{}", degrees("lat"), degrees("lon"), accuracy.unwrap_or_default())
        }
        (Json::Array(files), Some(kind)) if kind.is_file() => {
            language.texts().outbox_files.of(files.len() as u64, language)
        }
        (Json::Array(items), None) if items.iter().all(|item| item.as_object().is_some()) => {
            items.len().to_string()
        }
        (Json::Array(items), _) => {
            items.iter().map(|item| written(item, None, i18n)).collect::<Vec<_>>().join(", ")
        }
        (Json::String(text) | Json::Number(text), _) => with_unit(text.clone()),
        (other, _) => other.to_string(),
    }
}
