//! Patterns of `regex-lite`: linear time, bounded size, the same engine on both sides.

use regex_lite::{Regex, RegexBuilder};

/// Bytes of a compiled pattern, about a thousand states: 4,096 characters of text stay below 100 ms even where
/// every state is alive at every character.
const MAX_SIZE: usize = 48 * 1024;
/// Bytes of a pattern as written.
const MAX_SOURCE: usize = 4096;

/// Compiles a pattern that searches anywhere.
pub(crate) fn searching(source: &str) -> Option<Regex> {
    if source.len() > MAX_SOURCE {
        return None;
    }
    RegexBuilder::new(source).size_limit(MAX_SIZE).build().ok()
}

/// Compiles a pattern that has to match the whole value.
pub(crate) fn whole(source: &str) -> Option<Regex> {
    // Alone first: `a)(b` would be sound between brackets.
    searching(source)?;
    let build = |source: String| RegexBuilder::new(&source).size_limit(MAX_SIZE).build().ok();
    // A pattern in verbose mode may end with a comment, which only a line break ends.
    build(format!(r"\A(?:{source})\z")).or_else(|| build(format!("\\A(?:{source}\n)\\z")))
}
