//! Judging what is announced: name, type, size and sum of a file.

use records::{
    AppError, Problem, Timestamp, Uuid,
    files::{File, NewFile},
};

use crate::entry::Entry;

/// File systems take no longer ones.
const NAME: usize = 255;

/// A file of which nothing has come yet; who uploads it, and when, is not said.
pub(super) fn new(new: NewFile, largest: u64) -> Result<File, AppError> {
    let mut entry = Entry::default();
    let name = entry.required("name", &new.name, NAME);
    if !is_plain(&name) {
        entry.problem(Problem::new("name", "format"));
    }
    let media_type = match media_type(&new.media_type) {
        Some(media_type) => media_type,
        None => {
            entry.problem(Problem::new("media_type", "format"));
            String::new()
        }
    };
    if new.size > largest {
        entry.problem(Problem::new("size", "limit").with("max", largest));
    }
    let sha256 = new.sha256.to_ascii_lowercase();
    if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        entry.problem(Problem::new("sha256", "format"));
    }
    entry.done()?;
    Ok(File {
        id: new.id,
        name,
        media_type,
        size: new.size,
        sha256,
        received: 0,
        complete: false,
        uploaded_by: Uuid::nil(),
        created_at: Timestamp(0),
        event: None,
        field: None,
    })
}

/// Whether it is a file's name and nothing else: no path, no control signs, none that turn the direction of writing and
/// make `gpj.exe` look like `exe.jpg`.
fn is_plain(name: &str) -> bool {
    let turns = ['\u{200E}', '\u{200F}', '\u{061C}'];
    let wrong = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            || turns.contains(&c)
    };
    !name.contains(wrong) && name != "." && name != ".."
}

/// `type/subtype` in small letters (RFC 6838), without parameters.
fn media_type(text: &str) -> Option<String> {
    let text = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if text.is_empty() {
        return Some("application/octet-stream".into());
    }
    let is_name = |name: &str| {
        name.len() <= 127
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let (kind, rest) = text.split_once('/')?;
    (is_name(kind) && is_name(rest)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, media_type: &str, size: u64, sha256: &str) -> Vec<String> {
        let (name, media_type, sha256) = (name.into(), media_type.into(), sha256.into());
        match new(NewFile { id: Uuid::nil(), name, media_type, size, sha256 }, 100) {
            Ok(_) => Vec::new(),
            Err(AppError::Invalid { problems }) => {
                problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
            }
            Err(other) => vec![other.to_string()],
        }
    }

    #[test]
    fn what_is_wrong_with_a_file() {
        let sum = "AB".repeat(32);
        let check = |name: &str, media_type: &str, size: u64, sha256: &str, expected: &[&str]| {
            assert_eq!(told(name, media_type, size, sha256), expected, "{name:?} {media_type:?}");
        };
        check("umowa żółta.pdf", "Application/PDF", 100, &sum, &[]);
        check(".htaccess", "text/plain; charset=utf-8", 0, &sum, &[]);
        check("bez typu", "", 1, &sum, &[]);
        check("  ", "image/png", 1, &sum, &["name required"]);
        check("a\0b", "image/png", 1, &sum, &["name type"]);
        for name in ["../x", "a/b", "a\\b", "..", "a\nb", "faktura\u{202E}gpj.exe"] {
            check(name, "image/png", 1, &sum, &["name format"]);
        }
        check(&"x".repeat(256), "image/png", 1, &sum, &["name max_length"]);
        for media_type in ["image", "image/", "/png", "image/p ng", "image/png/x", "*/*"] {
            check("x", media_type, 1, &sum, &["media_type format"]);
        }
        check("x", "image/png", 101, &sum[1..], &["size limit", "sha256 format"]);
        check("x", "image/png", 1, &"g".repeat(64), &["sha256 format"]);
    }
}
