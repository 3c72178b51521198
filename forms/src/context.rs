//! What a form cannot know by itself: the time, the people, the stored values.

use crate::Json;
use serde::{Deserialize, Serialize};

/// Brought by the caller; `forms` knows no clock and no time zones. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// RFC 3339 with the offset of the firm's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// `"2026-11-23"`, the day of the firm's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Who fills the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Ref>,
    /// The company that the event is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Ref>,
    /// The values before an edit, an object by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<Json>,
}

/// A person or a company, as expressions see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ref {
    pub id: String,
    #[serde(default)]
    pub name: String,
}
