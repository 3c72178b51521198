//! Event types: what an administrator configures, and its immutable published versions.

use forms::{
    Json,
    compare::{AttributeChange, Difference},
};
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Decimal, Problem, Text, Timestamp, Uuid};

/// An event type as it is now, with its newest published version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventType {
    pub id: Uuid,
    pub key: String,
    pub kind: Kind,
    pub name: Text,
    /// `#rrggbb`, of the type's events.
    pub color: String,
    /// `#rrggbb`, of the type's tasks.
    pub task_color: String,
    pub active: bool,
    pub built_in: bool,
    pub default_note: String,
    pub show_details: bool,
    pub label_list: Option<Uuid>,
    /// Number of the newest published version.
    pub version: u32,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub form: Json,
    #[serde(flatten)]
    pub rules: Rules,
    pub has_draft: bool,
    pub revision: i64,
}

/// What a version fixes for ever beside its form: the rules of registration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rules {
    pub numbering: Option<Numbering>,
    pub links: Links,
    pub settlements: Vec<SettlementLine>,
    pub backdating: Option<Backdating>,
    pub on_behalf: bool,
}

/// How a type's events come to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kind {
    /// A note only.
    Simplified,
    Form,
    /// Recorded by the system.
    Automatic,
    /// Recorded when a letter is printed or an e-mail sent.
    Correspondence,
}

/// Automatic numbering. Tokens: `{seq}`, `{seq:4}`, `{YYYY}`, `{YY}`, `{MM}`, `{type}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Numbering {
    pub pattern: String,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub reset: Reset,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub date: NumberingDate,
    /// First value of every counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
}

/// When the counter begins anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reset {
    Monthly,
    Yearly,
    #[default]
    Never,
}

/// The date that decides the period and the pattern's year and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NumberingDate {
    #[default]
    Occurred,
    Registered,
}

/// Which links the type takes. Absent ones: company and contact optional, the others hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    #[serde(deserialize_with = "or_optional")]
    pub company: LinkUse,
    #[serde(deserialize_with = "or_optional")]
    pub contact: LinkUse,
    #[serde(deserialize_with = "or_hidden")]
    pub deal: LinkUse,
    #[serde(deserialize_with = "or_hidden")]
    pub order: LinkUse,
    #[serde(deserialize_with = "or_hidden")]
    pub product: LinkUse,
}

fn or_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LinkUse, D::Error> {
    Option::deserialize(deserializer).map(|given| given.unwrap_or(LinkUse::Optional))
}

fn or_hidden<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LinkUse, D::Error> {
    Option::deserialize(deserializer).map(|given| given.unwrap_or(LinkUse::Hidden))
}

impl Default for Links {
    fn default() -> Self {
        use LinkUse::{Hidden, Optional};
        Self { company: Optional, contact: Optional, deal: Hidden, order: Hidden, product: Hidden }
    }
}

/// Whether a link is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinkUse {
    Hidden,
    Optional,
    Required,
}

/// One settlement line of the type: quantity × unit price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettlementLine {
    pub key: String,
    pub name: Text,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub unit: String,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub quantity: SettlementPart,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub unit_price: SettlementPart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_quantity: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_unit_price: Option<Decimal>,
    /// ISO 4217.
    #[serde(default = "polish_zloty", deserialize_with = "or_polish_zloty")]
    pub currency: String,
}

fn polish_zloty() -> String {
    "PLN".into()
}

fn or_polish_zloty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::deserialize(deserializer).map(|given| given.unwrap_or_else(polish_zloty))
}

/// Whether a part of a settlement may be changed at registration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SettlementPart {
    Editable,
    Locked,
    #[default]
    Absent,
}

/// How far back the date of occurrence may lie, in days of the firm's time zone. No `max_days`: as far as one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backdating {
    #[serde(default)]
    pub max_days: Option<u32>,
}

/// A new event type; its form is published at once as version 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEventType {
    #[serde(default)]
    pub id: Option<Uuid>,
    pub key: String,
    pub kind: Kind,
    pub name: Text,
    #[serde(default)]
    pub color: Option<String>,
    #[serde(default)]
    pub task_color: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub form: Json,
    #[serde(default)]
    pub numbering: Option<Numbering>,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub links: Links,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub settlements: Vec<SettlementLine>,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub default_note: String,
    #[serde(default = "yes", deserialize_with = "or_yes")]
    pub show_details: bool,
    #[serde(default)]
    pub label_list: Option<Uuid>,
    /// Absent or `null`: no limit.
    #[serde(default)]
    pub backdating: Option<Backdating>,
    #[serde(default = "yes", deserialize_with = "or_yes")]
    pub on_behalf: bool,
}

fn yes() -> bool {
    true
}

fn or_yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Option::deserialize(deserializer).map(|given| given.unwrap_or(true))
}

/// A change of the live part of an event type; absent attributes stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEventType {
    pub revision: i64,
    #[serde(default)]
    pub name: Option<Text>,
    #[serde(default)]
    pub color: Option<String>,
    #[serde(default)]
    pub task_color: Option<String>,
    #[serde(default)]
    pub active: Option<bool>,
    #[serde(default)]
    pub default_note: Option<String>,
    #[serde(default)]
    pub show_details: Option<bool>,
}

/// The next version in the making; absent attributes are as published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The type's revision that it starts from, against two at once; without one it replaces whatever there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub form: Option<Json>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Numbering>))]
    pub numbering: Option<Option<Numbering>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlements: Option<Vec<SettlementLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Backdating>))]
    pub backdating: Option<Option<Backdating>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<bool>,
}

/// Publishes the draft as the next version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publish {
    #[serde(default, deserialize_with = "crate::or_default")]
    pub note: String,
    /// The type's revision that was looked at; without one whatever is drafted by now is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
}

/// What a numbering gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberingExample {
    /// The number of an event of today; `null` where the numbering breaks rules.
    pub number: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub problems: Vec<Problem>,
}

/// Takes a version out of use, or back into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// What those are told who still register in it; `null` takes the version back into use.
    pub reason: Option<String>,
}

/// What differs between two versions of an event type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionDifferences {
    /// 0 where nothing was before.
    pub from: u32,
    pub to: u32,
    /// In the order of the newer form; what was removed comes last.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub form: Vec<Difference>,
    /// The rules of registration that differ: `numbering`, `links`, `settlements`, `backdating`, `on_behalf`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub rules: Vec<AttributeChange>,
}

/// A published version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    pub version: u32,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub form: Json,
    #[serde(flatten)]
    pub rules: Rules,
    pub note: String,
    pub published_at: Timestamp,
    pub published_by: Option<Uuid>,
    /// Why events in this version are no longer taken; `null` while they are.
    pub withdrawn: Option<String>,
}

/// A published version in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionSummary {
    pub version: u32,
    pub note: String,
    pub published_at: Timestamp,
    pub published_by: Option<Uuid>,
    pub withdrawn: Option<String>,
}
