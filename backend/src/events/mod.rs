//! Events: registered through one write path, read back by cursor, changed only with a log entry.

mod canonical;
mod edit;
pub(crate) mod list;
mod log;
pub(crate) mod numbering;
mod prepare;
mod references;
mod register;
mod search;
mod settlements;
mod store;
pub mod types;

pub use edit::{cancel, change};
pub(crate) use list::must_see;
pub use list::{get, list};
pub use log::{log, log_page};
pub(crate) use prepare::Extra;
pub use register::register;
pub(crate) use register::register_with;
