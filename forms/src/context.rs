//! What a form cannot know by itself: the time, the people, the stored values.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::{Json, civil};

/// Brought by the caller; `forms` knows no clock and no time zones. Everything is optional.
///
/// Errors when read from JSON: something that is there is not what it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Context {
    /// RFC 3339 with the offset of the firm's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// `"2026-11-23"`, the day of the firm's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Who fills the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Ref>,
    /// The company that the event is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Ref>,
    /// The values before an edit, an object by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<Json>,
}

/// A person or a company, as expressions see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ref {
    pub id: String,
    pub name: String,
}

/// A context as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadContext {
    #[serde(default, deserialize_with = "moment")]
    now: Option<String>,
    #[serde(default, deserialize_with = "day")]
    today: Option<String>,
    #[serde(default)]
    user: Option<Ref>,
    #[serde(default)]
    company: Option<Ref>,
    #[serde(default, deserialize_with = "values")]
    stored: Option<Json>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadRef {
    id: String,
    #[serde(default)]
    name: String,
}

impl<'de> Deserialize<'de> for Context {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ReadContext { now, today, user, company, stored } = object(deserializer)?;
        Ok(Self { now, today, user, company, stored })
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ReadRef { id, name } = object(deserializer)?;
        Ok(Self { id, name })
    }
}

/// Reads an object; by itself serde would take a list for one too.
fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(Object(PhantomData))
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref().is_none_or(|text| civil::parse_date_time(text).is_some()) {
        true => Ok(text),
        false => Err(D::Error::custom("expected a time like 2026-11-23T10:00:00+01:00")),
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref().is_none_or(|text| civil::parse_date(text).is_some()) {
        true => Ok(text),
        false => Err(D::Error::custom("expected a day like 2026-11-23")),
    }
}

fn values<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    match Option::<Json>::deserialize(deserializer)? {
        Some(Json::Null) | None => Ok(None),
        Some(stored @ Json::Object(_)) => Ok(Some(stored)),
        Some(_) => Err(D::Error::custom("expected an object of values by key")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_refused() {
        let read = |text: &str| serde_json::from_str::<Context>(text);
        for sound in [
            "{}",
            r#"{"now":"2026-11-23T10:00:00+01:00","today":"2026-11-23"}"#,
            r#"{"now":null,"today":null,"user":null,"company":null,"stored":null}"#,
            r#"{"user":{"id":"u"},"company":{"id":"c","name":"C"},"stored":{"a":1}}"#,
        ] {
            assert!(read(sound).is_ok(), "{sound}");
        }
        for wrong in [
            "[]",
            r#"["2026-11-23T10:00:00Z"]"#,
            r#"{"today":"bad"}"#,
            r#"{"today":"2026-02-30"}"#,
            r#"{"now":"2026-11-23T10:00:00"}"#,
            r#"{"user":["u"]}"#,
            r#"{"company":"c"}"#,
            r#"{"stored":[]}"#,
            r#"{"stored":"x"}"#,
            r#"{"tomorrow":null}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
