//! One search over everything.

use serde::{Deserialize, Serialize};

use crate::{companies::CompanyRow, events::EventRow};

/// The first few of each kind that fit a typed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    pub companies: Vec<CompanyRow>,
    pub events: Vec<EventRow>,
}
