//! One search over everything.

use serde::{Deserialize, Serialize};

use crate::{Uuid, companies::CompanyRow, events::EventRow};

/// The first few of each kind that fit a typed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    pub companies: Vec<CompanyRow>,
    pub contacts: Vec<FoundContact>,
    pub events: Vec<EventRow>,
}

/// A contact as a search shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundContact {
    pub name: String,
    pub position: Option<String>,
    pub company: Uuid,
    pub company_name: String,
}
