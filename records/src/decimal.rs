//! An exact decimal: a string on the wire, never a float.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Money, quantities and prices. `"12.50"` on the wire; a whole JSON number is accepted too.
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
        deserializer.deserialize_any(Visitor)
    }
}

struct Visitor;

impl de::Visitor<'_> for Visitor {
    type Value = Decimal;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a decimal as a string, e.g. \"12.50\"")
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
        check("1.5", None);
        check("\"1e5\"", None);
        check("\"1_000\"", None);
        check("\".5\"", None);
    }
}
