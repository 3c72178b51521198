//! Numbers read without floats: exact decimals of 96 bits and 28 places, and comparison of any JSON number.

use rust_decimal::Decimal;

/// The most decimal places a number may have.
pub(crate) const MAX_SCALE: usize = 28;

/// A decimal as in values: `-?[0-9]+(\.[0-9]+)?`, all of its written digits fitting 96 bits and 28 places.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let (whole, places) = match body.split_once('.') {
        Some((whole, places)) if !places.is_empty() => (whole, places),
        Some(_) => return None,
        None => (body, ""),
    };
    if whole.is_empty() || places.len() > MAX_SCALE {
        return None;
    }
    let mut mantissa: u128 = 0;
    for digit in whole.bytes().chain(places.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        mantissa = mantissa * 10 + u128::from(digit - b'0');
        if mantissa >> 96 != 0 {
            return None;
        }
    }
    let signed = if negative { -(mantissa as i128) } else { mantissa as i128 };
    Decimal::try_from_i128_with_scale(signed, places.len() as u32).ok()
}

/// A whole number as in values: no point, no exponent, 96 bits.
pub(crate) fn integer(text: &str) -> Option<Decimal> {
    if text.contains('.') { None } else { decimal(text) }
}

/// The places of a decimal as written: 2 for `12.50`.
pub(crate) fn written_scale(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, places)| places.len())
}

/// A number as text without a minus before zero.
pub(crate) fn text(mut number: Decimal) -> String {
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    number.to_string()
}

/// Whether two places as JSON texts are the same, number by number: `1.50` is `15e-1`.
pub(crate) fn same_places(a: &str, b: &str) -> bool {
    fn numbers(text: &str) -> Vec<(bool, Vec<u8>, i64)> {
        let is_part = |sign: char| sign.is_ascii_digit() || "+-.eE".contains(sign);
        let parts = text
            .split(|sign| !is_part(sign))
            .filter(|part| part.contains(|sign: char| sign.is_ascii_digit()));
        parts.map(canonical).collect()
    }
    numbers(a) == numbers(b)
}

/// Sign, significant digits and magnitude: the number is 0.DIGITS × 10^magnitude.
fn canonical(json_number: &str) -> (bool, Vec<u8>, i64) {
    let unsigned = json_number.strip_prefix('-').unwrap_or(json_number);
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let written = whole.len() + places.len();
    let mut significant: Vec<u8> =
        whole.bytes().chain(places.bytes()).skip_while(|digit| *digit == b'0').collect();
    let leading_zeros = (written - significant.len()) as i64;
    while significant.last() == Some(&b'0') {
        significant.pop();
    }
    if significant.is_empty() {
        return (false, significant, 0);
    }
    // An exponent beyond i64 is beyond every bound as well.
    let beyond = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().unwrap_or(beyond);
    let magnitude = (whole.len() as i64 - leading_zeros).saturating_add(exponent);
    (unsigned.len() < json_number.len(), significant, magnitude)
}

/// Whether a JSON number, exponents allowed, lies between `-bound` and `bound`. Exact, whatever its length.
pub(crate) fn within(json_number: &str, bound: u32) -> bool {
    let (_, digits, magnitude) = canonical(json_number);
    let bound = bound.to_string().into_bytes();
    let bound_magnitude = bound.len() as i64;
    if digits.is_empty() || magnitude != bound_magnitude {
        return digits.is_empty() || magnitude < bound_magnitude;
    }
    let zeros = bound.iter().rev().take_while(|digit| **digit == b'0').count();
    digits.as_slice() <= &bound[..bound.len() - zeros]
}
