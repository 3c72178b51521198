//! Cuts the client into a part that every visit needs and chapters that are fetched when they are opened
//! (`app/src/chapters.rs`). Trunk knows nothing of this: what it has compiled is taken up again here. Then every part is
//! made small by wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};

use crate::setup::Tools;
use crate::shell::{self, Result};

/// What names and fetches the chapters; the WASM looks for it under this name.
pub const LOADER: &str = "__wasm_split.js";

/// The parts of a client, in one folder: `frontend.js`, `frontend_bg.wasm`, [`LOADER`], and the chapters.
pub struct Parts {
    pub folder: PathBuf,
    /// The names of the chapters' files.
    pub chapters: Vec<String>,
}

/// `work` is a folder of our own.
pub fn split(tools: &Tools, work: &Path) -> Result<Parts> {
    let (cut, folder) = (work.join("cut"), work.join("parts"));
    for folder in [&cut, &folder] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let whole = tools.target().join("wasm32-unknown-unknown/wasm-release/frontend.wasm");
    let mut split = tools.command("wasm-split-cli");
    split.args(["--target", "web", "--out-name", "frontend"]).arg(&whole).arg(&cut);
    shell::run(&mut split)?;

    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "frontend"]);
    // The chapters find what they share with the first part by its exports.
    bindgen.args(["--keep-lld-exports", "--out-dir"]).arg(&folder).arg(cut.join("frontend.wasm"));
    shell::run(&mut bindgen)?;
    fs::copy(cut.join(LOADER), folder.join(LOADER))?;

    let mut chapters: Vec<String> = fs::read_dir(&cut)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    chapters.retain(|name| name.ends_with(".wasm") && name != "frontend.wasm");
    chapters.sort();
    for name in &chapters {
        optimise(tools, &cut.join(name), &folder.join(name))?;
    }
    let first = folder.join("frontend_bg.wasm");
    optimise(tools, &first, &first)?;
    Ok(Parts { folder, chapters })
}

/// `-Os` makes it smaller than `-Oz` does, once it is compressed; so does an order by which like stands beside like.
fn optimise(tools: &Tools, from: &Path, to: &Path) -> Result {
    let mut optimise = tools.command("wasm-opt");
    optimise.args(["-Os", "--reorder-functions-by-name", "--output"]).arg(to).arg(from);
    // Each time it wonders aloud at a kind of name that only readers of a stack would miss.
    shell::output(&mut optimise).map(drop)
}
