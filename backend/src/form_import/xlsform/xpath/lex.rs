//! Cuts an XPath into words.

use crate::form_import::told::Obstacle;

/// A word of an XPath.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(String),
    Text(String),
    /// `${name}`
    Field(String),
    /// A name or keyword, with its colons, dashes and points.
    Name(String),
    Sign(&'static str),
}

const SIGNS: [&str; 20] = [
    "!=", "<=", ">=", "//", "..", "::", "=", "<", ">", "+", "-", "*", "|", "/", "(", ")", "[", "]", ",", ".",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Obstacle> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            // Curly quotes come from word processors.
            '"' | '\'' | '‘' | '’' | '“' | '”' => quoted(rest, first)?,
            '$' => field(rest)?,
            '0'..='9' => number(rest),
            '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => number(rest),
            first if first.is_alphabetic() || first == '_' => name(rest),
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Token::Sign(sign), sign.len()),
                None => return Err(Obstacle::NoSign(first)),
            },
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn quoted(rest: &str, first: char) -> Result<(Token, usize), Obstacle> {
    let closing: &[char] = match first {
        '‘' | '’' => &['‘', '’'],
        '“' | '”' => &['“', '”'],
        '"' => &['"'],
        _ => &['\''],
    };
    let body = &rest[first.len_utf8()..];
    let end = body.find(closing).ok_or(Obstacle::EndlessText)?;
    let last = body[end..].chars().next().map_or(0, char::len_utf8);
    Ok((Token::Text(body[..end].to_owned()), first.len_utf8() + end + last))
}

fn field(rest: &str) -> Result<(Token, usize), Obstacle> {
    let end = rest.find('}').filter(|_| rest.starts_with("${")).ok_or(Obstacle::LoneDollar)?;
    let name = rest[2..end].trim();
    Ok((Token::Field(name.rsplit('#').next().unwrap_or(name).to_owned()), end + 1))
}

fn number(rest: &str) -> (Token, usize) {
    let mut point = false;
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || (*byte == b'.' && !std::mem::replace(&mut point, true)))
        .count();
    let digits = rest[..length].trim_end_matches('.');
    let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_owned() };
    (Token::Number(digits), length)
}

fn name(rest: &str) -> (Token, usize) {
    let part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | ':');
    let mut length = rest.find(|sign: char| !part(sign)).unwrap_or(rest.len());
    // An axis is no part of the name before it.
    if let Some(axis) = rest[..length].find("::") {
        length = axis;
    }
    (Token::Name(rest[..length].to_owned()), length)
}
