//! The form engine: forms that a firm designed itself, their values, their judgement.
//!
//! Pure: no input or output, no clock, no time zones, no floats. The same code runs in the server and in the
//! browser, so both give the same verdict. The README lists the choices made where the format leaves one.

pub mod check;
pub mod civil;
pub mod compare;
mod context;
pub mod doors;
mod expression;
mod form;
mod json;
mod json_schema;
mod label;
pub mod moved;
pub mod nip;
mod number;
mod pattern;
mod problem;
mod report;
mod sorting;
mod validate;

pub use context::{Context, Ref};
pub use form::{
    Choice, Constraints, Field, FieldType, Form, Node, ResultType, Rule, Section, Table, TextBlock,
    check_form,
};
pub use json::{Json, JsonError, JsonReason};
pub use json_schema::json_schema;
pub use label::Label;
pub use problem::{FormProblem, Problem};
pub use report::{ReportValue, Reportable};
pub use validate::{Filling, Outcome, Validated, initial, initial_row, validate};
