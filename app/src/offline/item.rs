//! A command that waits in the outbox.

use records::{
    AppError, ConflictCode, Json, Timestamp, Uuid, companies::NewCompany, contacts::NewContact,
    events::RegisterEvent,
};
use serde::{Deserialize, Deserializer, Serialize};

use crate::{error::read_error, rest, time};

/// What a command makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Noun {
    Event,
    Company,
    Contact,
}

impl Noun {
    /// Where its commands are posted to.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Event => "/api/v1/events",
            Self::Company => "/api/v1/companies",
            Self::Contact => "/api/v1/contacts",
        }
    }
}

/// Read by hand, as it is from the server: a derived reader of errors is a hundredth of the client's size.
fn refusal<'de, D: Deserializer<'de>>(stored: D) -> Result<Option<AppError>, D::Error> {
    let stored = Option::<Json>::deserialize(stored)?;
    Ok(stored.map(|error| read_error(&error.to_string())))
}

/// One command, with what people need to know of it. Attributes are only ever added, each with a default: what an older
/// client has put here is read by a newer one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// The command's own id, and that of the record it makes.
    pub(crate) id: Uuid,
    pub(crate) noun: Noun,
    /// The command as it is sent.
    pub(crate) command: String,
    /// Key of the event type, else the record's name.
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) company: Option<(Uuid, String)>,
    #[serde(default)]
    pub(crate) note: String,
    /// When the event occurred.
    #[serde(default)]
    pub(crate) occurred_at: Option<Timestamp>,
    pub(crate) queued_at: Timestamp,
    /// Files on this device that go first.
    #[serde(default)]
    pub(crate) files: Vec<Uuid>,
    /// Commands that have to be accepted before.
    #[serde(default)]
    pub(crate) needs: Vec<Uuid>,
    /// What was typed, to go on from.
    #[serde(default)]
    pub(crate) draft: Option<String>,
    #[serde(default)]
    pub(crate) tries: u32,
    /// Why the server refused it: it waits for a person then.
    #[serde(default, deserialize_with = "refusal")]
    pub(crate) refused: Option<AppError>,
}

impl Item {
    /// A new event; `draft` is what was typed, to go on from.
    pub(crate) fn event(
        command: &RegisterEvent,
        company: Option<(Uuid, String)>,
        files: Vec<Uuid>,
        draft: String,
    ) -> Result<Self, AppError> {
        let id = command.id.unwrap_or_default();
        Ok(Self {
            company,
            note: command.note.iter().flat_map(|note| note.chars()).take(500).collect(),
            occurred_at: command.occurred_at.or(command.filled_at),
            files,
            draft: Some(draft),
            ..Self::new(Noun::Event, id, command.r#type.clone(), rest::write(command)?)
        })
    }

    /// A new company.
    pub(crate) fn company(command: &NewCompany, id: Uuid) -> Result<Self, AppError> {
        Ok(Self::new(Noun::Company, id, command.name.clone(), rest::write(command)?))
    }

    /// A new contact.
    pub(crate) fn contact(command: &NewContact, id: Uuid) -> Result<Self, AppError> {
        Ok(Self::new(Noun::Contact, id, command.name.clone(), rest::write(command)?))
    }

    fn new(noun: Noun, id: Uuid, title: String, command: String) -> Self {
        Self {
            id,
            noun,
            command,
            title,
            company: None,
            note: String::new(),
            occurred_at: None,
            queued_at: time::now(),
            files: Vec::new(),
            needs: Vec::new(),
            draft: None,
            tries: 0,
            refused: None,
        }
    }

    /// Whether the server has the record, with another content: what names it need not wait.
    pub(crate) fn is_known(&self) -> bool {
        matches!(self.refused, Some(AppError::Conflict { code: Some(ConflictCode::IdUsed), .. }))
    }

    /// Where it stands in the outbox: after what was queued before.
    pub(super) fn key(&self, person: Uuid) -> String {
        format!("{person}/{:016}-{}", self.queued_at.0, self.id)
    }
}

/// What may be said of an error of a command that was sent.
pub(super) enum Verdict {
    /// Try again later.
    Later,
    /// Somebody has to sign in first.
    SignIn,
    /// A person has to look at it.
    Refused,
}

pub(super) fn verdict(error: &AppError) -> Verdict {
    match error {
        AppError::Unauthorized => Verdict::SignIn,
        AppError::Network { .. } | AppError::Unavailable | AppError::Internal | AppError::TooMany { .. } => {
            Verdict::Later
        }
        _ => Verdict::Refused,
    }
}
