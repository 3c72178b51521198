//! `cargo xtask bench`: measures the release build.

use crate::serve;
use crate::shell::Result;

/// Builds what is measured. The measurement itself is still to come.
pub fn bench(_args: &[String]) -> Result {
    serve::release()?;
    Err("the release build is ready, but there is no measurement yet".into())
}
