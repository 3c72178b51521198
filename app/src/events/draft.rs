//! Events that were begun and not sent: kept in the browser's database, offered again.

use std::collections::BTreeMap;

use records::{AppError, Timestamp, Uuid};
use serde::{Deserialize, Serialize};

use crate::{
    offline::{db, files},
    store,
};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Draft {
    /// The command's id: sending it again after a reload does not register it twice.
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    /// The version of the form that it was begun in; 0 where it is not known.
    pub(crate) version: u32,
    pub(crate) company: Option<(Uuid, String)>,
    pub(crate) contact: String,
    /// The clock on the firm's wall.
    pub(crate) occurred_at: String,
    pub(crate) performed_by: String,
    pub(crate) note: String,
    /// By path.
    pub(crate) values: BTreeMap<String, String>,
    /// Of records that are chosen in the values, by id.
    pub(crate) names: BTreeMap<String, String>,
    /// By line and part: `mileage.quantity`.
    pub(crate) settlements: BTreeMap<String, String>,
    pub(crate) kept_at: Timestamp,
}

impl Draft {
    /// The person's drafts, the newest first.
    pub(crate) async fn all(user: Uuid) -> Vec<Self> {
        take_over(user).await;
        let kept = db::under(db::DRAFTS, &format!("{user}/")).await.unwrap_or_default();
        let mut drafts: Vec<Self> = Vec::new();
        for draft in kept.iter().filter_map(|(_, text)| serde_json::from_str::<Self>(text).ok()) {
            // One by one: sorting would bring an algorithm along.
            let at = drafts.iter().position(|one| one.kept_at < draft.kept_at).unwrap_or(drafts.len());
            drafts.insert(at, draft);
        }
        drafts
    }

    /// Keeps it for the person. It is on disk once this has returned.
    pub(crate) async fn keep(&self, user: Uuid) -> Result<(), AppError> {
        let kept = db::put(db::DRAFTS, &self.key(user), &self.text()).await;
        match &kept {
            Ok(()) => self.forget_hurried(user),
            // Another place in the same browser is better than none.
            Err(_) => self.keep_hurriedly(user),
        }
        kept
    }

    /// Keeps it at once, where the page may be gone before the database answers.
    pub(crate) fn keep_hurriedly(&self, user: Uuid) {
        store::set(&hurried(user), &self.text());
    }

    fn forget_hurried(&self, user: Uuid) {
        if read_hurried(user).is_some_and(|draft| draft.id == self.id) {
            store::remove(&hurried(user));
        }
    }

    /// Forgets it: it was sent, and what belongs to it with it.
    pub(crate) async fn forget(&self, user: Uuid) {
        self.forget_hurried(user);
        db::remove(db::DRAFTS, &self.key(user)).await;
    }

    /// Forgets it and the files that were kept for it.
    pub(crate) async fn discard(&self, user: Uuid) {
        self.forget(user).await;
        for id in self.values.values().flat_map(|text| text.lines()) {
            if let Ok(id) = Uuid::parse_str(id) {
                // What is no file is not found among them.
                files::forget(id).await;
            }
        }
    }

    /// Where it stands among the drafts.
    pub(crate) fn key(&self, user: Uuid) -> String {
        format!("{user}/{}", self.id)
    }

    /// All of it as a text.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Where a draft is kept in a hurry; older clients kept their only one there.
fn hurried(user: Uuid) -> String {
    format!("kronika.draft.{user}")
}

fn read_hurried(user: Uuid) -> Option<Draft> {
    serde_json::from_str(&store::get(&hurried(user))?).ok()
}

/// Takes what was kept in a hurry into the database, unless that has something newer.
async fn take_over(user: Uuid) {
    let Some(draft) = read_hurried(user) else { return };
    let known = db::get(db::DRAFTS, &draft.key(user)).await;
    let known = known.and_then(|text| serde_json::from_str::<Draft>(&text).ok());
    match known.is_some_and(|known| known.kept_at >= draft.kept_at) {
        true => draft.forget_hurried(user),
        // Where it cannot be kept there, it stays here.
        false => drop(draft.keep(user).await),
    }
}
