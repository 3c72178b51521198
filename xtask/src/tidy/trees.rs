//! What cargo really resolves: what is in the browser, what is in `backend`, and one version of sqlx.

use super::Complaint;
use crate::shell::{self, Result};

pub fn check() -> Result<Vec<Complaint>> {
    let browser =
        tree(&["-p", "frontend", "--target", "wasm32-unknown-unknown", "-e", "normal,no-proc-macro"])?;
    let backend = tree(&["-p", "backend", "-e", "normal,no-proc-macro"])?;
    let all = tree(&["--workspace", "-e", "normal,no-proc-macro"])?;
    let mut complaints = in_browser(&browser);
    complaints.extend(in_backend(&backend));
    complaints.extend(one_version(&all, "sqlx-core"));
    Ok(complaints)
}

/// One `name version features` a line.
fn tree(words: &[&str]) -> Result<String> {
    let mut cargo = shell::cargo();
    cargo.args(["tree", "--locked", "--quiet", "--prefix", "none", "--format", "{p} {f}"]).args(words);
    shell::output(&mut cargo)
}

fn in_browser(tree: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for name in ["sea-orm", "sqlx-core", "tokio", "axum", "backend", "chrono-tz"] {
        if packages(tree).any(|(package, ..)| package == name) {
            complaints.push(Complaint::new("frontend", format!("{name} is in the browser's tree")));
        }
    }
    for (package, _, features) in packages(tree).filter(|(name, ..)| *name == "leptos" || *name == "app") {
        let has = |feature: &str| features.split(',').any(|other| other == feature);
        if !has("csr") || has("ssr") {
            complaints.push(Complaint::new("frontend", format!("{package} must be built with `csr` only")));
        }
    }
    complaints
}

fn in_backend(tree: &str) -> Vec<Complaint> {
    let foreign = |name: &&str| ["leptos", "axum", "server_fn", "app"].contains(name);
    let mut found: Vec<&str> = packages(tree).map(|(name, ..)| name).filter(foreign).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|name| Complaint::new("backend", format!("{name} is in its tree"))).collect()
}

fn one_version(tree: &str, wanted: &str) -> Vec<Complaint> {
    let mut versions: Vec<&str> =
        packages(tree).filter(|(name, ..)| *name == wanted).map(|(_, version, _)| version).collect();
    versions.sort_unstable();
    versions.dedup();
    let too_many = versions.len() > 1;
    let what = format!("more than one version of {wanted}: {}", versions.join(", "));
    too_many.then(|| Complaint::new("Cargo.lock", what)).into_iter().collect()
}

/// Name, version and features; a path and marks between them are passed over.
fn packages(tree: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    tree.lines().filter_map(|line| {
        let line = line.trim_end_matches(" (*)").trim_end();
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next()?);
        let features = words.next_back().filter(|word| !word.starts_with('(') && !word.ends_with(')'));
        Some((name, version, features.unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_holds_no_server() {
        let good = "frontend v0.1.0 (/x/frontend)\napp v0.1.0 (/x/app) csr\nleptos v0.8.23 csr,default (*)\n";
        assert_eq!(in_browser(good), []);
        assert_eq!(in_browser("tokio v1.0.0 net\n").len(), 1);
        assert_eq!(in_browser("leptos v0.8.23 csr,ssr\n").len(), 1);
        assert_eq!(in_browser("app v0.1.0 (/x/app)\n").len(), 1);
    }

    #[test]
    fn the_backend_knows_no_web() {
        assert_eq!(in_backend("backend v0.1.0 (/x)\nsea-orm v2.0.4 macros\n"), []);
        assert_eq!(in_backend("axum v0.8.9 http1\naxum v0.8.9 http1 (*)\n").len(), 1);
    }

    #[test]
    fn there_is_one_sqlx() {
        assert_eq!(one_version("sqlx-core v0.9.0 any\nsqlx-core v0.9.0 any (*)\n", "sqlx-core"), []);
        assert_eq!(one_version("sqlx-core v0.8.0\nsqlx-core v0.9.0\n", "sqlx-core").len(), 1);
    }
}
