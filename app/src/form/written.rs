//! How values are typed, and what typed texts mean.

use forms::{FieldType, Json};
use records::Timestamp;

use crate::{
    i18n::{
        Language, plain_decimal, spaced_decimal,
        typed::{hours, location, minutes, whole},
    },
    time,
};

/// For whom it is written: the firm's time zone and the person's language.
#[derive(Clone)]
pub(crate) struct Writing {
    pub(crate) zone: String,
    pub(crate) language: Language,
}

impl Writing {
    /// A value as it would have been typed: several choices or files one to a line, a moment as on the firm's wall,
    /// minutes as `1:30`, a place as `52.23 21.01 15`, the last being its accuracy in metres.
    pub(crate) fn text(&self, kind: FieldType, value: &Json) -> String {
        match value {
            Json::String(text) if kind == FieldType::DateTime => {
                Timestamp::parse(text).map_or_else(|| text.clone(), |at| time::to_wall(at, &self.zone))
            }
            Json::Number(minutes) if kind == FieldType::Duration => hours(minutes),
            Json::String(text) | Json::Number(text) if kind.is_decimal() => {
                spaced_decimal(text, self.language)
            }
            Json::String(text) | Json::Number(text) => text.clone(),
            Json::Bool(value) => value.to_string(),
            Json::Array(items) => items.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n"),
            Json::Object(_) => {
                let part = |name: &str| value.get(name).and_then(Json::as_number);
                let parts = [part("lat"), part("lon"), part("accuracy")];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            Json::Null => String::new(),
        }
    }

    /// The value of a typed text; `None` for an empty one. What cannot be read stays as it was typed, for the form to
    /// judge. Decimals may have a comma and spaces between thousands.
    pub(crate) fn value(&self, kind: FieldType, text: &str) -> Option<Json> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        Some(match kind {
            FieldType::Boolean => Json::Bool(text == "true"),
            _ if kind.is_list() => Json::Array(text.lines().map(Json::from).collect()),
            FieldType::DateTime => {
                let at = time::from_wall(text, &self.zone).map(|at| time::with_offset(at, &self.zone));
                Json::String(at.unwrap_or_else(|| text.to_owned()))
            }
            FieldType::Duration => minutes(text).unwrap_or_else(|| text.into()),
            FieldType::Location => location(text).unwrap_or_else(|| text.into()),
            _ if kind.is_whole() => {
                plain_decimal(text).and_then(|plain| whole(&plain)).unwrap_or_else(|| text.into())
            }
            _ if kind.is_decimal() => Json::String(plain_decimal(text).unwrap_or_else(|| text.to_owned())),
            _ => text.into(),
        })
    }
}
