//! Plural forms of whole numbers by the rules of CLDR (<https://cldr.unicode.org/index/cldr-spec/plural-rules>).

use super::Language;

/// The forms of a text that counts something; English has the last two alike.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    pub one: &'static str,
    /// Polish 2–4, 22–24 …, not 12–14.
    pub few: &'static str,
    pub many: &'static str,
}

impl Forms {
    /// The text for a number, with the number in it.
    pub fn of(&self, count: u64, language: Language) -> String {
        let form = match language {
            _ if count == 1 => self.one,
            Language::Polish if (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100)) => {
                self.few
            }
            _ => self.many,
        };
        fill(form, &count.to_string())
    }
}

/// Puts a value where the text says `{}`.
pub fn fill(text: &str, value: &str) -> String {
    text.replace("{}", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_and_english() {
        let forms = Forms { one: "1 firma", few: "{} firmy", many: "{} firm" };
        let check = |count, expected: &str| assert_eq!(forms.of(count, Language::Polish), expected);
        check(0, "0 firm");
        check(1, "1 firma");
        check(2, "2 firmy");
        check(4, "4 firmy");
        check(5, "5 firm");
        check(12, "12 firm");
        check(21, "21 firm");
        check(22, "22 firmy");
        check(112, "112 firm");
        check(1004, "1004 firmy");
        let forms = Forms { one: "1 item", few: "{} items", many: "{} items" };
        assert_eq!(forms.of(3, Language::English), "3 items");
    }
}
