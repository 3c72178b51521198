//! Patterns of `regex-lite`: linear time, bounded size, the same engine on both sides.

use regex_lite::{Regex, RegexBuilder};

/// Bytes of a compiled pattern, about a thousand states: 4,096 characters of text stay below 100 ms even where
/// every state is alive at every character.
const MAX_SIZE: usize = 48 * 1024;
/// Bytes of a pattern as written.
const MAX_SOURCE: usize = 4096;

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Syntax,
    /// Too long, or too large once its repetitions are written out.
    Limit,
}

impl Refused {
    /// The code of the form problem.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Refused::Syntax => "pattern",
            Refused::Limit => "limit",
        }
    }
}

/// Compiles a pattern that searches anywhere.
pub(crate) fn searching(source: &str) -> Result<Regex, Refused> {
    if source.len() > MAX_SOURCE {
        return Err(Refused::Limit);
    }
    build(source)
}

/// How much a step of a pattern costs: 1 for a few dozen states, 16 for the largest.
pub(crate) fn weight(source: &str) -> usize {
    let fits = |size: usize| RegexBuilder::new(source).size_limit(size).build().is_ok();
    if fits(4 * 1024) {
        1
    } else if fits(12 * 1024) {
        4
    } else {
        16
    }
}

/// Compiles a pattern that has to match the whole value.
pub(crate) fn whole(source: &str) -> Result<Regex, Refused> {
    // Alone first: `a)(b` would be sound between brackets.
    searching(source)?;
    // A pattern in verbose mode may end with a comment, which only a line break ends.
    build(&format!(r"\A(?:{source})\z")).or_else(|_| build(&format!("\\A(?:{source}\n)\\z")))
}

fn build(source: &str) -> Result<Regex, Refused> {
    RegexBuilder::new(source).size_limit(MAX_SIZE).build().map_err(|error| {
        // The only reason that regex-lite names in words of its own.
        if error.to_string().contains("size limit") { Refused::Limit } else { Refused::Syntax }
    })
}
