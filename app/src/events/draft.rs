//! An event that was begun and not sent: kept in the browser, offered again after a reload.

use std::collections::BTreeMap;

use records::{Timestamp, Uuid};
use serde::{Deserialize, Serialize};

use crate::store;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Draft {
    /// The command's id: sending it again after a reload does not register it twice.
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) company: Option<(Uuid, String)>,
    pub(crate) contact: String,
    /// The clock on the firm's wall.
    pub(crate) occurred_at: String,
    pub(crate) performed_by: String,
    pub(crate) note: String,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) kept_at: Timestamp,
}

impl Draft {
    /// The person's draft, if there is one.
    pub(crate) fn read(user: Uuid) -> Option<Self> {
        serde_json::from_str(&store::get(&name(user))?).ok()
    }

    /// Keeps it for the person.
    pub(crate) fn keep(&self, user: Uuid) {
        if let Ok(text) = serde_json::to_string(self) {
            store::set(&name(user), &text);
        }
    }

    /// Forgets the person's draft.
    pub(crate) fn forget(user: Uuid) {
        store::remove(&name(user));
    }
}

fn name(user: Uuid) -> String {
    format!("kronika.draft.{user}")
}
