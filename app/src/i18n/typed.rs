//! Whole numbers, durations and places as people type them, as values of a form.

use forms::Json;

use super::plain_decimal;

/// A JSON number without leading zeros.
pub fn whole(text: &str) -> Option<Json> {
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or(("", text), |digits| ("-", digits));
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    let digits = if trimmed.is_empty() { "0" } else { trimmed };
    plain.then(|| Json::Number(format!("{sign}{digits}")))
}

/// `90` or `1:30`.
pub fn minutes(text: &str) -> Option<Json> {
    let Some((hours, minutes)) = text.split_once(':') else { return whole(text) };
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|minutes| *minutes < 60)?);
    Some(Json::from(hours.checked_mul(60)?.checked_add(minutes)?))
}

/// Minutes as `1:30`; what is no number stays as it is.
pub fn hours(text: &str) -> String {
    match minutes(text.trim()) {
        Some(Json::Number(minutes)) => match minutes.parse::<u64>() {
            Ok(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
            Err(_) => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// Latitude, longitude and perhaps accuracy, parted by spaces.
pub fn location(text: &str) -> Option<Json> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn json(value: Option<Json>) -> Option<String> {
        value.map(|value| value.to_string())
    }

    #[test]
    fn durations() {
        let check = |text: &str, value: Option<&str>, written: &str| {
            assert_eq!(json(minutes(text)).as_deref(), value, "{text}");
            assert_eq!(hours(text), written, "{text}");
        };
        check("90", Some("90"), "1:30");
        check("1:30", Some("90"), "1:30");
        check("0:05", Some("5"), "0:05");
        check("25:00", Some("1500"), "25:00");
        check("1:60", None, "1:60");
        check("1:3x", None, "1:3x");
        check(":30", None, ":30");
        check("-5", Some("-5"), "-5");
        check("godzina", None, "godzina");
    }

    #[test]
    fn whole_numbers() {
        let check =
            |text: &str, value: Option<&str>| assert_eq!(json(whole(text)).as_deref(), value, "{text}");
        check("012", Some("12"));
        check("0", Some("0"));
        check("−7", Some("-7"));
        check("1.5", None);
        check("", None);
    }

    #[test]
    fn places() {
        let check =
            |text: &str, value: Option<&str>| assert_eq!(json(location(text)).as_deref(), value, "{text}");
        check("52,2297 21.0122 15", Some(r#"{"lat":52.2297,"lon":21.0122,"accuracy":15}"#));
        check("-0.5 007", Some(r#"{"lat":-0.5,"lon":7}"#));
        check("52.2", None);
        check("52.2 tam", None);
        check("1 2 3 4", None);
    }
}
