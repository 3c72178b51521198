//! The compiler: one for the server and the client, with a standard library for WASM.

use std::path::{Path, PathBuf};

use super::debian;
use crate::paths;
use crate::shell::{self, Result, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Which compiler builds the server and the client.
pub enum Compiler {
    /// The one that cargo takes by itself.
    Usual,
    /// Debian's, beside a WASM standard library that was built here.
    Debian { sysroot: PathBuf, version: String },
}

/// Finds a compiler for WASM, or makes one ready.
pub fn compiler() -> Result<Compiler> {
    let forced = std::env::var("KRONIKA_WASM").is_ok_and(|value| value == "debian");
    if forced {
        return debian_compiler();
    }
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
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

fn debian_compiler() -> Result<Compiler> {
    let _ = debian::install;
    Err("Debian's compiler is not supported yet".into())
}

impl Compiler {
    /// What cargo has to be told.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Usual => Vec::new(),
            Self::Debian { sysroot, .. } => vec![
                ("RUSTC", "/usr/bin/rustc".to_owned()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("--sysroot={}", sysroot.display())),
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
