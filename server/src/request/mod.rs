//! Reading requests: bodies, queries and paths, each fault told with its place.

mod body;
mod fault;
mod path;
mod query;

pub use body::{Body, collect, is_binary, is_json};
pub use path::{Id, Key, KeyAndNumber};
pub use query::Query;
