//! Trunk, wasm-bindgen and wasm-split, each in a folder of its own version in the user's cache.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;
use crate::shell::{self, Result, say};

/// The newest that the oldest supported compiler builds.
const TRUNK: &str = "0.21.14";
/// It reads what `wasm_split_helpers` of Cargo.lock has written into the client, and refuses what it does not know.
const SPLIT: &str = "0.2.4";

struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    features: &'static [&'static str],
    /// Whether to build with the versions that the tool was published with. wasm-bindgen-cli's own lock
    /// has named versions that were withdrawn since.
    locked: bool,
    why: &'static str,
}

/// Installs the tools that are missing; returns the folders they are in.
pub fn install() -> Result<Vec<PathBuf>> {
    let lock =
        fs::read_to_string(paths::root().join("Cargo.lock")).map_err(|e| format!("Cargo.lock: {e}"))?;
    let bindgen = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
    let tools = [
        Tool {
            package: "trunk",
            program: "trunk",
            version: TRUNK.to_owned(),
            features: &[],
            locked: true,
            why: "it puts the browser client together",
        },
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: bindgen.to_owned(),
            features: &[],
            locked: false,
            why: "it makes the JavaScript beside the WASM, and must be of the version in Cargo.lock",
        },
        Tool {
            package: "wasm_split_cli_support",
            program: "wasm-split-cli",
            version: SPLIT.to_owned(),
            features: &["build-binary"],
            locked: true,
            why: "it cuts from the client what few visits need",
        },
    ];
    let all = paths::cache().join("tools");
    let build = all.join(format!("build-{}", std::process::id()));
    let mut folders = Vec::new();
    for tool in tools {
        let home = all.join(format!("{}-{}", tool.package, tool.version));
        if !home.join("bin").join(tool.program).is_file() {
            build_tool(&tool, &home, &build)?;
        }
        folders.push(home.join("bin"));
    }
    if build.exists() {
        fs::remove_dir_all(&build)?;
    }
    Ok(folders)
}

fn build_tool(tool: &Tool, home: &Path, build: &Path) -> Result {
    let Tool { package, version, why, .. } = tool;
    say(&format!("installing {package} {version}, once on this machine, 1 to 4 minutes: {why}"));
    // A debug build takes less than half the time, and the tool works as quickly for our sizes.
    let mut install = shell::cargo();
    install.args(["install", "--debug", "--quiet", &format!("{package}@{version}")]);
    for feature in tool.features {
        install.args(["--features", feature]);
    }
    if tool.locked {
        install.arg("--locked");
    }
    install.arg("--root").arg(home).env("CARGO_TARGET_DIR", build).env("CARGO_PROFILE_DEV_DEBUG", "0");
    shell::run(&mut install)
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_exactly_one_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
