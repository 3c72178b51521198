//! Groups of people.

use serde::{Deserialize, Serialize};

use crate::Uuid;

/// A group and its members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    pub id: Uuid,
    pub name: String,
    pub members: Vec<Uuid>,
    pub revision: i64,
}

/// Adds a group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGroup {
    #[serde(default)]
    pub id: Option<Uuid>,
    pub name: String,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub members: Vec<Uuid>,
}

/// Changes a group; absent attributes stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeGroup {
    pub revision: i64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub members: Option<Vec<Uuid>>,
}
