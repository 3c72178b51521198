//! Reads JSON text (RFC 8259) without touching its numbers.

use super::Json;
use crate::FormProblem;
use crate::sorting::sorted;
use std::fmt;

/// Arrays and objects inside one another; the same as serde_json's.
const MAX_DEPTH: usize = 128;

/// Why a text is no JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Bytes from the start of the text.
    pub offset: usize,
    /// From 1.
    pub line: usize,
    /// Characters from the start of the line, from 1.
    pub column: usize,
    pub reason: JsonReason,
}

/// What is wrong with a text that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonReason {
    /// Something else was expected here.
    Expected(&'static str),
    Number,
    /// An escape that does not exist, or half of a surrogate pair.
    Escape,
    ControlCharacter,
    /// The text ends too early.
    End,
    DuplicateKey(String),
    /// Nested deeper than 128.
    Depth,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            JsonReason::Expected(what) => write!(f, "expected {what}")?,
            JsonReason::Number => f.write_str("not a number")?,
            JsonReason::Escape => f.write_str("wrong escape in a string")?,
            JsonReason::ControlCharacter => f.write_str("control character in a string")?,
            JsonReason::End => f.write_str("the text ends too early")?,
            JsonReason::DuplicateKey(key) => write!(f, "the key {key:?} stands twice in one object")?,
            JsonReason::Depth => write!(f, "nested deeper than {MAX_DEPTH}")?,
        }
        write!(f, " at line {} column {}", self.line, self.column)
    }
}

impl std::error::Error for JsonError {}

impl JsonError {
    /// What is wrong with a form that is nested deeper than JSON may be: `limit`. `None` for a text that is no JSON.
    pub fn form_problem(&self) -> Option<FormProblem> {
        let too_deep = self.reason == JsonReason::Depth;
        too_deep.then(|| FormProblem::new("", "limit").with("message", self.to_string()))
    }
}

pub(super) fn document(text: &str) -> Result<Json, JsonError> {
    let mut reader = Reader::new(text);
    let result = reader.value().and_then(|value| {
        reader.white_space();
        if reader.at == text.len() { Ok(value) } else { Err(JsonReason::Expected("the end of the text")) }
    });
    result.map_err(|reason| {
        let mut offset = reader.at.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        JsonError {
            offset,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            reason,
        }
    })
}

pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, depth: 0 }
    }

    pub(super) fn value(&mut self) -> Result<Json, JsonReason> {
        self.white_space();
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => Ok(Json::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            Some(_) => Err(JsonReason::Expected("a value")),
            None => Err(JsonReason::End),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, JsonReason>) -> Result<Json, JsonReason> {
        if self.depth == MAX_DEPTH {
            return Err(JsonReason::Depth);
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Json, JsonReason> {
        let mut members = Vec::new();
        if self.next_is(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.white_space();
            match self.peek() {
                Some(b'"') => {}
                Some(_) => return Err(JsonReason::Expected("a key")),
                None => return Err(JsonReason::End),
            }
            let key = self.string()?;
            if !self.next_is(b':') {
                return Err(self.missing("a colon"));
            }
            members.push((key, self.value()?));
            if self.next_is(b'}') {
                return match repeated(&members) {
                    Some(key) => Err(JsonReason::DuplicateKey(key)),
                    None => Ok(Json::Object(members)),
                };
            }
            if !self.next_is(b',') {
                return Err(self.missing("a comma or }"));
            }
        }
    }

    fn array(&mut self) -> Result<Json, JsonReason> {
        let mut items = Vec::new();
        if self.next_is(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.next_is(b']') {
                return Ok(Json::Array(items));
            }
            if !self.next_is(b',') {
                return Err(self.missing("a comma or ]"));
            }
        }
    }

    pub(super) fn string(&mut self) -> Result<String, JsonReason> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            out.push_str(&self.text[start..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(JsonReason::ControlCharacter),
                None => return Err(JsonReason::End),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonReason> {
        let letter = *self.bytes.get(self.at + 1).ok_or(JsonReason::End)?;
        self.at += 2;
        Ok(match letter {
            b'"' | b'\\' | b'/' => letter as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.four_hex()?;
                if !(0xd800..0xdc00).contains(&high) {
                    return char::from_u32(high).ok_or(JsonReason::Escape);
                }
                if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
                    return Err(JsonReason::Escape);
                }
                self.at += 2;
                let low = self.four_hex()?;
                if !(0xdc00..0xe000).contains(&low) {
                    return Err(JsonReason::Escape);
                }
                let scalar = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(scalar).ok_or(JsonReason::Escape);
            }
            _ => return Err(JsonReason::Escape),
        })
    }

    fn four_hex(&mut self) -> Result<u32, JsonReason> {
        let digits = self.bytes.get(self.at..self.at + 4).ok_or(JsonReason::End)?;
        let mut value = 0;
        for digit in digits {
            value = value * 16 + (*digit as char).to_digit(16).ok_or(JsonReason::Escape)?;
        }
        self.at += 4;
        Ok(value)
    }

    fn number(&mut self) -> Result<Json, JsonReason> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text[start..self.at].to_owned()))
    }

    fn digits(&mut self) -> Result<(), JsonReason> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(JsonReason::Number) } else { Ok(()) }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonReason> {
        if !self.text[self.at..].starts_with(word) {
            return Err(JsonReason::Expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    pub(super) fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn next_is(&mut self, byte: u8) -> bool {
        self.white_space();
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    fn missing(&self, what: &'static str) -> JsonReason {
        if self.at == self.bytes.len() { JsonReason::End } else { JsonReason::Expected(what) }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// A key that stands twice. Sorted, so that an object of a hundred thousand keys costs no square.
fn repeated(members: &[(String, Json)]) -> Option<String> {
    let keys: Vec<&str> = sorted(members.iter().map(|(key, _)| key.as_str()).collect());
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}
