//! Work without network: what the browser keeps, and the commands that wait in it.

pub(crate) mod db;
pub(crate) mod files;
