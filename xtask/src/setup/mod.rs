//! Installs what is missing, once per machine where possible; instantaneous when nothing is.

mod cargo_tools;
mod debian;
mod npm;
mod wasm;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::paths;
use crate::shell::{self, Result};
pub use wasm::Compiler;

/// What the machine is made ready for; tests need all that serving needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Serve,
    Test,
}

/// The tools that were found or installed.
pub struct Tools {
    pub compiler: Compiler,
    /// Chromium, where it was asked for.
    pub chromium: Option<PathBuf>,
    /// The folder of PostgreSQL's server programs, where it was asked for.
    pub postgres: Option<PathBuf>,
    search_path: OsString,
}

pub fn setup(purpose: Purpose) -> Result<Tools> {
    let mut folders = vec![npm::install()?];
    let compiler = wasm::compiler()?;
    folders.extend(cargo_tools::install()?);
    let (chromium, postgres) = match purpose {
        Purpose::Serve => (None, None),
        Purpose::Test => {
            let found = debian::install_for_tests()?;
            (Some(found.chromium), Some(found.postgres))
        }
    };
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    Ok(Tools { compiler, chromium, postgres, search_path: env::join_paths(folders)? })
}

impl Tools {
    /// A program, found among the installed tools first.
    pub fn command(&self, program: &str) -> Command {
        let folders = env::split_paths(&self.search_path).map(|folder| folder.join(program));
        let program = folders.into_iter().find(|file| file.is_file()).unwrap_or_else(|| program.into());
        self.with_environment(shell::command(program))
    }

    /// Cargo with the compiler that builds both the server and the client.
    pub fn cargo(&self) -> Command {
        self.with_environment(shell::cargo())
    }

    /// The server as `cargo build` and `cargo test` leave it.
    pub fn server(&self, profile: &str) -> PathBuf {
        self.target().join(profile).join("kronika")
    }

    /// Cargo's target folder.
    pub fn target(&self) -> PathBuf {
        let given = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let usual = || given.unwrap_or_else(|| paths::root().join("target"));
        self.compiler.target().unwrap_or_else(usual)
    }

    fn with_environment(&self, mut command: Command) -> Command {
        command.env("PATH", &self.search_path);
        command.envs(self.compiler.environment());
        if let Some(target) = self.compiler.target() {
            command.env("CARGO_TARGET_DIR", target);
        }
        command
    }
}
