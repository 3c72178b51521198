//! The directions between crates, read from their `Cargo.toml` files:
//! `forms ← records ← backend ← app[ssr] ← server` and `records ← app[csr] ← frontend`.

use super::Complaint;

/// What each member may depend on within the workspace, at run time and in tests.
const MAY_USE: &[(&str, &[&str])] = &[
    ("forms", &[]),
    ("records", &["forms"]),
    ("migrations", &[]),
    ("backend", &["forms", "records", "migrations"]),
    ("app", &["forms", "records", "backend"]),
    ("server", &["forms", "records", "backend", "app"]),
    ("frontend", &["app"]),
    ("forms-js", &["forms"]),
    ("xtask", &[]),
];

/// Crates that only the members named may know; a name stands for all that begin with it and a `_` or `-`.
const ONLY: &[(&str, &[&str])] = &[
    ("leptos", &["app", "frontend", "server"]),
    ("server_fn", &["app", "server"]),
    ("axum", &["app", "server"]),
    ("tower", &["server"]),
    ("sea-orm", &["backend", "migrations"]),
    ("sqlx", &["backend", "migrations"]),
    ("tokio", &["backend", "server", "app"]),
];

/// The members listed in the text of the root's `Cargo.toml`.
pub fn members(manifest: &str) -> Vec<String> {
    let list = manifest.split("\nmembers = [").nth(1).and_then(|rest| rest.split(']').next());
    let words = list.unwrap_or_default().split(',').map(|word| word.trim().trim_matches('"'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

pub fn directions(member: &str, manifest: &str) -> Vec<Complaint> {
    let at = format!("{member}/Cargo.toml");
    let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == member) else {
        return vec![Complaint::new(at, "is new: say in xtask/src/tidy/crates.rs what it may depend on")];
    };
    let mut complaints = Vec::new();
    for dependency in dependencies(manifest) {
        let Dependency { section, name, line } = &dependency;
        let ours = MAY_USE.iter().any(|(other, _)| other == name);
        if ours && !may_use.contains(name) {
            complaints.push(Complaint::new(&at, format!("{member} must not depend on {name}")));
        }
        // A test of the whole program may look into its database.
        let test_of_storage = section == "dev-dependencies" && ["sea-orm", "sqlx"].contains(name);
        let guarded = ONLY.iter().find(|(start, _)| !test_of_storage && begins_with_word(name, start));
        if let Some((_, allowed)) = guarded.filter(|(_, allowed)| !allowed.contains(&member)) {
            let allowed = allowed.join(", ");
            complaints.push(Complaint::new(&at, format!("{name} is only for {allowed}")));
        }
        if member == "frontend" && !section.contains("wasm32") {
            complaints.push(Complaint::new(&at, format!("{name} must stand under the wasm32 target")));
        }
        let server_side = member == "app" && section == "dependencies";
        if server_side && ["backend", "leptos_axum"].contains(name) && !line.contains("optional = true") {
            complaints.push(Complaint::new(&at, format!("{name} must be optional, for `ssr` only")));
        }
    }
    complaints
}

struct Dependency<'a> {
    section: String,
    name: &'a str,
    line: &'a str,
}

/// Dependencies of all kinds, from our own plain way of writing them: one line each.
fn dependencies(manifest: &str) -> Vec<Dependency<'_>> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').to_owned();
            continue;
        }
        let Some(end) = line.find(['.', ' ', '=']).filter(|_| section.ends_with("dependencies")) else {
            continue;
        };
        if !line.starts_with('#') {
            found.push(Dependency { section: section.clone(), name: &line[..end], line });
        }
    }
    found
}

fn begins_with_word(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(member: &str, manifest: &str) -> Vec<String> {
        directions(member, manifest).into_iter().map(|complaint| complaint.what).collect()
    }

    #[test]
    fn members_are_read_from_the_root() {
        let root = "[workspace]\nmembers = [\"forms\", \"app\"]\ndefault-members = [\"forms\"]\n";
        assert_eq!(members(root), ["forms", "app"]);
        assert_eq!(members("[workspace]\nmembers = [\n  \"a\",\n  \"b\",\n]\n"), ["a", "b"]);
    }

    #[test]
    fn the_right_directions_pass() {
        assert!(complaints("records", "[dependencies]\nforms.workspace = true\n").is_empty());
        let app = "[features]\nssr = [\"dep:backend\"]\n[dependencies]\n\
                   backend = { workspace = true, optional = true }\nleptos.workspace = true\n";
        assert!(complaints("app", app).is_empty());
    }

    #[test]
    fn a_wrong_direction_is_told() {
        assert_eq!(
            complaints("forms", "[dependencies]\nrecords = { path = \"../records\" }\n"),
            ["forms must not depend on records"]
        );
        assert_eq!(
            complaints("forms", "[dev-dependencies]\nbackend.workspace = true\n"),
            ["forms must not depend on backend"]
        );
        assert_eq!(complaints("server", "[dependencies]\nmigrations = { workspace = true }\n").len(), 1);
    }

    #[test]
    fn layers_know_only_what_is_theirs() {
        assert_eq!(
            complaints("backend", "[dependencies]\nleptos_router.workspace = true\n"),
            ["leptos_router is only for app, frontend, server"]
        );
        assert_eq!(complaints("backend", "[build-dependencies]\naxum = \"0.8\"\n").len(), 1);
        assert_eq!(complaints("app", "[dependencies]\nsea-orm.workspace = true\n").len(), 1);
        assert!(complaints("server", "[dev-dependencies]\nsea-orm.workspace = true\n").is_empty());
        assert_eq!(complaints("server", "[dependencies]\nsea-orm.workspace = true\n").len(), 1);
        assert!(complaints("backend", "[dependencies]\n# axum\ntokenizers = \"1\"\n").is_empty());
    }

    #[test]
    fn the_browser_and_the_server_stay_apart() {
        assert_eq!(complaints("frontend", "[dependencies]\napp.workspace = true\n").len(), 1);
        let wasm = "[target.'cfg(target_arch = \"wasm32\")'.dependencies]\napp.workspace = true\n";
        assert!(complaints("frontend", wasm).is_empty());
        assert_eq!(complaints("app", "[dependencies]\nbackend.workspace = true\n").len(), 1);
    }

    #[test]
    fn a_new_member_has_to_be_placed() {
        assert_eq!(complaints("reports", "").len(), 1);
    }
}
