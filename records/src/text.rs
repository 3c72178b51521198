//! Texts in several languages, and attributes that may be `null`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// Language code to text: `{"en": "Visit", "pl": "Wizyta"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Text(#[serde(deserialize_with = "there")] pub BTreeMap<String, String>);

fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let texts = BTreeMap::<String, Option<String>>::deserialize(deserializer)?;
    Ok(texts.into_iter().filter_map(|(language, text)| Some((language, text?))).collect())
}

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

/// For `#[serde(default, deserialize_with)]`: `null` is the same as absent.
pub fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// For `#[serde(deserialize_with)]`: absent leaves a value as it is (`None`), `null` clears it (`Some(None)`).
pub fn set_or_clear<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use crate::{
        event_types::{NewEventType, Rules},
        events::{CancelEvent, RegisterEvent},
        files::NewFile,
        groups::NewGroup,
        users::NewUser,
    };

    /// `null` at each of these attributes is read, and written, as if they were absent.
    fn check<T: DeserializeOwned + serde::Serialize>(absent: &str, names: &str) {
        let read =
            |text: &str| serde_json::from_str::<T>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let written = |text: &str| serde_json::to_string(&read(text)).unwrap_or_default();
        for name in names.split_whitespace() {
            let null = absent.replacen('{', &format!("{{\"{name}\": null, "), 1);
            assert_eq!(written(&null), written(absent), "{name}");
        }
    }

    #[test]
    fn null_is_absent() {
        let of_event = "id form_version filled_at occurred_at performed_by company contact deal order product task note \
                        values settlements files follow_up_tasks";
        check::<RegisterEvent>(r#"{"type": "visit"}"#, of_event);
        check::<CancelEvent>(r#"{"revision": 1}"#, "reason");
        let of_type = "id color task_color form numbering links settlements default_note show_details label_list \
                       backdating on_behalf";
        check::<NewEventType>(r#"{"key": "visit", "kind": "form", "name": {"en": "Visit"}}"#, of_type);
        check::<NewFile>(
            r#"{"id": "00000000-0000-0000-0000-000000000000", "name": "a", "size": 1, "sha256": ""}"#,
            "media_type",
        );
        check::<NewGroup>(r#"{"name": "Sales"}"#, "id members");
        check::<NewUser>(r#"{"name": "Jan"}"#, "id login password role email");
        let rules = |nulls: &str| -> Rules {
            let text = format!(
                r#"{{"numbering": {{"pattern": "{{seq}}" {nulls}}}, "links": {{{}}}, "settlements": [], "on_behalf": true}}"#,
                if nulls.is_empty() {
                    ""
                } else {
                    r#""company": null, "contact": null, "deal": null, "order": null, "product": null"#
                }
            );
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        assert_eq!(rules(r#", "reset": null, "date": null, "start": null"#), rules(""));
        let line = |nulls: &str| -> crate::event_types::SettlementLine {
            let text = format!(r#"{{"key": "km", "name": {{"en": "Km" {nulls}}}}}"#);
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        assert_eq!(line(r#", "pl": null"#), line(""));
        check::<crate::event_types::SettlementLine>(
            r#"{"key": "km", "name": {"en": "Km"}}"#,
            "unit quantity unit_price default_quantity default_unit_price currency",
        );
    }
}
