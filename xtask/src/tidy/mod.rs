//! `cargo xtask tidy`: the house rules, as a test. Each rule is a pure function from texts to complaints.

mod crates;
mod docs;
mod sources;
mod trees;

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Result, output, say};
use crate::{paths, shell};

/// What is wrong, and where: a path from the root of the clone.
#[derive(Debug, PartialEq, Eq)]
pub struct Complaint {
    pub at: String,
    pub what: String,
}

impl Complaint {
    pub fn new(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self { at: at.into(), what: what.into() }
    }
}

pub fn tidy() -> Result {
    let texts = texts()?;
    let mut complaints = Vec::new();
    for (path, text) in &texts {
        if path.ends_with(".rs") {
            complaints.extend(sources::check(path, text));
        }
        if path.ends_with(".md") {
            complaints.extend(docs::links(path, text, |file| paths::root().join(file).exists()));
        }
        if path.ends_with("package-lock.json") {
            complaints.extend(docs::no_addresses(path, text));
        }
    }
    let find = |wanted: &str| texts.iter().find(|(path, _)| path == wanted).map(|(_, text)| text.as_str());
    let members = crates::members(find("Cargo.toml").unwrap_or_default());
    for member in &members {
        let manifest = format!("{member}/Cargo.toml");
        complaints.extend(crates::directions(member, find(&manifest).unwrap_or_default()));
    }
    complaints.extend(docs::architecture(find("ARCHITECTURE.md"), &members));
    let decisions = texts.iter().map(|(path, _)| path.as_str());
    complaints.extend(docs::decisions(decisions, &texts));
    complaints.extend(trees::check()?);

    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".rs")) {
        if let Some(warning) = sources::long(path, text) {
            say(&warning);
        }
    }
    if complaints.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = complaints.iter().map(|c| format!("  {}: {}", c.at, c.what)).collect();
    Err(format!("{} house rules are broken\n{}", lines.len(), lines.join("\n")).into())
}

/// All files under version control, and new ones that are not ignored, that hold text worth a rule.
fn texts() -> Result<Vec<(String, String)>> {
    let listing = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let names = output(shell::command("git").args(listing))?;
    let wanted = |name: &&str| {
        let ending = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
        matches!(ending, "rs" | "md" | "toml") || name.ends_with("package-lock.json")
    };
    let mut texts = Vec::new();
    for name in names.lines().filter(wanted) {
        let file: PathBuf = paths::root().join(name);
        // One that was deleted but not yet committed is still listed.
        if file.is_file() {
            texts.push((name.to_owned(), fs::read_to_string(&file).map_err(|e| format!("{name}: {e}"))?));
        }
    }
    Ok(texts)
}
