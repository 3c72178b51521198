//! Languages as other programs name them, and what they leave unsaid.

/// Names of languages, in English and in themselves.
const NAMES: [(&str, &str); 46] = [
    ("english", "en"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("french", "fr"),
    ("français", "fr"),
    ("francais", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("espanol", "es"),
    ("german", "de"),
    ("deutsch", "de"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("italian", "it"),
    ("italiano", "it"),
    ("dutch", "nl"),
    ("nederlands", "nl"),
    ("norwegian", "nb"),
    ("norsk", "nb"),
    ("swedish", "sv"),
    ("svenska", "sv"),
    ("danish", "da"),
    ("dansk", "da"),
    ("finnish", "fi"),
    ("czech", "cs"),
    ("čeština", "cs"),
    ("slovak", "sk"),
    ("ukrainian", "uk"),
    ("українська", "uk"),
    ("russian", "ru"),
    ("русский", "ru"),
    ("lithuanian", "lt"),
    ("romanian", "ro"),
    ("hungarian", "hu"),
    ("turkish", "tr"),
    ("arabic", "ar"),
    ("العربية", "ar"),
    ("chinese", "zh"),
    ("中文", "zh"),
    ("hindi", "hi"),
    ("nepali", "ne"),
    ("swahili", "sw"),
    ("kiswahili", "sw"),
    ("urdu", "ur"),
    ("japanese", "ja"),
    ("bengali", "bn"),
];

/// The language of words that name none.
pub(super) const UNNAMED: &str = "en";

/// `English (en)`, `english`, `en` or `en-GB` as a code; a language that nobody knows keeps its name.
pub(super) fn code(name: &str) -> String {
    let name = name.trim();
    if let Some((_, inside)) = name.rsplit_once('(')
        && let Some(code) = inside.strip_suffix(')').map(str::trim)
        && is_code(code)
    {
        return code.to_owned();
    }
    let small = name.to_lowercase();
    if small.is_empty() || small == "default" {
        return UNNAMED.to_owned();
    }
    match NAMES.iter().find(|(known, _)| *known == small) {
        Some((_, code)) => (*code).to_owned(),
        None if is_code(name) => name.to_owned(),
        None => small.replace(char::is_whitespace, "-"),
    }
}

/// Two or three letters, perhaps with a region (RFC 5646).
fn is_code(code: &str) -> bool {
    let (language, region) = code.split_once(['-', '_']).unwrap_or((code, "XX"));
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && (2..=8).contains(&region.len())
        && letters(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_codes() {
        let check = |name: &str, expected: &str| assert_eq!(code(name), expected, "{name}");
        check("English (en)", "en");
        check("English", "en");
        check(" polski ", "pl");
        check("pl", "pl");
        check("pt-BR", "pt-BR");
        check("French (fr)", "fr");
        check("Klingon", "klingon");
        check("Tok Pisin", "tok-pisin");
        check("", "en");
    }
}
