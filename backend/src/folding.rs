//! Folding of text for search: `Żółw` and `zolw` become the same words.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower-case words of letters and digits without diacritics (`ł`, `ß`, `ø` and the like included), joined by one space.
pub(crate) fn fold(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !words.is_empty() {
            words.push(' ');
        }
        gap = false;
        match letter {
            'ł' => words.push('l'),
            'đ' | 'ð' => words.push('d'),
            'ø' => words.push('o'),
            'ħ' => words.push('h'),
            'ı' => words.push('i'),
            'ß' => words.push_str("ss"),
            'æ' => words.push_str("ae"),
            'œ' => words.push_str("oe"),
            'þ' => words.push_str("th"),
            other => words.push(other),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds() {
        let check = |input: &str, expected: &str| assert_eq!(fold(input), expected, "{input}");
        check("Żółw", "zolw");
        check("  Zażółć GĘŚLĄ-jaźń! ", "zazolc gesla jazn");
        check("Straße 12/3", "strasse 12 3");
        check("ﬁrma ABC", "firma abc");
        check("...", "");
    }
}
