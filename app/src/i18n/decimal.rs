//! Decimal numbers as people type and paste them: `1 234,50`, `1234.50`, `1.234,50`, with any kind of space.

use super::Language;

/// Between thousands and before the decimals no line breaks.
const SPACE: char = '\u{a0}';

/// The number in plain digits with a point, `-1234.50`; `None` for what is no number.
///
/// Of points and commas the last one is the decimal sign, unless it comes more than once; another sign, or spaces, part
/// thousands.
pub fn plain_decimal(text: &str) -> Option<String> {
    let text: String =
        text.trim().chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text.as_str()),
    };
    let (whole, decimals) = match digits.rfind([',', '.']) {
        Some(at) if digits.matches(&digits[at..=at]).count() == 1 => (&digits[..at], &digits[at + 1..]),
        _ => (digits, ""),
    };
    let whole = joined(whole)?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(&whole) || !is_number(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let point = if decimals.is_empty() { "" } else { "." };
    Some([sign, whole, point, decimals].concat())
}

/// A number's text without the unit that its field is counted in, which people type and paste along: `12 km`, `€ 5`,
/// `1 234,50 zł`. Another unit stays, so that it is no number.
pub fn without_unit<'a>(text: &'a str, unit: Option<&str>) -> &'a str {
    let text = text.trim();
    let Some(unit) = unit.map(plain_unit).filter(|unit| !unit.is_empty()) else { return text };
    let is_unit = |said: &str| {
        let said = plain_unit(said);
        said == unit || SIGNS.iter().any(|(code, sign)| *code == unit && *sign == said)
    };
    let is_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.' | '-' | '−');
    let of_number = |sign: char| is_number(sign) || sign.is_whitespace();
    let (before, after) = match text.find(|sign| !of_number(sign)) {
        Some(0) => {
            let (said, number) = text.split_at(text.find(is_number).unwrap_or(text.len()));
            (number, said)
        }
        Some(at) => text.split_at(at),
        None => return text,
    };
    if is_unit(after) && before.contains(is_number) { before.trim() } else { text }
}

/// How currencies are written, in the spelling of [`plain_unit`].
const SIGNS: [(&str, &str); 6] =
    [("pln", "zł"), ("pln", "zl"), ("eur", "€"), ("usd", "$"), ("gbp", "£"), ("czk", "kč")];

/// A unit in one spelling: `m²` as `m2`, `szt.` as `szt`.
fn plain_unit(unit: &str) -> String {
    let plain = |sign: char| match sign {
        '²' => Some('2'),
        '³' => Some('3'),
        '.' => None,
        sign => (!sign.is_whitespace()).then_some(sign),
    };
    unit.to_lowercase().chars().filter_map(plain).collect()
}

/// Digits whose thousands may stand apart, all by the same sign, in groups of three.
fn joined(whole: &str) -> Option<String> {
    let Some(sign) = whole.chars().find(|sign| matches!(sign, ' ' | ',' | '.')) else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(sign);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let rest: Vec<&str> = groups.collect();
    rest.iter().all(|group| group.len() == 3).then(|| first.to_owned() + &rest.concat())
}

/// The number as it is read: thousands apart, the language's own decimal sign. What is no number stays as it is.
pub fn spaced_decimal(text: &str, language: Language) -> String {
    let Some(plain) = plain_decimal(text) else { return text.to_owned() };
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    let digits = whole.trim_start_matches('-').len();
    for (at, sign) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if left < digits && left.is_multiple_of(3) {
            out.push(SPACE);
        }
        out.push(sign);
    }
    if !decimals.is_empty() {
        out.push(if language == Language::Polish { ',' } else { '.' });
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_and_pasted() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(plain_decimal(text).as_deref(), expected, "{text}");
        };
        check("1 234,50", Some("1234.50"));
        check("1\u{a0}234,50", Some("1234.50"));
        check("1\u{202f}234.50", Some("1234.50"));
        check("1.234,50", Some("1234.50"));
        check("1,234.50", Some("1234.50"));
        check("1.234.567", Some("1234567"));
        check("-0,5", Some("-0.5"));
        check("−7", Some("-7"));
        check(",5", Some("0.5"));
        check("12,", Some("12"));
        check(" 1 234 567 ", Some("1234567"));
        check("- 5", Some("-5"));
        for typo in [
            "1,,5",
            "1..5",
            "1,5,0",
            "12,5,",
            "1.5.2",
            "1 5",
            "12 34,5",
            "1.234 567,5",
            "1 234.567,5",
            "1,5 0",
        ] {
            check(typo, None);
        }
        check("dużo", None);
        check("1e5", None);
        check("", None);
        check("-", None);
    }

    #[test]
    fn pasted_with_its_unit() {
        let check = |text: &str, unit: &str, expected: &str| {
            assert_eq!(without_unit(text, Some(unit)), expected, "{text}");
        };
        check("1 234,50 zł", "PLN", "1 234,50");
        check("1 234,50\u{a0}pln ", "PLN", "1 234,50");
        check("5 zł.", "PLN", "5");
        check("PLN -5", "PLN", "-5");
        check("€5", "EUR", "5");
        check("1 234,50 €", "PLN", "1 234,50 €");
        check("12km", "km", "12");
        check("12 km/h", "km", "12 km/h");
        check("12 h", "km", "12 h");
        check("3 szt", "szt.", "3");
        check("5 m2", "m²", "5");
        check("5%", "%", "5");
        check("zł", "PLN", "zł");
        check("7", "kWh", "7");
        check("", "km", "");
        assert_eq!(without_unit(" 12 km ", None), "12 km");
    }

    #[test]
    fn read_by_language() {
        let check = |text: &str, polish: &str, english: &str| {
            assert_eq!(spaced_decimal(text, Language::Polish), polish);
            assert_eq!(spaced_decimal(text, Language::English), english);
        };
        check("1234567.5", "1\u{a0}234\u{a0}567,5", "1\u{a0}234\u{a0}567.5");
        check("-123", "-123", "-123");
        check("-1234", "-1\u{a0}234", "-1\u{a0}234");
        check("dużo", "dużo", "dużo");
    }
}
