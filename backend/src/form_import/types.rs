//! The static types of expressions, options and literals, as both sources share them.

use forms::Label;
use rust_decimal::Decimal;

/// What a piece gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    Bool,
    Number,
    Text,
    Date,
    Time,
    DateTime,
    Location,
    /// Keys of options, or ids of files.
    List,
    /// Of `null` alone.
    Null,
}

/// One option of a choice: its key and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) key: String,
    pub(super) label: Label,
}

/// A value that was written down.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Number(Decimal),
    Bool(bool),
}
