//! The values that fields hold and expressions work on.

use crate::civil::DateTime;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub(crate) enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(Decimal),
    Text(Arc<str>),
    /// Days since 1970.
    Date(i32),
    /// Seconds since midnight.
    Time(u32),
    DateTime(DateTime),
    /// Latitude, longitude and accuracy as written; equal or not, nothing else.
    Location(Arc<str>),
    List(Arc<[Value]>),
    /// All rows of a table.
    Rows(usize),
    /// One row: table, index.
    Row(usize, usize),
    User,
    Company,
}

impl Value {
    pub(crate) fn empty_list() -> Value {
        Value::List(Arc::from([]))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// By value: `1.0` is `1`, the same instant in another offset is the same.
    pub(crate) fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Text(a), Value::Text(b)) | (Value::Location(a), Value::Location(b)) => a == b,
            (Value::Date(a), Value::Date(b)) => a == b,
            (Value::Time(a), Value::Time(b)) => a == b,
            (Value::DateTime(a), Value::DateTime(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.equals(b))
            }
            (Value::Rows(a), Value::Rows(b)) => a == b,
            (Value::Row(a, i), Value::Row(b, j)) => a == b && i == j,
            (Value::User, Value::User) | (Value::Company, Value::Company) => true,
            _ => false,
        }
    }

    /// Equal, and written alike: `1.0` is not `1`.
    pub(crate) fn is_identical(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a == b && a.scale() == b.scale(),
            (Value::DateTime(a), Value::DateTime(b)) => a == b && a.offset_minutes == b.offset_minutes,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is_identical(b))
            }
            _ => self.equals(other),
        }
    }

    /// The order of two values of one ordered type.
    pub(crate) fn order(&self, other: &Value) -> Option<Ordering> {
        Some(match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Number(a), Value::Number(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Time(a), Value::Time(b)) => a.cmp(b),
            (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
            _ => return None,
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(Arc::from(text))
    }
}
