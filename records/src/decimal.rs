//! An exact decimal: a string on the wire, never a float.

use std::fmt;

use forms::Json;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Money, quantities and prices. `"12.50"` on the wire; a JSON number is accepted too, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "12.50"))]
pub struct Decimal(pub rust_decimal::Decimal);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(AS_WRITTEN, Visitor)
    }
}

/// The name by which serde_json gives its `RawValue` the text of a value, so that no number passes through a float. Readers
/// that do not know it (serde's own, below `flatten`) give the value itself.
const AS_WRITTEN: &str = "$serde_json::private::RawValue";

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Decimal;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a decimal as a string, e.g. \"12.50\"")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut written: A) -> Result<Decimal, A::Error> {
        let named = written.next_key::<String>()?.is_some_and(|name| name == AS_WRITTEN);
        let value = if named { Json::parse(&written.next_value::<String>()?).ok() } else { None };
        match value {
            Some(Json::String(text) | Json::Number(text)) => self.visit_str(&text),
            Some(Json::Null) => Err(de::Error::invalid_type(de::Unexpected::Unit, &self)),
            _ => Err(de::Error::invalid_type(de::Unexpected::Other("another value"), &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Decimal, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        let plain = text.strip_prefix('-').unwrap_or(text);
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let well_formed = match plain.split_once('.') {
            Some((whole, places)) => digits(whole) && digits(places),
            None => digits(plain),
        };
        match rust_decimal::Decimal::from_str_exact(text) {
            Ok(value) if well_formed => Ok(Decimal(value)),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal(value.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn wire_format() {
        let check = |input: &str, expected: Option<&str>| {
            let read = serde_json::from_str::<Decimal>(input).ok();
            assert_eq!(read.map(|d| d.0.to_string()).as_deref(), expected, "{input}");
        };
        check("\"12.50\"", Some("12.50"));
        check("7", Some("7"));
        check("\"-0.10\"", Some("-0.10"));
        check("120.50", Some("120.50"));
        check("-0.1234567890123456789012345678", Some("-0.1234567890123456789012345678"));
        check("0.12345678901234567890123456789", None);
        check("1e5", None);
        check("true", None);
        check("null", None);
        check("{}", None);
        check("[1]", None);
        check("\"1e5\"", None);
        check("\"1_000\"", None);
        check("\".5\"", None);
    }

    #[test]
    fn below_flatten_too() {
        #[derive(serde::Deserialize)]
        struct Inner {
            price: Decimal,
            none: Option<Decimal>,
        }
        #[derive(serde::Deserialize)]
        struct Outer {
            #[serde(flatten)]
            inner: Inner,
        }
        let read: Outer = serde_json::from_str(r#"{"price": "1.50", "none": null}"#).expect("decimals");
        assert_eq!((read.inner.price.0.to_string().as_str(), read.inner.none), ("1.50", None));
    }
}
