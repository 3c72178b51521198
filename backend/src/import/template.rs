//! Texts with columns in them: `Customer {customer}`.

use std::fmt::Write;

use serde::Deserialize;

/// A text with `{column}` in it; `{{` and `}}` stand for braces.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    /// A column by name, and its place once the header is known.
    Column(String, usize),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let brace = &rest[at..=at];
            plain.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let end = rest.find(['{', '}']).filter(|end| brace == "{" && rest[*end..].starts_with('}'));
            let Some(end) = end.filter(|end| *end > 0) else {
                return Err(format!("the template {text:?} has a single brace; write {{{{ or }}}} for one"));
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Column(rest[..end].to_owned(), usize::MAX));
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }
}

impl Template {
    /// Finds the columns in the header; the name of the first that is not there.
    pub(super) fn bind(&mut self, header: &[String]) -> Result<(), String> {
        for piece in &mut self.0 {
            if let Piece::Column(name, place) = piece {
                *place = header.iter().position(|column| column == name).ok_or_else(|| name.clone())?;
            }
        }
        Ok(())
    }

    /// The text for a row, trimmed. Nothing where it has columns and all of them are empty in this row.
    pub(super) fn fill(&self, row: &[String]) -> Option<String> {
        let mut text = String::new();
        let (mut columns, mut filled) = (0, 0);
        for piece in &self.0 {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Column(_, place) => {
                    let value = row.get(*place).map_or("", String::as_str);
                    columns += 1;
                    filled += usize::from(!value.is_empty());
                    // Writing into a String cannot fail.
                    let _ = text.write_str(value);
                }
            }
        }
        let text = text.trim();
        (!text.is_empty() && (columns == 0 || filled > 0)).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filled_in() {
        let header = ["customer", "first name"].map(str::to_owned);
        let check = |template: &str, row: [&str; 2], expected: Option<&str>| {
            let mut template = Template::try_from(template.to_owned()).unwrap();
            template.bind(&header).unwrap();
            assert_eq!(template.fill(&row.map(str::to_owned)).as_deref(), expected);
        };
        check("Customer {customer}", ["7", ""], Some("Customer 7"));
        check("Customer {customer}", ["", "x"], None);
        check("{customer} {first name}", ["", "Ala"], Some("Ala"));
        check("fixed", ["", ""], Some("fixed"));
        check("{{{customer}}}", ["7", ""], Some("{7}"));
    }

    #[test]
    fn wrong_templates() {
        for wrong in ["{customer", "customer}", "{}", "{a{b}}"] {
            assert!(Template::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        let mut unknown = Template::try_from("{nobody}".to_owned()).unwrap();
        assert_eq!(unknown.bind(&[]), Err("nobody".into()));
    }
}
