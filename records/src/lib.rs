//! What crosses the wire: commands, views, problems and the one error type. One file per noun; pure, native and WASM.

pub mod changes;
pub mod companies;
pub mod contacts;
mod decimal;
mod error;
pub mod event_types;
pub mod events;
pub mod files;
pub mod form_import;
pub mod groups;
mod language;
mod page;
pub mod search;
pub mod sessions;
pub mod settlements;
mod text;
mod time;
pub mod tokens;
pub mod users;

pub use decimal::Decimal;
pub use error::{AppError, ConflictCode, CurrentRecord};
pub use forms::{FormProblem, Json, Problem};
pub use language::Language;
pub use page::{Page, PageRequest};
pub use text::{Text, or_default, set_or_clear};
pub use time::Timestamp;
pub use uuid::Uuid;
