//! What is typed into a form's fields, and the values it makes.

use std::collections::BTreeMap;

use forms::{Field, FieldType, Form, Json};
use leptos::prelude::*;

use crate::i18n::plain_decimal;

/// The typed text of each field by key. Fields of another type's form are kept, in case one returns to it.
#[derive(Clone, Copy)]
pub(crate) struct Entered(RwSignal<BTreeMap<String, ArcRwSignal<String>>>);

impl Entered {
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// The text of a field; it begins with the field's default.
    pub(crate) fn of(self, field: &Field) -> ArcRwSignal<String> {
        if let Some(known) = self.0.with_untracked(|texts| texts.get(&field.key).cloned()) {
            return known;
        }
        let text = ArcRwSignal::new(field.default.as_ref().map(written).unwrap_or_default());
        self.0.update(|texts| {
            texts.insert(field.key.clone(), text.clone());
        });
        text
    }

    /// All texts, tracked.
    pub(crate) fn texts(self) -> BTreeMap<String, String> {
        self.0.with(|texts| {
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
        self.0.update(|texts| {
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

    /// The fields of a form that can be typed, in its order.
    pub(crate) fn typed(form: &Form) -> impl Iterator<Item = &Field> {
        form.fields().filter(|field| {
            field.table.is_none() && !field.is_computed() && super::field::is_typed(field.kind)
        })
    }

    /// Puts what is typed into values; what cannot be typed stays in them. Untracked.
    pub(crate) fn put(self, form: &Form, mut values: Json) -> Json {
        if values.as_object().is_none() {
            values = Json::object();
        }
        for field in Self::typed(form) {
            let text = self.of(field).get_untracked();
            match value(field.kind, &text) {
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
        for field in form.fields().filter(|field| field.table.is_none() && !field.is_computed()) {
            if let Some(value) = texts.get(&field.key).and_then(|text| value(field.kind, text)) {
                values.set(&field.key, value);
            }
        }
        values
    }
}

/// A value as it would have been typed.
pub(crate) fn written(json: &Json) -> String {
    match json {
        Json::String(text) | Json::Number(text) => text.clone(),
        Json::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

/// The value of a typed text; `None` for an empty one. Decimals may have a comma and spaces between thousands.
fn value(kind: FieldType, text: &str) -> Option<Json> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let tight = || text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    Some(match kind {
        FieldType::Boolean => Json::Bool(text == "true"),
        _ if kind.is_whole() => whole(&tight()).unwrap_or_else(|| text.into()),
        _ if kind.is_decimal() => Json::String(plain_decimal(text).unwrap_or_else(tight)),
        _ => text.into(),
    })
}

/// A JSON number without leading zeros.
fn whole(text: &str) -> Option<Json> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    let digits = if trimmed.is_empty() { "0" } else { trimmed };
    plain.then(|| Json::Number(format!("{sign}{digits}")))
}
