//! How values are typed, and what typed texts mean.

use forms::{FieldType, Json};
use records::Timestamp;

use crate::{
    i18n::{Language, plain_decimal, spaced_decimal},
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
        let tight = || text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        Some(match kind {
            FieldType::Boolean => Json::Bool(text == "true"),
            _ if kind.is_list() => Json::Array(text.lines().map(Json::from).collect()),
            FieldType::DateTime => {
                let at = time::from_wall(text, &self.zone).map(|at| time::with_offset(at, &self.zone));
                Json::String(at.unwrap_or_else(|| text.to_owned()))
            }
            FieldType::Duration => minutes(&tight()).unwrap_or_else(|| text.into()),
            FieldType::Location => location(text).unwrap_or_else(|| text.into()),
            _ if kind.is_whole() => whole(&tight()).unwrap_or_else(|| text.into()),
            _ if kind.is_decimal() => Json::String(plain_decimal(text).unwrap_or_else(tight)),
            _ => text.into(),
        })
    }
}

/// A JSON number without leading zeros.
fn whole(text: &str) -> Option<Json> {
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or(("", text), |digits| ("-", digits));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    let digits = if trimmed.is_empty() { "0" } else { trimmed };
    plain.then(|| Json::Number(format!("{sign}{digits}")))
}

/// `90` or `1:30`.
fn minutes(text: &str) -> Option<Json> {
    let Some((hours, minutes)) = text.split_once(':') else { return whole(text) };
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|minutes| *minutes < 60)?);
    Some(Json::from(hours.checked_mul(60)?.checked_add(minutes)?))
}

/// Minutes as `1:30`; what is no number stays as it is.
pub(crate) fn hours(text: &str) -> String {
    match minutes(text.trim()) {
        Some(Json::Number(minutes)) => match minutes.parse::<u64>() {
            Ok(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
            Err(_) => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// Latitude, longitude and perhaps accuracy, parted by spaces.
fn location(text: &str) -> Option<Json> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let (lat, lon, accuracy) = match parts[..] {
        [lat, lon] => (lat, lon, None),
        [lat, lon, accuracy] => (lat, lon, Some(accuracy)),
        _ => return None,
    };
    let mut place = Json::object();
    place.set("lat", number(lat)?);
    place.set("lon", number(lon)?);
    if let Some(accuracy) = accuracy {
        place.set("accuracy", number(accuracy)?);
    }
    Some(place)
}

/// A JSON number with a point, without leading zeros.
fn number(text: &str) -> Option<Json> {
    let plain = plain_decimal(text)?;
    let (whole_part, decimals) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let Json::Number(digits) = whole(whole_part)? else { return None };
    Some(Json::Number(digits + decimals))
}
