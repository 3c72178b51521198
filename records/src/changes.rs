//! The change feed: what happened to which record, behind live updates and offline copies.

use serde::{Deserialize, Serialize};

use crate::Uuid;

/// One change, as a reader who may see it gets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    pub entity: Entity,
    pub id: Uuid,
    pub kind: ChangeKind,
    /// Company that the record belongs to.
    pub company: Option<Uuid>,
    /// Id of the event type of an event.
    pub event_type: Option<Uuid>,
}

/// The kinds of record that the feed tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Entity {
    Event,
    Company,
    Contact,
    EventType,
    User,
    Group,
}

/// What became of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangeKind {
    Created,
    Changed,
    /// Deleted, or lost from the reader's sight.
    Gone,
}

/// Changes after a cursor. `next` is always there: it is where to go on from, now or later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangesPage {
    pub items: Vec<Change>,
    pub next: String,
    /// More are waiting already.
    pub more: bool,
}

/// Where to read on from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ChangesRequest {
    /// Cursor of the last answer; the beginning of the feed where absent. The word `present` asks for nothing but the
    /// cursor of its end, for a copy that is about to be made.
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}
