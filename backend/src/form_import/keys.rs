//! Keys of fields from the names of another program: small letters, digits and `_`, unique in the whole form, so that
//! no row's field ever hides one outside.

use std::collections::HashSet;

use forms::{Json, check_form};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest key.
const LONGEST: usize = 63;

/// Keys given so far.
#[derive(Default)]
pub(super) struct Keys(HashSet<String>);

impl Keys {
    /// A key for that name, like no other.
    pub(super) fn give(&mut self, name: &str) -> String {
        let wished = spelled(name);
        let mut key = wished.clone();
        let mut number = 1;
        while is_word(&key) || self.0.contains(&key) {
            number += 1;
            let ending = format!("_{number}");
            let length = wished.len().min(LONGEST - ending.len());
            key = wished[..length].trim_end_matches('_').to_owned() + &ending;
        }
        self.0.insert(key.clone());
        key
    }
}

/// `harDuFødselsnummer` becomes `har_du_fodselsnummer`.
fn spelled(name: &str) -> String {
    let mut key = String::new();
    let mut after_small = false;
    for sign in name.nfd().filter(|sign| !is_combining_mark(*sign)) {
        let plain = match sign {
            'ł' | 'Ł' => "l",
            'ø' | 'Ø' => "o",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'ß' => "ss",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'þ' | 'Þ' => "th",
            sign if sign.is_ascii_alphanumeric() => {
                if sign.is_ascii_uppercase() && after_small {
                    key.push('_');
                }
                after_small = sign.is_ascii_lowercase() || sign.is_ascii_digit();
                key.push(sign.to_ascii_lowercase());
                continue;
            }
            _ => "_",
        };
        after_small = plain != "_";
        if plain != "_" || !(key.is_empty() || key.ends_with('_')) {
            key.push_str(plain);
        }
    }
    if !key.starts_with(|first: char| first.is_ascii_lowercase()) {
        key.insert_str(0, if key.is_empty() { "field" } else { "f" });
    }
    key.truncate(LONGEST);
    key.truncate(key.trim_end_matches('_').len());
    key
}

/// Words of the language, and those that translated expressions call a row and an option by.
fn is_word(key: &str) -> bool {
    let field = [("node", "field"), ("key", key), ("type", "text")];
    let mut members: Vec<(String, Json)> =
        field.iter().map(|(name, value)| ((*name).to_owned(), Json::from(*value))).collect();
    members.push(("label".to_owned(), Json::object()));
    let mut form = Json::object();
    form.set("nodes", vec![Json::Object(members)]);
    [super::draft::ROW, "option"].contains(&key) || !check_form(&form).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_keys() {
        let check = |name: &str, expected: &str| assert_eq!(Keys::default().give(name), expected, "{name}");
        check("your_name", "your_name");
        check("familyMembers", "family_members");
        check("SEClass", "seclass");
        check("harDuFødselsnummer", "har_du_fodselsnummer");
        check("Zażółć gęślą", "zazolc_gesla");
        check("7th", "f7th");
        check("_x", "x");
        check("-", "field");
        check("是", "field");
        check("today", "today_2");
        check("in", "in_2");
        check("row", "row_2");
        check(&"x".repeat(80), &"x".repeat(63));
        let mut keys = Keys::default();
        assert_eq!(["a", "A", "a"].map(|name| keys.give(name)), ["a", "a_2", "a_3"]);
        let long = "y".repeat(70);
        assert_eq!(keys.give(&long).len(), 63);
        assert!(keys.give(&long).ends_with("y_2"));
    }
}
