//! The npm packages of `package-lock.json`, in `node_modules` of this clone.

use std::fs;
use std::path::PathBuf;

use crate::shell::{self, Result, say};
use crate::{fingerprint, paths};

/// Installs them if the lock file has changed since the last time; returns the folder of their programs.
pub fn install() -> Result<PathBuf> {
    let root = paths::root();
    let modules = root.join("node_modules");
    let stamp = modules.join(".kronika");
    let lock = fs::read(root.join("package-lock.json")).map_err(|e| format!("package-lock.json: {e}"))?;
    let wanted = fingerprint::of_bytes(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(modules.join(".bin"));
    }
    if paths::on_path("npm").is_none() {
        return Err("`npm` is missing: install Node.js 20 or newer with npm, then run this again".into());
    }
    say(
        "npm ci: wasm-opt makes the client small, Lucide has its icons, Inter is its font, Playwright runs the browser tests",
    );
    shell::run(shell::command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&stamp, wanted)?;
    Ok(modules.join(".bin"))
}
