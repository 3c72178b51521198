//! Texts in several languages, and the three-valued attributes of a change.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// Language code to text: `{"en": "Visit", "pl": "Wizyta"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in that language, else in English, else in any; empty where there is none.
    pub fn in_language(&self, language: &str) -> &str {
        let found = self.0.get(language).or_else(|| self.0.get("en")).or_else(|| self.0.values().next());
        found.map_or("", String::as_str)
    }

    /// A text in English and Polish.
    pub fn new(en: &str, pl: &str) -> Self {
        Self([("en", en), ("pl", pl)].map(|(language, text)| (language.into(), text.into())).into())
    }
}

/// For `#[serde(deserialize_with)]`: absent leaves a value as it is (`None`), `null` clears it (`Some(None)`).
pub fn set_or_clear<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
