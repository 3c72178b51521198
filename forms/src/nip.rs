//! The Polish tax number (NIP): ten digits, the last of them a check digit.
//!
//! The check digit is the sum of the first nine digits weighted 6, 5, 7, 2, 3, 4, 5, 6, 7, modulo 11; a remainder
//! of 10 is never issued (Act of 13 October 1995 on the registration of taxpayers).

/// Whether a text is a tax number: dashes, spaces and a leading `PL` are accepted.
pub fn is_valid(text: &str) -> bool {
    normalise(text).is_some()
}

/// The ten digits of a tax number; `None` if it is not one.
pub fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    let body = text.strip_prefix("PL").or_else(|| text.strip_prefix("pl")).unwrap_or(text);
    let mut digits = String::with_capacity(10);
    for sign in body.chars() {
        match sign {
            '0'..='9' if digits.len() < 10 => digits.push(sign),
            '-' | ' ' => {}
            _ => return None,
        }
    }
    check_digit_fits(digits.as_bytes()).then_some(digits)
}

pub(crate) fn check_digit_fits(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    if digits.len() != 10 {
        return false;
    }
    let sum: u32 = WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    sum % 11 == u32::from(digits[9] - b'0')
}
