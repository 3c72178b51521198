//! The static types of expressions. Every one of them may be `null` when it is evaluated.

use crate::form::{Field, FieldType, ResultType};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Of `null`, of the items of `[]`, and of fields that could not be read.
    Any,
    Bool,
    Number,
    Text,
    Date,
    Time,
    DateTime,
    Location,
    /// `user` and `company`.
    Party,
    /// One row of a table.
    Row(usize),
    List(Box<Type>),
}

impl Type {
    pub(crate) fn list(of: Type) -> Type {
        Type::List(Box::new(of))
    }

    /// What a field reads as.
    pub(crate) fn of(field: &Field) -> Type {
        use FieldType::*;
        if field.broken {
            return Type::Any;
        }
        match field.kind {
            Integer | Decimal | Money | Duration | Rating => Type::Number,
            Boolean => Type::Bool,
            Date => Type::Date,
            Time => Type::Time,
            DateTime => Type::DateTime,
            Choices | File | Photo | Signature => Type::list(Type::Text),
            Location => Type::Location,
            Computed => match field.constraints.result {
                Some(ResultType::Text) => Type::Text,
                Some(ResultType::Integer | ResultType::Decimal) => Type::Number,
                Some(ResultType::Boolean) => Type::Bool,
                Some(ResultType::Date) => Type::Date,
                None => Type::Any,
            },
            _ => Type::Text,
        }
    }

    /// The type that both have, `Any` giving way.
    pub(crate) fn join(&self, other: &Type) -> Option<Type> {
        match (self, other) {
            (Type::Any, known) | (known, Type::Any) => Some(known.clone()),
            (Type::List(a), Type::List(b)) => a.join(b).map(Type::list),
            _ => (self == other).then(|| self.clone()),
        }
    }

    pub(crate) fn fits(&self, wanted: &Type) -> bool {
        self.join(wanted).is_some()
    }

    pub(crate) fn is_ordered(&self) -> bool {
        matches!(
            self,
            Type::Any | Type::Bool | Type::Number | Type::Text | Type::Date | Type::Time | Type::DateTime
        )
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Any => "null",
            Type::Bool => "yes/no",
            Type::Number => "number",
            Type::Text => "text",
            Type::Date => "date",
            Type::Time => "time",
            Type::DateTime => "date and time",
            Type::Location => "location",
            Type::Party => "person or company",
            Type::Row(_) => "table row",
            Type::List(item) => return write!(f, "list of {item}"),
        })
    }
}
