//! What a first visit downloads, held to its budget: everything that the page names, as it travels.

use std::fs;
use std::path::Path;

use crate::shell::{Result, say};

/// KiB, compressed.
const BUDGET: f64 = 350.0;

pub fn weigh(dist: &Path) -> Result {
    let names = first_visit(dist)?;
    let mut all = 0.0;
    for name in &names {
        all += kib(dist, name)?;
    }
    say(&format!("a first visit downloads {all:.1} KiB in {} files; {BUDGET} are allowed", names.len()));
    if all <= BUDGET {
        return Ok(());
    }
    let mut lines = Vec::new();
    for name in &names {
        lines.push(format!("{:8.1} KiB  {name}", kib(dist, name)?));
    }
    let lines = lines.join("\n");
    Err(format!(
        "a first visit downloads {all:.1} KiB, which is more than {BUDGET}: move what it can do without into a chapter \
         (app/src/chapters.rs)\n{lines}"
    )
    .into())
}

/// The page, what it names, and what its style names.
fn first_visit(dist: &Path) -> Result<Vec<String>> {
    let page = fs::read_to_string(dist.join("index.html"))?;
    let mut names = vec!["index.html".to_owned()];
    names.extend(named(&page, &["href=\"/", "src=\"/"], '"'));
    for sheet in names.clone().iter().filter(|name| name.ends_with(".css")) {
        names.extend(named(&fs::read_to_string(dist.join(sheet))?, &["url(\"/"], '"'));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn named(text: &str, starts: &[&str], end: char) -> Vec<String> {
    let after = starts.iter().flat_map(|start| text.split(start).skip(1));
    after.filter_map(|rest| rest.split(end).next()).map(str::to_owned).collect()
}

/// How much of a file travels.
fn kib(dist: &Path, name: &str) -> Result<f64> {
    let size = |name: &str| fs::metadata(dist.join(name)).map(|found| found.len());
    let bytes = size(&format!("{name}.br")).or_else(|_| size(name)).map_err(|e| format!("{name}: {e}"))?;
    Ok(bytes as f64 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_and_its_style_name_is_weighed_as_it_travels() {
        let folder = std::env::temp_dir().join(format!("kronika-weight-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let put = |name: &str, content: &[u8]| fs::write(folder.join(name), content).unwrap();
        put("index.html", br#"<link href="/main-1.css"><script src="/boot-1.js"></script>"#);
        put("main-1.css", br#"a{src:url("/font-1.woff2")}"#);
        put("font-1.woff2", &[0; 2048]);
        put("boot-1.js", &[0; 300 * 1024]);
        put("boot-1.js.br", &[0; 1024]);
        put("chapter-1.wasm", &[0; 900 * 1024]);
        let names = first_visit(&folder).unwrap();
        assert_eq!(names, ["boot-1.js", "font-1.woff2", "index.html", "main-1.css"]);
        weigh(&folder).unwrap();
        put("boot-1.js.br", &[0; 360 * 1024]);
        assert!(weigh(&folder).unwrap_err().to_string().contains("360.0 KiB  boot-1.js"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
