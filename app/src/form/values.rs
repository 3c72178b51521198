//! What is typed into a form's fields, and the values it makes.

use std::collections::BTreeMap;

use forms::{Field, FieldType, Form, Json};
use leptos::prelude::*;

use records::Timestamp;

use crate::{
    i18n::{I18n, Language, plain_decimal, spaced_decimal},
    time,
};

/// The typed text of each field by key: several choices stand one to a line, a moment as on the firm's wall. Fields of
/// another type's form are kept, in case one returns to it.
#[derive(Clone, Copy)]
pub(crate) struct Entered {
    texts: RwSignal<BTreeMap<String, ArcRwSignal<String>>>,
    /// What each began with.
    begun: StoredValue<BTreeMap<String, String>>,
    /// The firm's time zone.
    zone: StoredValue<String>,
    language: Language,
}

impl Entered {
    /// Nothing yet. To be called in a component's body: numbers are written as its reader writes them.
    pub(crate) fn new(zone: String) -> Self {
        let language = untrack(|| I18n::get().language());
        let begun = StoredValue::new(BTreeMap::new());
        Self { texts: RwSignal::new(BTreeMap::new()), begun, zone: StoredValue::new(zone), language }
    }

    /// Fields that have no text yet get the one of these values, mostly the form's defaults.
    pub(crate) fn begin(self, form: &Form, values: &Json) {
        for field in Self::all(form) {
            if !self.texts.with_untracked(|texts| texts.contains_key(&field.key)) {
                let text = values.get(&field.key).map(|value| self.written(field.kind, value));
                let text = text.unwrap_or_default();
                self.begun.update_value(|begun| drop(begun.insert(field.key.clone(), text.clone())));
                let text = ArcRwSignal::new(text);
                self.texts.update(|texts| drop(texts.insert(field.key.clone(), text)));
            }
        }
    }

    /// The text of a field.
    pub(crate) fn of(self, field: &Field) -> ArcRwSignal<String> {
        if let Some(known) = self.texts.with_untracked(|texts| texts.get(&field.key).cloned()) {
            return known;
        }
        let text = ArcRwSignal::new(String::new());
        self.texts.update(|texts| drop(texts.insert(field.key.clone(), text.clone())));
        text
    }

    /// Whether any of these texts was typed: it is neither empty nor what its field began with.
    pub(crate) fn any_typed(self, texts: &BTreeMap<String, String>) -> bool {
        self.begun.with_value(|begun| {
            texts.iter().any(|(key, text)| !text.is_empty() && begun.get(key) != Some(text))
        })
    }

    /// All texts, tracked.
    pub(crate) fn texts(self) -> BTreeMap<String, String> {
        self.texts.with(|texts| {
            // One by one: collecting would bring a sorting algorithm along.
            let mut read = BTreeMap::new();
            for (key, text) in texts {
                read.insert(key.clone(), text.get());
            }
            read
        })
    }

    /// Takes up texts that were kept.
    pub(crate) fn restore(self, kept: BTreeMap<String, String>) {
        self.texts.update(|texts| {
            for (key, text) in kept {
                match texts.get(&key) {
                    Some(known) => known.set(text),
                    None => {
                        texts.insert(key, ArcRwSignal::new(text));
                    }
                }
            }
        });
    }

    /// The fields of a form that have values of their own, in its order.
    pub(super) fn all(form: &Form) -> impl Iterator<Item = &Field> {
        form.fields().filter(|field| field.table.is_none() && !field.is_computed())
    }

    /// Those of them that can be typed.
    pub(crate) fn typed(form: &Form) -> impl Iterator<Item = &Field> {
        Self::all(form).filter(|field| super::field::is_typed(field.kind))
    }

    /// Puts what is typed into values. What cannot be typed, and what is typed as it stands there, stays in them to the
    /// letter: a moment keeps its offset. Untracked.
    pub(crate) fn put(self, form: &Form, mut values: Json) -> Json {
        if values.as_object().is_none() {
            values = Json::object();
        }
        for field in Self::typed(form) {
            let text = self.of(field).get_untracked();
            if values.get(&field.key).is_some_and(|value| self.written(field.kind, value) == text) {
                continue;
            }
            match self.value(field.kind, &text) {
                Some(value) => values.set(&field.key, value),
                None => {
                    values.remove(&field.key);
                }
            }
        }
        values
    }

    /// The values of a form, tracked. What cannot be read stays as it was typed, for the form to judge.
    pub(crate) fn values(self, form: &Form) -> Json {
        let texts = self.texts();
        let mut values = Json::object();
        for field in Self::all(form) {
            if let Some(value) = texts.get(&field.key).and_then(|text| self.value(field.kind, text)) {
                values.set(&field.key, value);
            }
        }
        values
    }

    /// A value as it would have been typed.
    pub(crate) fn written(self, kind: FieldType, json: &Json) -> String {
        match json {
            Json::String(text) if kind == FieldType::DateTime => Timestamp::parse(text)
                .map_or_else(|| text.clone(), |at| self.zone.with_value(|zone| time::to_wall(at, zone))),
            Json::String(text) | Json::Number(text) if kind.is_decimal() => {
                spaced_decimal(text, self.language)
            }
            Json::String(text) | Json::Number(text) => text.clone(),
            Json::Bool(value) => value.to_string(),
            Json::Array(items) => {
                let lines: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
                lines.join("\n")
            }
            _ => String::new(),
        }
    }

    /// The value of a typed text; `None` for an empty one. Decimals may have a comma and spaces between thousands.
    pub(super) fn value(self, kind: FieldType, text: &str) -> Option<Json> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let tight = || text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        Some(match kind {
            FieldType::Boolean => Json::Bool(text == "true"),
            FieldType::Choices => Json::Array(text.lines().map(Json::from).collect()),
            FieldType::DateTime => {
                let at =
                    self.zone.with_value(|zone| Some(time::with_offset(time::from_wall(text, zone)?, zone)));
                Json::String(at.unwrap_or_else(|| text.to_owned()))
            }
            _ if kind.is_whole() => whole(&tight()).unwrap_or_else(|| text.into()),
            _ if kind.is_decimal() => Json::String(plain_decimal(text).unwrap_or_else(tight)),
            _ => text.into(),
        })
    }
}

/// A JSON number without leading zeros.
fn whole(text: &str) -> Option<Json> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    let digits = if trimmed.is_empty() { "0" } else { trimmed };
    plain.then(|| Json::Number(format!("{sign}{digits}")))
}
