//! Reading requests: bodies, queries and paths, each fault told with its place.

mod body;
mod fault;
mod path;
mod query;

pub use body::{Body, collect, discard, is_json, is_of};
pub use path::{Id, Key, KeyAndNumber};
pub use query::Query;
