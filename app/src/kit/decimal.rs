//! Decimal numbers as people type and paste them: `1 234,50`, `1234.50`, `1.234,50`, with any kind of space.

use crate::i18n::Language;

/// Between thousands and before the decimals no line breaks.
const SPACE: char = '\u{a0}';

/// The number in plain digits with a point, `-1234.50`; `None` for what is no number.
///
/// Of points and commas the last one is the decimal sign, unless it comes more than once; the others part thousands.
pub(crate) fn plain(text: &str) -> Option<String> {
    let tight: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let (sign, digits) = match tight.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", tight.as_str()),
    };
    let (whole, decimals) = match digits.rfind([',', '.']) {
        Some(at) if digits.matches(&digits[at..=at]).count() == 1 => (&digits[..at], &digits[at + 1..]),
        _ => (digits, ""),
    };
    let whole: String = whole.chars().filter(|sign| !matches!(sign, ',' | '.')).collect();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(&whole) || !is_number(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let point = if decimals.is_empty() { "" } else { "." };
    Some([sign, whole, point, decimals].concat())
}

/// The number as it is read: thousands apart, the language's own decimal sign. What is no number stays as it is.
pub(crate) fn spaced(text: &str, language: Language) -> String {
    let Some(plain) = plain(text) else { return text.to_owned() };
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    let digits = whole.trim_start_matches('-').len();
    for (at, sign) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if left < digits && left % 3 == 0 {
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
