//! Rules for single Rust files.

use super::Complaint;

/// A file above this wants splitting by meaning.
const LONG: usize = 400;
/// A file above this is refused.
const TOO_LONG: usize = 600;
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["utils", "util", "helpers", "common", "misc"];

pub fn check(path: &str, text: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if !text.trim_start().starts_with("//!") {
        complaints.push(Complaint::new(path, "begins with no `//!` that says what the file is for"));
    }
    let lines = text.lines().count();
    if lines > TOO_LONG {
        complaints.push(Complaint::new(path, format!("has {lines} lines; {TOO_LONG} are the most")));
    }
    let parts = path.trim_end_matches(".rs").split('/');
    if let Some(name) = parts.into_iter().find(|part| EMPTY_NAMES.contains(part)) {
        complaints.push(Complaint::new(path, format!("`{name}` says nothing: name it after what it does")));
    }
    complaints
}

/// A word about a file that is still allowed.
pub fn long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LONG && lines <= TOO_LONG).then(|| format!("{path} has {lines} lines: split it by meaning?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is_for_and_stays_short() {
        assert!(check("app/src/lib.rs", "//! The pages.\n").is_empty());
        assert_eq!(check("app/src/lib.rs", "use x;\n//! Late.\n").len(), 1);
        let long_file = format!("//! Long.\n{}", "\n".repeat(TOO_LONG));
        assert_eq!(check("a.rs", &long_file).len(), 1);
        assert!(long("a.rs", &long_file).is_none());
        assert!(long("a.rs", &"\n".repeat(LONG + 1)).is_some());
    }

    #[test]
    fn a_name_means_something() {
        assert_eq!(check("app/src/utils.rs", "//! X.").len(), 1);
        assert_eq!(check("server/tests/common/mod.rs", "//! X.").len(), 1);
        assert!(check("app/src/commons.rs", "//! X.").is_empty());
    }
}
