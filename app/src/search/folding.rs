//! Comparing words as people type them: without capitals and without Polish letters.

use js_sys::JsString;

/// The words of a text in small letters, without the marks on them. The browser has the tables for it.
pub(crate) fn folded(text: &str) -> String {
    let apart: String = JsString::from(text).to_lower_case().normalize("NFD").into();
    apart.chars().filter(|sign| !('\u{300}'..'\u{370}').contains(sign)).map(plain).collect()
}

/// Ł is a letter of its own and does not come apart.
fn plain(sign: char) -> char {
    if sign == 'ł' { 'l' } else { sign }
}

/// Whether every typed word is the beginning of a word of the text.
pub(crate) fn fits(typed: &str, text: &str) -> bool {
    let (typed, text) = (folded(typed), folded(text));
    typed.split_whitespace().all(|start| text.split_whitespace().any(|word| word.starts_with(start)))
}
