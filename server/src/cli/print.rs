//! What a command says. A full disk or a closed pipe behind it is a failure like any other, no panic.

use std::{
    fmt::Display,
    io::{Write, stderr, stdout},
};

use crate::failure::Failure;

/// A line on standard output. Errors: it cannot be written; what the command did is done.
pub fn line(text: impl Display) -> Result<(), Failure> {
    writeln!(stdout().lock(), "{text}")
        .map_err(|error| Failure::new(format!("cannot print the result: {error}")))
}

/// A line on standard error. Where that cannot be written there is nobody to be told so.
pub fn note(text: impl Display) {
    let _ = writeln!(stderr().lock(), "{text}");
}
