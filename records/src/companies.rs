//! Companies: customers, suppliers and other business partners.

use serde::{Deserialize, Serialize};

use crate::{Timestamp, Uuid, contacts::Contact, events::EventRow};

/// A company's data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    pub id: Uuid,
    #[serde(flatten)]
    pub data: CompanyData,
    pub account_manager_name: Option<String>,
    pub created_at: Timestamp,
    pub revision: i64,
}

/// What may be entered for a company.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyData {
    pub name: String,
    /// Polish tax number, ten digits.
    pub nip: Option<String>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub post_town: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub note: Option<String>,
    pub account_manager: Option<Uuid>,
}

/// The company card: data, contacts and the five newest events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyCard {
    #[serde(flatten)]
    pub company: Company,
    pub contacts: Vec<Contact>,
    /// Newest by (occurred_at, id), without cancelled and automatic ones.
    pub recent_events: Vec<EventRow>,
    /// Older events that were registered today, at most five.
    pub registered_today: Vec<EventRow>,
}

/// A company in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyRow {
    pub id: Uuid,
    pub name: String,
    pub nip: Option<String>,
    pub city: Option<String>,
    pub account_manager: Option<Uuid>,
    pub account_manager_name: Option<String>,
    pub revision: i64,
}

/// Adds a company; only the name is needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCompany {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    pub name: String,
    #[serde(default)]
    pub nip: Option<String>,
    #[serde(default)]
    pub street: Option<String>,
    #[serde(default)]
    pub postal_code: Option<String>,
    #[serde(default)]
    pub post_town: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub website: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub account_manager: Option<Uuid>,
}

/// Changes a company. Absent attributes stay, `null` empties them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeCompany {
    /// The revision that the change started from.
    pub revision: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub nip: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub street: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub postal_code: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub post_town: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub city: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub country: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub email: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub phone: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub website: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub note: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub account_manager: Option<Option<Uuid>>,
}

/// In which order a list of companies stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompanyOrder {
    #[default]
    Name,
    NameDescending,
}

/// Which companies a list holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct CompanyFilter {
    /// Beginnings of words of the name, NIP or town; letters are folded, so `zolw` finds `Żółw`.
    #[serde(default)]
    pub text: Option<String>,
    /// A tax number, in any spelling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nip: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(default)]
    pub account_manager: Option<Uuid>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub order: CompanyOrder,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}
