//! Texts of a form in several languages.

use crate::Json;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Language to text: `{"en": "Kilometres", "pl": "Kilometry"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(pub BTreeMap<String, String>);

impl Label {
    pub fn new(language: &str, text: &str) -> Label {
        Label(BTreeMap::from([(language.to_owned(), text.to_owned())]))
    }

    /// The text in a language; else in its main language (`pl` for `pl-PL`), English, or whatever there is.
    pub fn in_language(&self, language: &str) -> &str {
        let main = language.split(['-', '_']).next().unwrap_or(language);
        [language, main, "en"]
            .into_iter()
            .find_map(|wanted| self.0.get(wanted))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `None` unless it is an object of strings.
    pub fn from_json(json: &Json) -> Option<Label> {
        let members = json.as_object()?;
        // One by one: collecting would bring a sorting algorithm along.
        let mut texts = BTreeMap::new();
        for (language, text) in members {
            texts.insert(language.clone(), text.as_str()?.to_owned());
        }
        Some(Label(texts))
    }

    pub fn to_json(&self) -> Json {
        Json::Object(self.0.iter().map(|(language, text)| (language.clone(), text.as_str().into())).collect())
    }
}
