//! Builds the browser client into `dist/`: style, Trunk, then what Trunk leaves to us: cutting it into parts, a page
//! without inline scripts, compressed copies. Skipped when nothing
//! it is made of has changed. There is one profile only, for serving, testing and measuring alike.

mod pack;
mod split;
mod style;
mod weight;

use std::fs;
use std::path::Path;

use crate::fingerprint::Fingerprint;
use crate::paths;
use crate::setup::Tools;
use crate::shell::{self, Result, say};

/// All that the client is made of.
const INPUTS: &[&str] = &[
    "app",
    "forms",
    "records",
    "frontend",
    "style",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package-lock.json",
    "xtask/src/client",
];

pub fn build(tools: &Tools) -> Result {
    let dist = paths::dist();
    let stamp = paths::scratch().join("client");
    let inputs = inputs(tools)?;
    if dist.join("index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|found| found == inputs) {
        return Ok(());
    }
    say("building the browser client");
    // A build that fails half-way must not pass for a finished one.
    let _ = fs::remove_file(&stamp);
    let work = paths::root().join("target/client");
    let icons = paths::root().join("node_modules/lucide-static/icons");
    let font = work.join("inter.woff2");
    fs::create_dir_all(&work)?;
    shell::run(tools.command("node").arg("frontend/font.mjs").arg(&font))?;
    let assets = vec![("inter.woff2".to_owned(), fs::read(&font)?)];
    let assets = style::assemble(&paths::root().join("style"), &icons, assets, &work.join("main.css"))?;

    // Trunk calls cargo with `--offline`.
    shell::run(tools.cargo().args(["fetch", "--locked", "--quiet"]))?;
    let made = work.join("dist");
    let mut trunk = tools.command("trunk");
    trunk.args(["build", "--release", "--log", "warn", "--dist"]).arg(&made);
    if with_kit() {
        trunk.args(["--features", "kit"]);
    }
    trunk.env("CARGO_TARGET_DIR", tools.target()).env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk takes only `true` and `false` for an answer here.
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    shell::run(&mut trunk)?;
    for (name, content) in &assets {
        fs::write(made.join(name), content)?;
    }
    let parts = split::split(tools, &work)?;
    let fonts: Vec<&str> = assets.iter().map(|(name, _)| name.as_str()).collect();
    pack::pack(&made, &parts, &fonts)?;
    shell::run(tools.command("node").arg("frontend/compress.mjs").arg(&made))?;
    replace(&dist, &made)?;

    fs::create_dir_all(paths::scratch())?;
    fs::write(&stamp, inputs)?;
    Ok(())
}

/// Fails where a first visit downloads more than it may. A client that was built in haste, under other settings of its
/// profile, is not weighed.
pub fn weigh() -> Result {
    if other_profile().next().is_some() { Ok(()) } else { weight::weigh(&paths::dist()) }
}

/// What the environment says about cargo's profile of the client.
fn other_profile() -> impl Iterator<Item = (String, String)> {
    std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PROFILE_WASM_RELEASE_"))
}

/// Whether the client gets its page `/kit`, which shows every part of the kit: only where a person asks for it.
fn with_kit() -> bool {
    std::env::var_os("KRONIKA_KIT").is_some()
}

fn inputs(tools: &Tools) -> Result<String> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(tools.compiler.name()?.as_bytes());
    fingerprint.add(&[u8::from(with_kit())]);
    for (name, value) in other_profile() {
        fingerprint.add(format!("{name}={value}").as_bytes());
    }
    let root = paths::root();
    for input in INPUTS {
        fingerprint.add_path(&root.join(input))?;
    }
    Ok(fingerprint.hex())
}

/// Puts a finished client in the place of the last one.
fn replace(dist: &Path, made: &Path) -> Result {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::rename(made, dist)?;
    Ok(())
}
