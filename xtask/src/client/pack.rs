//! What Trunk leaves to us: a page without inline scripts. Trunk would start the client from an inline
//! script, which a strict Content-Security-Policy forbids; instead `frontend/boot.js` becomes a file of its
//! own, told the hashed names, and the page fetches what a first visit needs early, and none of it twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::split::{LOADER, Parts};
use super::style::{hashed, shortened};
use crate::shell::Result;
use crate::{fingerprint, paths};

/// `fonts` are files that the style names.
pub fn pack(dist: &Path, parts: &Parts, fonts: &[&str]) -> Result {
    drop_trunks_own(dist)?;
    let read = |name: &str| fs::read(parts.folder.join(name)).map_err(|e| format!("{name}: {e}"));
    let mut loader = String::from_utf8(read(LOADER)?)?;
    for chapter in &parts.chapters {
        let name = serve(dist, chapter, &read(chapter)?)?;
        loader = put(&loader, &format!("\"./{chapter}\""), &format!("\"/{name}\""))?;
    }
    let by_chapter = files_by_chapter(&loader)?;
    let loader = shortened(&loader);
    let module = serve(dist, "frontend.wasm", &read("frontend_bg.wasm")?)?;
    // wasm-bindgen writes for readers too: an eighth of what travels is indentation and comments.
    let script = shortened(&String::from_utf8(read("frontend.js")?)?);
    let script: Vec<&str> = script.lines().filter(|line| !line.starts_with("//")).collect();
    // The two import each other, so that one hash of both names them.
    let script = script.join("\n");
    let both = fingerprint::of_bytes(format!("{script}\n{loader}").as_bytes());
    let (script_name, loader_name) = (format!("frontend-{both}.js"), format!("chapters-{both}.js"));
    // Imported once for each chapter.
    let script = script.replace(&format!("from \"./{LOADER}\""), &format!("from \"/{loader_name}\""));
    let loader = put(&loader, "from \"./frontend.js\"", &format!("from \"/{script_name}\""))?;
    fs::write(dist.join(&script_name), script)?;
    fs::write(dist.join(&loader_name), loader)?;
    let boot = fs::read_to_string(paths::root().join("frontend/boot.js"))?;
    let boot = put(&boot, "./frontend.js", &format!("/{script_name}"))?;
    let boot = put(&boot, "./frontend_bg.wasm", &format!("/{module}"))?;
    let boot = put(&boot, "\"files of each chapter\"", &by_chapter)?;
    let boot = serve(dist, "boot.js", boot.as_bytes())?;

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)?;
    let html = put(&html, trunk_link(&html)?, &links(&boot, [&script_name, &loader_name], &module, fonts))?;
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

/// The files that each chapter consists of, for JavaScript: `{"events": ["/split_events-0123.wasm", …], …}`. Over what
/// several chapters share, the loader says for which: `/* companies, events */`; a chapter's own part stands under its name.
fn files_by_chapter(loader: &str) -> Result<String> {
    let mut files = BTreeMap::<&str, Vec<&str>>::new();
    let mut shared_by = "";
    for line in loader.lines() {
        if let Some(chapters) = line.strip_prefix("/* ").and_then(|line| line.strip_suffix(" */")) {
            shared_by = chapters;
        } else if let Some((_, chapter)) = line.split_once(" __wasm_split_load_") {
            shared_by = chapter.split(' ').next().unwrap_or_default();
        } else if let Some((_, file)) = line.split_once("new URL(\"") {
            let file = file.split('"').next().unwrap_or_default();
            shared_by.split(", ").for_each(|chapter| files.entry(chapter).or_default().push(file));
        }
    }
    if files.is_empty() || files.contains_key("") {
        return Err(format!("{LOADER} does not tell the chapters of its files").into());
    }
    let lists = files.iter().map(|(chapter, files)| format!("{chapter}: {files:?}"));
    Ok(format!("{{ {} }}", lists.collect::<Vec<_>>().join(", ")))
}

/// What told Trunk to build the client: it leaves it standing when it writes no script.
fn trunk_link(html: &str) -> Result<&str> {
    let place = html.split_inclusive('>').find_map(|part| {
        let link = &part[part.find("<link")?..];
        link.contains(r#"rel="rust""#).then_some(link)
    });
    place.ok_or_else(|| "index.html has no link with rel=\"rust\"".into())
}

/// What Trunk has made of the client in one piece.
fn drop_trunks_own(dist: &Path) -> Result {
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("frontend-") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Puts a file into the client under a name with the hash of its content.
fn serve(dist: &Path, name: &str, content: &[u8]) -> Result<String> {
    let name = hashed(name, content);
    fs::write(dist.join(&name), content)?;
    Ok(name)
}

/// A module's own imports are found only once it has arrived, and a font only once a word is written in it: naming all
/// parts saves two round trips. `crossorigin` makes the browser hand what is preloaded to `fetch` instead of loading it
/// again.
fn links(boot: &str, scripts: [&str; 2], module: &str, fonts: &[&str]) -> String {
    let font = |font: &&str| {
        format!(r#"<link rel="preload" href="/{font}" as="font" type="font/woff2" crossorigin="anonymous">"#)
    };
    let fonts: String = fonts.iter().map(font).collect();
    let scripts = scripts.map(|script| format!(r#"<link rel="modulepreload" href="/{script}">"#)).concat();
    format!(
        r#"{fonts}<link rel="preload" href="/{module}" as="fetch" type="application/wasm" crossorigin="anonymous">{scripts}<script type="module" src="/{boot}"></script>"#
    )
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
    fn a_chapter_has_its_own_file_and_shared_ones() {
        let loader = r#"
/* companies, events */
const __chunk_6 = makeLoad(() => {
    const src = fetch(new URL("/chunk_6-ab.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_events = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("/split_events-cd.wasm", import.meta.url));
}
, [__chunk_6]));"#;
        let files =
            r#"{ companies: ["/chunk_6-ab.wasm"], events: ["/chunk_6-ab.wasm", "/split_events-cd.wasm"] }"#;
        assert_eq!(files_by_chapter(loader).unwrap(), files);
        assert!(files_by_chapter("").is_err());
    }

    #[test]
    fn trunks_own_link_is_found() {
        let html =
            r#"<link rel="stylesheet" href="/a.css"> <link data-trunk rel="rust" href="Cargo.toml"/><p>"#;
        assert_eq!(trunk_link(html).unwrap(), r#"<link data-trunk rel="rust" href="Cargo.toml"/>"#);
        assert!(trunk_link("<p>").is_err());
    }
}
