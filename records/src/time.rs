//! A moment in UTC, cut to microseconds, as it is stored and as it is written on the wire.

use forms::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Microseconds since 1970-01-01T00:00:00Z. On the wire RFC 3339; any offset is accepted, `Z` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads RFC 3339 with an offset; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        civil::parse_date_time(text).map(|at| Self(at.micros))
    }

    /// `2026-11-23T10:00:00Z`, with a fraction of six digits only where there is one.
    pub fn to_rfc3339(self) -> String {
        let (seconds, micros) = (self.0.div_euclid(1_000_000), self.0.rem_euclid(1_000_000));
        let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, date) = civil::civil_from_days(i32::try_from(day).unwrap_or_default());
        let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
        let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
        format!("{year:04}-{month:02}-{date:02}T{clock}{fraction}Z")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected a time in RFC 3339 with an offset"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_format() {
        let check = |input: &str, expected: &str| {
            assert_eq!(
                Timestamp::parse(input).map(Timestamp::to_rfc3339).as_deref(),
                Some(expected),
                "{input}"
            );
        };
        check("2026-11-20T10:00:00+01:00", "2026-11-20T09:00:00Z");
        check("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z");
        check("2024-02-29T00:30:00+01:00", "2024-02-28T23:30:00Z");
        assert_eq!(Timestamp::parse("2026-11-20"), None);
    }
}
