//! Forms of other programs, read into ours.

use forms::Json;
use serde::{Deserialize, Serialize};

/// A form that was read, and what of its source it does not hold.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedForm {
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub form: Json,
    pub report: FormReport,
}

/// What became of everything in a form's source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormReport {
    /// Fields, tables and texts of the source that stand in the form.
    pub imported: u64,
    pub left_out: Vec<LeftOut>,
}

/// Something that the form does not hold, or holds in another way.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// Its place in the source: `survey!F12`, or a JSON pointer.
    pub at: String,
    pub what: String,
    /// Why, and what can be done about it.
    pub why: String,
}
