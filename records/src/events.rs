//! Events: the command that registers one, and how events are read back.

use forms::Json;
use serde::{Deserialize, Serialize};

use crate::{Decimal, Timestamp, Uuid, files::File};

/// Registers an event. With an `id` made by the client the command may be sent any number of times.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterEvent {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Key (or id) of the event type.
    pub r#type: String,
    /// The version the form was filled in; the newest where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_version: Option<u32>,
    /// When the form was filled, for events that waited without network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed_by: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Uuid>,
    /// The type's default where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Json::is_null")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub values: Json,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "crate::or_default")]
    pub settlements: Vec<SettlementInput>,
    /// Uploaded files that belong to the event as a whole, each once and in no field.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "crate::or_default")]
    pub files: Vec<Uuid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "crate::or_default")]
    pub follow_up_tasks: Vec<FollowUpTask>,
}

/// What is entered for one settlement line of the type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettlementInput {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Decimal>,
}

/// A task to plan together with the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpTask {
    pub title: String,
    #[serde(default)]
    pub assignee: Option<Uuid>,
    /// `2026-12-01`
    #[serde(default)]
    pub due: Option<String>,
}

/// A registered event, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    #[serde(flatten)]
    pub head: EventRow,
    pub form_version: u32,
    pub filled_at: Option<Timestamp>,
    pub deal: Option<Uuid>,
    pub order: Option<Uuid>,
    pub product: Option<Uuid>,
    /// The name of the contact at the company.
    pub contact_name: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub values: Json,
    pub settlements: Vec<Settlement>,
    /// Those that stand in its values, and those attached to it as a whole.
    #[serde(default)]
    pub files: Vec<File>,
    pub cancel_reason: Option<String>,
    pub revision: i64,
}

/// An event as lists show it: without its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventRow {
    pub id: Uuid,
    /// Key of the event type.
    pub r#type: String,
    pub number: Option<String>,
    pub occurred_at: Timestamp,
    pub registered_at: Timestamp,
    pub registered_by: Uuid,
    pub registered_by_name: String,
    pub performed_by: Uuid,
    pub performed_by_name: String,
    pub company: Option<Uuid>,
    pub company_name: Option<String>,
    pub contact: Option<Uuid>,
    /// In lists at most the first 500 characters.
    pub note: String,
    pub source: Source,
    pub cancelled_at: Option<Timestamp>,
    /// Registered on the current day of the firm's time zone.
    pub registered_today: bool,
}

/// Through which door the event came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Source {
    Manual,
    Automatic,
    Correspondence,
    Offline,
    Import,
    Api,
}

/// One settlement line of an event; `amount` is `null` where a part is unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settlement {
    pub key: String,
    pub unit: String,
    pub quantity: Option<Decimal>,
    pub unit_price: Option<Decimal>,
    pub amount: Option<Decimal>,
    pub currency: String,
}

/// Changes an event; absent attributes stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEvent {
    pub revision: i64,
    #[serde(default)]
    pub occurred_at: Option<Timestamp>,
    #[serde(default)]
    pub performed_by: Option<Uuid>,
    /// Another company, or with `null` none. A contact that stays must be of it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub company: Option<Option<Uuid>>,
    /// Another contact, or with `null` none. It brings its company where the event has none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::set_or_clear")]
    pub contact: Option<Option<Uuid>>,
    #[serde(default)]
    pub note: Option<String>,
    /// The whole values; absent keeps them.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub values: Option<Json>,
    #[serde(default)]
    pub settlements: Option<Vec<SettlementInput>>,
}

/// Cancels an event: it stays, keeps its number and is shown as cancelled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelEvent {
    pub revision: i64,
    #[serde(default, deserialize_with = "crate::or_default")]
    pub reason: String,
}

/// Which events a list holds; every given attribute must fit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct EventFilter {
    #[serde(default)]
    pub company: Option<Uuid>,
    /// Key of the event type.
    #[serde(default)]
    pub r#type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub source: Option<Source>,
    #[serde(default)]
    pub performed_by: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<Uuid>,
    /// Only those of companies that this person looks after.
    #[serde(default)]
    pub account_manager: Option<Uuid>,
    /// First day, in the firm's time zone: `2026-11-01`.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day, inclusive.
    #[serde(default)]
    pub to: Option<String>,
    /// Words of the note or the number, from their beginning.
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
    #[serde(default)]
    pub after: Option<String>,
}

/// One line of an event's append-only log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogEntry {
    pub at: Timestamp,
    pub kind: LogKind,
    pub actor: Option<Uuid>,
    pub actor_name: Option<String>,
    /// What else is worth telling: the date a back-dated event was given, the reason of a cancellation …
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub details: Json,
    pub changes: Vec<LogChange>,
}

/// What happened to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LogKind {
    Registered,
    BackDated,
    OnBehalf,
    Edited,
    Cancelled,
}

/// One field of an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogChange {
    pub path: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub old: Json,
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub new: Json,
}
