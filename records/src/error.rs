//! The one error that crosses the wire, through server functions and (as RFC 9457 problem details) through REST.

use std::fmt;

use forms::{FormProblem, Json, Problem};
use serde::{Deserialize, Serialize};

/// Why a request was refused. Holds nothing of the server's inner workings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in, or the session or token has ended.
    Unauthorized,
    /// Login or password is wrong.
    WrongCredentials,
    /// Visible, but not allowed for this person.
    Forbidden { detail: String },
    /// Absent, or not to be seen by this person.
    NotFound,
    /// The request cannot be read at all.
    Malformed { detail: String },
    /// Values that break rules, each with its place in the request.
    Invalid { problems: Vec<Problem> },
    /// A form that is itself wrong.
    InvalidForm { form_problems: Vec<FormProblem> },
    /// What does not fit what is there: a stale revision (with the record as it is now), or what `code` says.
    Conflict {
        detail: String,
        current: Option<CurrentRecord>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<ConflictCode>,
    },
    /// Too many tries; wait that many seconds.
    TooMany { retry_after: u32 },
    /// A cursor too old to go on from: read everything afresh.
    Gone,
    /// The request is larger than the server takes.
    TooLarge,
    /// The server or its database cannot answer now; nothing was changed.
    Unavailable,
    /// A fault of ours; it is in the server's log.
    Internal,
    /// The client could not reach the server (made by the client itself).
    Network { detail: String },
    /// The client's device cannot keep it; `full` where it has no room (made by the client itself).
    Storage { full: bool },
}

/// Conflicts that a program has to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictCode {
    /// The id of a command was used with another content, or by another person.
    IdUsed,
    /// The version of the form is no longer taken; `detail` is the reason that was given.
    Withdrawn,
}

/// A record as it is now, kept as text so that the error stays one plain type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CurrentRecord(pub String);

impl AppError {
    /// One problem at one place.
    pub fn at(path: &str, code: &'static str) -> Self {
        Self::Invalid { problems: vec![Problem::new(path, code)] }
    }

    /// A stale change, answered with the record as it is now.
    pub fn stale(current: &impl Serialize) -> Self {
        Self::conflict("the record has been changed by somebody else meanwhile", current)
    }

    /// What does not fit the record as it is now, with that record.
    pub fn conflict(detail: &str, current: &impl Serialize) -> Self {
        let text = serde_json::to_string(current).ok().map(CurrentRecord);
        Self::Conflict { detail: detail.into(), current: text, code: None }
    }

    /// What cannot be done now, without a record to show.
    pub fn bare_conflict(detail: impl Into<String>, code: Option<ConflictCode>) -> Self {
        Self::Conflict { detail: detail.into(), current: None, code }
    }

    /// The HTTP status that stands for it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthorized | Self::WrongCredentials => 401,
            Self::Forbidden { .. } => 403,
            Self::NotFound => 404,
            Self::Malformed { .. } => 400,
            Self::Invalid { .. } | Self::InvalidForm { .. } => 422,
            Self::Conflict { .. } => 409,
            Self::TooMany { .. } => 429,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Unavailable | Self::Network { .. } | Self::Storage { .. } => 503,
            Self::Internal => 500,
        }
    }

    /// The current record of a conflict, where there is one.
    pub fn current(&self) -> Option<Json> {
        match self {
            Self::Conflict { current: Some(record), .. } => Json::parse(&record.0).ok(),
            _ => None,
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized => out.write_str("sign in first"),
            Self::WrongCredentials => out.write_str("wrong login or password"),
            Self::Forbidden { detail } | Self::Malformed { detail } => out.write_str(detail),
            Self::NotFound => out.write_str("there is no such record"),
            Self::Invalid { problems } => {
                out.write_str("the request breaks rules:")?;
                problems.iter().try_for_each(|problem| write!(out, " {}: {};", problem.path, problem.code))
            }
            Self::InvalidForm { form_problems } => {
                out.write_str("the form is wrong:")?;
                form_problems.iter().try_for_each(|problem| write!(out, " {}: {};", problem.at, problem.code))
            }
            Self::Conflict { detail, .. } | Self::Network { detail } => out.write_str(detail),
            Self::TooMany { retry_after } => write!(out, "too many tries; wait {retry_after} s"),
            Self::Gone => out.write_str("the cursor is too old; read everything afresh"),
            Self::TooLarge => out.write_str("the request is too large"),
            Self::Unavailable => out.write_str("the server cannot answer now; nothing was changed"),
            Self::Storage { .. } => out.write_str("the device cannot keep it"),
            Self::Internal => out.write_str("a fault of the server; it is in its log"),
        }
    }
}

impl std::error::Error for AppError {}
