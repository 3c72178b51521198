//! The compiler: one for the server and the client, with a standard library for WASM.

use std::fs;
use std::path::{Path, PathBuf};

use super::debian;
use crate::shell::{self, Result, say};
use crate::{fingerprint, paths};

const TARGET: &str = "wasm32-unknown-unknown";

/// Which compiler builds the server and the client.
pub enum Compiler {
    /// The one that cargo takes by itself.
    Usual,
    /// Debian's, beside a WASM standard library that was built here.
    Debian { sysroot: PathBuf, linker: PathBuf, version: String },
}

/// Finds a compiler for WASM, or makes one ready.
pub fn compiler() -> Result<Compiler> {
    let forced = std::env::var("KRONIKA_WASM").is_ok_and(|value| value == "debian");
    if forced {
        return debian_compiler();
    }
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if library(Path::new(sysroot.trim())).is_dir() {
        return Ok(Compiler::Usual);
    }
    if paths::on_path("rustup").is_some() {
        say("rustup target add wasm32-unknown-unknown: the browser client is compiled to WASM");
        match shell::run(shell::command("rustup").args(["target", "add", TARGET])) {
            Ok(()) => return Ok(Compiler::Usual),
            Err(error) => say(&format!("{error}; taking Debian's compiler instead")),
        }
    }
    debian_compiler()
}

/// Where a compiler's WASM standard library is.
fn library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// The compiler of Debian's `rustc-web`. No package has its standard library for WASM, but the source of it.
fn debian_compiler() -> Result<Compiler> {
    let mut missing = Vec::new();
    if !Path::new(DEBIAN_RUSTC).is_file() {
        missing.push(("rustc-web", "a compiler that comes with the source of its standard library"));
    }
    if !Path::new(DEBIAN_SOURCE).join("sysroot").is_dir() {
        missing.push(("rust-web-src", "the standard library for WASM is built from it"));
    }
    if linker().is_none() {
        missing.push(("lld-19", "it links WASM"));
    }
    debian::install(&missing)?;
    let linker = linker().ok_or("wasm-ld was installed but is not to be found")?;

    let version = shell::output(shell::command(DEBIAN_RUSTC).arg("-vV"))?;
    let release = version.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or("unknown");
    let name = format!("{release}-{}", fingerprint::of_bytes(version.as_bytes()));
    let sysroot = paths::cache().join("wasm-std").join(name);
    if !library(&sysroot).is_dir() {
        build_library(&sysroot)?;
    }
    Ok(Compiler::Debian { sysroot, linker, version })
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library";

fn linker() -> Option<PathBuf> {
    ["wasm-ld", "wasm-ld-19"].iter().find_map(|name| paths::on_path(name))
}

/// Builds the standard library for WASM and puts it where `--sysroot` looks for it.
fn build_library(sysroot: &Path) -> Result {
    say("building the standard library for WASM, once for this compiler, half a minute to a minute");
    let build = paths::cache().join("wasm-std").join(format!("build-{}", std::process::id()));
    let mut cargo = shell::cargo();
    cargo.args(["build", "--release", "--quiet", "--locked", "--target", TARGET, "--manifest-path"]);
    cargo.arg(Path::new(DEBIAN_SOURCE).join("sysroot/Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", &build).env("RUSTC", DEBIAN_RUSTC);
    // The library uses what is not stable; and link-time optimisation needs its bitcode.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked");
    shell::run(&mut cargo)?;

    // Complete before it can be seen under its name.
    let made = build.join("sysroot");
    fs::create_dir_all(library(&made))?;
    for entry in fs::read_dir(build.join(TARGET).join("release/deps"))? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "rlib") {
            fs::copy(&file, library(&made).join(file.file_name().unwrap_or_default()))?;
        }
    }
    fs::rename(&made, sysroot)?;
    fs::remove_dir_all(&build)?;
    Ok(())
}

impl Compiler {
    /// What cargo has to be told.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Usual => Vec::new(),
            Self::Debian { sysroot, linker, .. } => vec![
                ("RUSTC", DEBIAN_RUSTC.to_owned()),
                ("RUSTDOC", "/usr/bin/rustdoc".to_owned()),
                (
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                    format!("--sysroot={} --cfg erase_components", sysroot.display()),
                ),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.display().to_string()),
            ],
        }
    }

    /// A target folder of its own, so that two compilers do not undo each other's work.
    pub fn target(&self) -> Option<PathBuf> {
        matches!(self, Self::Debian { .. }).then(|| paths::root().join("target/debian"))
    }

    /// Tells compilers apart.
    pub fn name(&self) -> Result<String> {
        match self {
            Self::Usual => shell::output(shell::command("rustc").arg("-vV")),
            Self::Debian { version, .. } => Ok(version.clone()),
        }
    }
}
