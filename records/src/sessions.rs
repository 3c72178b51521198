//! Signing in.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, Uuid, users::User};

/// What a person signs in with.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    pub login: String,
    pub password: String,
}

/// The first administrator, made on a server without users.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstAdministrator {
    pub name: String,
    pub login: String,
    pub password: String,
}

/// Where a visitor stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    /// Nobody can sign in yet: ask for the first administrator.
    pub first_start: bool,
    pub user: Option<User>,
    /// IANA name of the firm's time zone.
    pub time_zone: String,
    /// Version of the server.
    pub version: String,
    /// The present end of the change feed, for a signed-in person: whatever is read from now on is at least that new.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// An open session of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    pub id: Uuid,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub user_agent: String,
    pub current: bool,
}
