//! Cuts an expression into words, as CEL's grammar does.

use super::ast::Fault;
use crate::number;
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Number(Decimal),
    Text(String),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

const SIGNS: [&str; 25] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")",
    "[", "]", "{", "}", "=",
];

/// All tokens with their places, the end included.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip();
        let at = lexer.at;
        let token = lexer.token()?;
        let end = token == Token::End;
        tokens.push((at, token));
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::new("syntax", self.at, message)
    }

    /// White space and comments.
    fn skip(&mut self) {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.at += 1,
                b'/' if self.byte(1) == b'/' => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                }
                _ => return,
            }
        }
    }

    fn token(&mut self) -> Result<Token, Fault> {
        if self.rest().is_empty() {
            return Ok(Token::End);
        }
        match self.byte(0) {
            b'"' | b'\'' => return self.string(false),
            b'r' | b'R' if matches!(self.byte(1), b'"' | b'\'') => {
                self.at += 1;
                return self.string(true);
            }
            b'0'..=b'9' => return self.number(),
            b'.' if self.byte(1).is_ascii_digit() => return self.number(),
            first if first == b'_' || first.is_ascii_alphabetic() => {
                let name = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
                let length = self.rest().bytes().take_while(|byte| name(*byte)).count();
                let word = self.rest()[..length].to_owned();
                self.at += length;
                if matches!(self.byte(0), b'"' | b'\'') {
                    return Err(self.fault("strings take no prefix but r"));
                }
                return Ok(Token::Name(word));
            }
            _ => {}
        }
        match SIGNS.iter().find(|sign| self.rest().starts_with(**sign)) {
            Some(&"=") => Err(self.fault("= compares nothing, == does")),
            Some(sign) => {
                self.at += sign.len();
                Ok(Token::Sign(sign))
            }
            None => Err(self.fault("a sign that means nothing here")),
        }
    }

    /// Digits and a point. No exponents: nothing here is a float.
    fn number(&mut self) -> Result<Token, Fault> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut length = digits(self.rest());
        let places = if self.byte(length) == b'.' { digits(&self.rest()[length + 1..]) } else { 0 };
        let mut written = self.rest()[..length].to_owned();
        if written.is_empty() {
            written.push('0');
        }
        if places > 0 {
            written.push_str(&self.rest()[length..length + 1 + places]);
            length += 1 + places;
        }
        let number = number::decimal(&written).ok_or_else(|| self.fault("a number of too many digits"))?;
        if self.byte(length) == b'_' || self.byte(length).is_ascii_alphanumeric() {
            return Err(self.fault("a number has digits and one point only"));
        }
        self.at += length;
        Ok(Token::Number(number))
    }

    fn string(&mut self, raw: bool) -> Result<Token, Fault> {
        let start = self.at;
        let quote = if self.byte(0) == b'"' { '"' } else { '\'' };
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let long = self.rest().starts_with(triple);
        self.at += if long { 3 } else { 1 };
        let mut out = String::new();
        loop {
            let Some(sign) = self.rest().chars().next() else {
                return Err(Fault::new("syntax", start, "a string without an end"));
            };
            match sign {
                _ if long && self.rest().starts_with(triple) => {
                    self.at += 3;
                    break;
                }
                _ if !long && sign == quote => {
                    self.at += 1;
                    break;
                }
                '\n' | '\r' if !long => return Err(Fault::new("syntax", start, "a string without an end")),
                '\\' if !raw => out.push(self.escape()?),
                _ => {
                    self.at += sign.len_utf8();
                    out.push(sign);
                }
            }
        }
        if out.contains('\0') {
            return Err(Fault::new("syntax", start, "a string may not hold NUL"));
        }
        Ok(Token::Text(out))
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let (letter, digits, radix) = match self.byte(1) {
            b'x' | b'X' => (2, 2, 16),
            b'u' => (2, 4, 16),
            b'U' => (2, 8, 16),
            b'0'..=b'3' => (1, 3, 8),
            simple => {
                let sign = match simple {
                    b'a' => '\u{7}',
                    b'b' => '\u{8}',
                    b'f' => '\u{c}',
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    b'v' => '\u{b}',
                    b'\\' | b'\'' | b'"' | b'`' | b'?' => simple as char,
                    _ => return Err(self.fault("an escape that does not exist")),
                };
                self.at += 2;
                return Ok(sign);
            }
        };
        let digits_at = self.at + letter;
        let scalar = self
            .text
            .get(digits_at..digits_at + digits)
            .filter(|text| text.bytes().all(|byte| (byte as char).is_digit(radix)));
        let sign = scalar.and_then(|text| u32::from_str_radix(text, radix).ok()).and_then(char::from_u32);
        match sign {
            Some(sign) => {
                self.at = digits_at + digits;
                Ok(sign)
            }
            None => Err(self.fault("an escape that is no character")),
        }
    }
}
