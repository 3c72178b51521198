//! What Trunk leaves to us: a page without inline scripts. Trunk would start the client from an inline
//! script, which a strict Content-Security-Policy forbids; instead `frontend/boot.js` becomes a file of its
//! own, told the hashed names, and the page fetches all parts early without fetching any of them twice.

use std::fs;
use std::path::Path;

use super::style::{hashed, shortened};
use crate::shell::Result;
use crate::{fingerprint, paths};

pub fn pack(dist: &Path) -> Result {
    let names: Vec<String> = fs::read_dir(dist)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    let script = only(&names, "frontend-", ".js")?;
    let module = only(&names, "frontend-", "_bg.wasm")?;
    // wasm-bindgen writes for readers too: an eighth of what travels is indentation and comments.
    let path = dist.join(script);
    let short = shortened(&fs::read_to_string(&path)?);
    let lines = short.lines().filter(|line| !line.starts_with("//"));
    fs::write(&path, lines.collect::<Vec<_>>().join("\n"))?;
    let boot = fs::read_to_string(paths::root().join("frontend/boot.js"))?;
    let boot = put(&boot, "./frontend.js", &format!("/{script}"))?;
    let boot = put(&boot, "./frontend_bg.wasm", &format!("/{module}"))?;
    let boot_name = hashed("boot.js", boot.as_bytes());
    fs::write(dist.join(&boot_name), boot)?;

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)?;
    let html = put(&html, trunk_link(&html)?, &links(&boot_name, script, module))?;
    // The client's name for itself: whatever it is made of, its page names by a hash.
    let name = fingerprint::of_bytes(html.as_bytes());
    let html = put(&html, "</title>", &format!(r#"</title><meta name="client" content="{name}">"#))?;
    if html.contains("<style") || html.matches("<script").count() != 1 {
        return Err("index.html must hold no styles and no script but boot.js".into());
    }
    fs::write(&page, html)?;
    service_worker(dist, &name)
}

/// Tells the service worker which client it holds, and of which files that consists.
fn service_worker(dist: &Path, name: &str) -> Result {
    let mut files = vec!["/".to_owned()];
    for entry in fs::read_dir(dist)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if file != "index.html" && file != "sw.js" {
            files.push(format!("/{file}"));
        }
    }
    files.sort();
    let path = dist.join("sw.js");
    let worker = put(&fs::read_to_string(&path)?, "name of the client", name)?;
    let worker = put(&worker, "\"files of the client\"", &format!("\"{}\"", files.join("\", \"")))?;
    fs::write(&path, worker)?;
    Ok(())
}

/// What told Trunk to build the client: it leaves it standing when it writes no script.
fn trunk_link(html: &str) -> Result<&str> {
    let place = html.split_inclusive('>').find_map(|part| {
        let link = &part[part.find("<link")?..];
        link.contains(r#"rel="rust""#).then_some(link)
    });
    place.ok_or_else(|| "index.html has no link with rel=\"rust\"".into())
}

/// A module's own imports are found only once it has arrived: naming all parts saves two round trips.
/// `crossorigin` makes the browser hand the preloaded WASM to `fetch` instead of loading it again.
fn links(boot: &str, script: &str, module: &str) -> String {
    format!(
        r#"<link rel="preload" href="/{module}" as="fetch" type="application/wasm" crossorigin="anonymous"><link rel="modulepreload" href="/{script}"><script type="module" src="/{boot}"></script>"#
    )
}

fn only<'a>(names: &'a [String], start: &str, end: &str) -> Result<&'a str> {
    let mut fitting = names.iter().filter(|name| name.starts_with(start) && name.ends_with(end));
    match (fitting.next(), fitting.next()) {
        (Some(name), None) => Ok(name),
        _ => Err(format!("Trunk should have made exactly one file {start}…{end}, of: {names:?}").into()),
    }
}

/// Replaces something that must be there exactly once.
fn put(text: &str, place: &str, with: &str) -> Result<String> {
    match text.matches(place).count() {
        1 => Ok(text.replace(place, with)),
        n => Err(format!("`{place}` should stand there once, not {n} times").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_must_be_there_once() {
        assert_eq!(put("a X b", "X", "1").unwrap(), "a 1 b");
        assert!(put("a b", "X", "1").is_err());
        assert!(put("X X", "X", "1").is_err());
    }

    #[test]
    fn trunks_own_link_is_found() {
        let html =
            r#"<link rel="stylesheet" href="/a.css"> <link data-trunk rel="rust" href="Cargo.toml"/><p>"#;
        assert_eq!(trunk_link(html).unwrap(), r#"<link data-trunk rel="rust" href="Cargo.toml"/>"#);
        assert!(trunk_link("<p>").is_err());
    }

    #[test]
    fn two_builds_in_one_folder_are_refused() {
        let names = ["frontend-1.js".to_owned(), "frontend-2.js".to_owned(), "frontend-1_bg.wasm".to_owned()];
        assert!(only(&names, "frontend-", ".js").is_err());
        assert_eq!(only(&names, "frontend-", "_bg.wasm").unwrap(), "frontend-1_bg.wasm");
    }
}
