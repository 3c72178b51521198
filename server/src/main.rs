//! The binary `kronika`: command line, settings, REST, live stream, and the client it carries.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod access;
mod assets;
mod cli;
mod docs;
mod failure;
mod functions;
mod guard;
mod openapi;
mod problem;
mod request;
mod rest;
mod router;
mod settings;
mod site;

// Without a use of the crate its server functions would not be linked.
use app as _;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(failure) => {
            cli::print::note(format_args!("kronika: {failure}"));
            failure.exit_code()
        }
    }
}
