//! Running other programs.

use std::error::Error;
use std::ffi::OsStr;
use std::process::Command;

use crate::paths;

pub type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// One line about what is going on, told apart from the output of the programs that are run.
pub fn say(line: &str) {
    eprintln!("\u{2022} {line}");
}

/// A command in the root of the clone.
///
/// What `cargo run` has put into the environment about `xtask` itself is taken away: build scripts that
/// watch those variables would be run again each time somebody goes from `cargo` to `cargo xtask` and back.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let about_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_NAME", "CARGO_CRATE_NAME"];
        if about_xtask.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that runs `xtask`.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end with our own input and output; anything but success is an error.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|e| format!("`{}` did not start: {e}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command)).into()) }
}

/// Runs a command to its end and returns what it printed; errors carry what it said on the error output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|e| format!("`{}` did not start: {e}", shown(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` ended with {}\n{}", shown(command), output.status, said.trim()).into())
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
