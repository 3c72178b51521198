//! Texts of a file as values of a form.

use forms::{FieldType, Json};

use super::{map::FieldDefinition, moment};
use crate::TimeZone;

/// The value of a field, `None` where the text counts as empty. What cannot be read is left as it is: the form says
/// what is wrong with it, and where.
pub(super) fn value(zone: &TimeZone, field: &FieldDefinition, text: &str) -> Option<Json> {
    if text.is_empty() || field.empty.iter().any(|empty| empty == text) {
        return None;
    }
    let format = field.format.as_deref();
    Some(match field.kind() {
        FieldType::Integer | FieldType::Duration | FieldType::Rating => {
            let digits = without_spaces(text);
            let whole = digits.strip_prefix('-').unwrap_or(&digits);
            let is_whole = !whole.is_empty() && whole.bytes().all(|digit| digit.is_ascii_digit());
            let plain = whole.trim_start_matches('0');
            let sign = if digits.starts_with('-') && !plain.is_empty() { "-" } else { "" };
            if is_whole {
                Json::Number(format!("{sign}{}", if plain.is_empty() { "0" } else { plain }))
            } else {
                text.into()
            }
        }
        FieldType::Decimal | FieldType::Money => decimal(text).into(),
        FieldType::Boolean => match text.to_lowercase().as_str() {
            "1" | "true" | "t" | "yes" | "y" | "tak" => true.into(),
            "0" | "false" | "f" | "no" | "n" | "nie" => false.into(),
            _ => text.into(),
        },
        FieldType::Date => format.and_then(|format| moment::date(format, text)).unwrap_or(text.into()).into(),
        FieldType::Time => format.and_then(|format| moment::time(format, text)).unwrap_or(text.into()).into(),
        FieldType::DateTime => {
            moment::moment(zone, format, text).map_or_else(|| text.to_owned(), |at| at.to_rfc3339()).into()
        }
        FieldType::Choices => Json::Array(items(field, text).map(Json::from).collect()),
        _ => text.into(),
    })
}

/// The items of a list of choices.
pub(super) fn items<'a>(field: &'a FieldDefinition, text: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(field.separator.as_str()).map(str::trim).filter(|item| !item.is_empty())
}

/// Polish and English ways of writing a decimal: spaces between thousands, a comma or a point before the places.
fn decimal(text: &str) -> String {
    let digits = without_spaces(text);
    if digits.contains('.') { digits } else { digits.replacen(',', ".", 1) }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_values() {
        let zone = TimeZone::named("Europe/Warsaw").unwrap();
        let check = |kind: &str, format: Option<&str>, text: &str, expected: &str| {
            let field: FieldDefinition = toml::from_str(&format!(
                "column = 'c'\nkey = 'k'\ntype = '{kind}'\nempty = ['-']\n[label]\nen = 'L'"
            ))
            .unwrap();
            let field = FieldDefinition { format: format.map(str::to_owned), ..field };
            let value = value(&zone, &field, text).map_or("nothing".into(), |value| value.to_string());
            assert_eq!(value, expected, "{kind} {text}");
        };
        check("text", None, "-", "nothing");
        check("text", None, "", "nothing");
        check("text", None, "Żółw", "\"Żółw\"");
        check("integer", None, "-007", "-7");
        check("integer", None, "-0", "0");
        check("integer", None, "1\u{a0}000", "1000");
        check("integer", None, "seven", "\"seven\"");
        check("decimal", None, "1 234,50", "\"1234.50\"");
        check("decimal", None, "1234.50", "\"1234.50\"");
        check("boolean", None, "TAK", "true");
        check("boolean", None, "perhaps", "\"perhaps\"");
        check("date", Some("%d.%m.%Y"), "23.11.2026", "\"2026-11-23\"");
        check("date", Some("%d.%m.%Y"), "31.11.2026", "\"31.11.2026\"");
        check("time", Some("%H.%M"), "14.05", "\"14:05:00\"");
        check("date_time", None, "2026-11-23 10:00", "\"2026-11-23T09:00:00Z\"");
        check("choices", None, "a; b;;", "[\"a\",\"b\"]");
    }
}
