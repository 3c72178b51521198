//! Files: announced with size and SHA-256, uploaded piece by piece, attached to an event by its registration.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, Uuid};

/// Announces a file that is to be uploaded. The command may be sent any number of times: the answer says how much of
/// the file has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFile {
    pub id: Uuid,
    #[cfg_attr(feature = "openapi", schema(example = "photo.jpg"))]
    pub name: String,
    /// `application/octet-stream` where it is empty.
    #[serde(default, deserialize_with = "crate::or_default")]
    #[cfg_attr(feature = "openapi", schema(example = "image/jpeg"))]
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Of the whole content, in hexadecimal digits.
    pub sha256: String,
}

/// A file, without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct File {
    pub id: Uuid,
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Of the whole content, in small hexadecimal digits.
    pub sha256: String,
    /// How many bytes have come: where the upload goes on.
    pub received: u64,
    /// All of it has come, and its SHA-256 is right.
    pub complete: bool,
    pub uploaded_by: Uuid,
    pub created_at: Timestamp,
    /// The event that it belongs to.
    pub event: Option<Uuid>,
    /// Id of the field that it stands in; absent for a file of the event as a whole.
    pub field: Option<String>,
}
