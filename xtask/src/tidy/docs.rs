//! Rules for the documentation, and for what must not be in any file.

use super::Complaint;

/// Every member of the workspace is named in `ARCHITECTURE.md`, as `` `name/` `` or `` `name` ``.
pub fn architecture(text: Option<&str>, members: &[String]) -> Vec<Complaint> {
    let Some(text) = text else {
        return vec![Complaint::new("ARCHITECTURE.md", "is missing")];
    };
    let named = |member: &str| {
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
        words.any(|word| word == member)
    };
    let missing = members.iter().filter(|member| !named(member));
    missing.map(|member| Complaint::new("ARCHITECTURE.md", format!("does not name {member}"))).collect()
}

/// Every decision is linked from another document, so that somebody reads it.
pub fn decisions<'a>(paths: impl Iterator<Item = &'a str>, texts: &[(String, String)]) -> Vec<Complaint> {
    let decisions = paths.filter(|path| path.starts_with("docs/decisions/") && path.ends_with(".md"));
    let unread = decisions.filter(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut others = texts.iter().filter(|(other, _)| other != path && other.ends_with(".md"));
        name != "README.md" && !others.any(|(_, text)| text.contains(name))
    });
    unread.map(|path| Complaint::new(path, "no document links to it")).collect()
}

/// Relative links lead to files. Addresses, anchors and code blocks are left alone.
pub fn links(path: &str, text: &str, exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut complaints = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            let elsewhere =
                target.contains("://") || target.starts_with("mailto:") || target.starts_with('/');
            let file = if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
            if !target.is_empty() && !elsewhere && !exists(&file) {
                complaints.push(Complaint::new(path, format!("links to {target}, which is not there")));
            }
        }
    }
    complaints
}

/// A lock file that says where packages were fetched from works only where that place is reached.
pub fn no_addresses(path: &str, text: &str) -> Vec<Complaint> {
    let found = text.contains("\"resolved\":");
    let what = "holds addresses of a registry: make it with `npm install --omit-lockfile-registry-resolved`";
    found.then(|| Complaint::new(path, what)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_architecture_names_all_members() {
        let members = ["forms".to_owned(), "app".to_owned()];
        assert!(architecture(Some("`forms/` and `app`"), &members).is_empty());
        assert_eq!(architecture(Some("`forms/` and applications"), &members).len(), 1);
        assert_eq!(architecture(None, &members).len(), 1);
    }

    #[test]
    fn links_lead_somewhere() {
        let exists = |file: &str| file == "docs/a.md";
        assert!(links("README.md", "see [a](docs/a.md#x) and [b](https://b.example)", exists).is_empty());
        assert!(links("docs/b.md", "[a](a.md)\n```\n[x](y)\n```\n", exists).is_empty());
        assert_eq!(links("docs/b.md", "[a](docs/a.md)", exists).len(), 1);
    }

    #[test]
    fn decisions_are_read() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let mut texts = vec![file("docs/decisions/0001-x.md", "# X 0001-x.md")];
        let paths = ["docs/decisions/0001-x.md"];
        assert_eq!(decisions(paths.into_iter(), &texts).len(), 1);
        texts.push(file("ARCHITECTURE.md", "[x](docs/decisions/0001-x.md)"));
        assert!(decisions(paths.into_iter(), &texts).is_empty());
    }

    #[test]
    fn a_lock_file_holds_no_addresses() {
        assert_eq!(no_addresses("package-lock.json", r#"{"resolved": "https://r.example/a.tgz"}"#).len(), 1);
        assert!(no_addresses("package-lock.json", r#"{"integrity": "sha512-"}"#).is_empty());
    }
}
