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

const HOURS: [&str; 9] = ["h", "hr", "hrs", "hour", "hours", "godz", "godzina", "godziny", "godzin"];
const MINUTES: [&str; 8] = ["m", "min", "mins", "minute", "minutes", "minuta", "minuty", "minut"];

/// `90`, `1:30`, `90 min`, `1,5 h` or `1 godz. 30 min`.
pub fn minutes(text: &str) -> Option<Json> {
    let text =
        text.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    if let Some((hours, minutes)) = text.split_once(':') {
        let hours = Some(hours).filter(|hours| is_digits(hours))?;
        return Some(Json::from(minutes_of(hours)?.checked_add(below_sixty(minutes)?)?));
    }
    let (number, unit, rest) = counted(&text);
    match unit {
        "" => whole(number),
        _ if HOURS.contains(&unit) => {
            let (more, unit, end) = counted(rest);
            let more = if rest.is_empty() { 0 } else { below_sixty(more)? };
            let ends = end.is_empty() && (unit.is_empty() || MINUTES.contains(&unit));
            ends.then(|| Some(Json::from(minutes_of(number)?.checked_add(more)?)))?
        }
        _ if MINUTES.contains(&unit) && rest.is_empty() => whole(number),
        _ => None,
    }
}

/// A number, the unit behind it (without its point), and what follows.
fn counted(text: &str) -> (&str, &str, &str) {
    let (number, rest) = text.split_at(text.find(char::is_alphabetic).unwrap_or(text.len()));
    let (unit, rest) = rest.split_at(rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len()));
    (number, unit, rest.strip_prefix('.').unwrap_or(rest))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Of hours, `1` or `1,5`, where that is whole minutes.
fn minutes_of(hours: &str) -> Option<u64> {
    let plain = plain_decimal(hours)?;
    let (hours, decimals) = plain.split_once('.').unwrap_or((&plain, "0"));
    let (parts, part) =
        (10_u64.checked_pow(decimals.len() as u32)?, decimals.parse::<u64>().ok()?.checked_mul(60)?);
    let rest = (part % parts == 0).then_some(part / parts)?;
    hours.parse::<u64>().ok()?.checked_mul(60)?.checked_add(rest)
}

fn below_sixty(minutes: &str) -> Option<u64> {
    Some(minutes).filter(|text| is_digits(text))?.parse().ok().filter(|minutes| *minutes < 60)
}

/// Minutes as `1:30`; what is no number stays as it is.
pub fn hours(text: &str) -> String {
    match minutes(text) {
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
        check("90 min", Some("90"), "1:30");
        check("1,5 h", Some("90"), "1:30");
        check("0,25 godz.", Some("15"), "0:15");
        check("1 godz. 30 min", Some("90"), "1:30");
        check("2 Godziny 5", Some("125"), "2:05");
        check("1h30m", Some("90"), "1:30");
        check("0,01 h", None, "0,01 h");
        check("1 h 60 min", None, "1 h 60 min");
        check("1 h 30 km", None, "1 h 30 km");
        check("1 h 30 min 5", None, "1 h 30 min 5");
        check("90 km", None, "90 km");
        check("99999999999999999999 h", None, "99999999999999999999 h");
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
