//! Cuts JavaScript into words.

use crate::form_import::told::Obstacle;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(String),
    Text(String),
    Name(String),
    Sign(&'static str),
}

const SIGNS: [&str; 37] = [
    "===", "!==", "...", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "<",
    ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", ";", "(", ")", "[", "]", "{", "}", "=", "&",
];

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Obstacle> {
    let mut tokens = Vec::new();
    let mut rest = blank(text)?;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '"' | '\'' => string(rest, first)?,
            '`' => return Err(Obstacle::Template),
            '0'..='9' => {
                let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
                if rest[digits..].starts_with(|next: char| next.is_alphanumeric()) {
                    return Err(Obstacle::OddNumber);
                }
                (Token::Number(rest[..digits].to_owned()), digits)
            }
            first if first.is_alphabetic() || matches!(first, '_' | '$') => {
                let part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$');
                let length = rest.find(|sign: char| !part(sign)).unwrap_or(rest.len());
                (Token::Name(rest[..length].to_owned()), length)
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                // `a?.5:b` is a choice between numbers.
                Some(&"?.") if rest[2..].starts_with(|next: char| next.is_ascii_digit()) => {
                    (Token::Sign("?"), 1)
                }
                Some(sign) => (Token::Sign(sign), sign.len()),
                None => return Err(Obstacle::Sign(first)),
            },
        };
        tokens.push(token);
        rest = blank(&rest[length..])?;
    }
    Ok(tokens)
}

/// Skips white space and comments.
fn blank(text: &str) -> Result<&str, Obstacle> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.find('\n').map_or("", |end| &comment[end..]);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").ok_or(Obstacle::EndlessComment)?;
            rest = &comment[end + 2..];
        } else {
            return Ok(rest);
        }
    }
}

fn string(rest: &str, quote: char) -> Result<(Token, usize), Obstacle> {
    let mut out = String::new();
    let mut signs = rest.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            sign if sign == quote => return Ok((Token::Text(out), at + 1)),
            '\\' => match signs.next() {
                Some((_, 'n')) => out.push('\n'),
                Some((_, 't')) => out.push('\t'),
                Some((_, 'u' | 'x' | 'r' | 'b' | '0')) | None => return Err(Obstacle::Escapes),
                Some((_, plain)) => out.push(plain),
            },
            '\n' => break,
            sign => out.push(sign),
        }
    }
    Err(Obstacle::TextWithoutEnd)
}
