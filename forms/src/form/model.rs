//! The parts of a form, as read: fields, sections, tables, texts, rules.

use super::{FieldType, ResultType, Scope};
use crate::expression::Compiled;
use crate::form::checks::Checks;
use crate::{Json, Label};
use std::ops::Range;

/// One field, in a table or not. `key` is this version's name, `id` stays the same through all versions.
#[derive(Clone, Debug)]
pub struct Field {
    pub id: String,
    pub key: String,
    pub kind: FieldType,
    /// The id of the table in whose rows it stands.
    pub table: Option<String>,
    pub label: Label,
    pub help: Option<Label>,
    pub placeholder: Option<Label>,
    pub required: bool,
    /// Of 12 columns.
    pub width: Option<u8>,
    /// The value of a new form, as written in the schema. `default_expr` is not among it.
    pub default: Option<Json>,
    pub constraints: Constraints,
    pub(crate) checks: Checks,
    pub(crate) place: Place,
    /// Its type could not be read; only while a form is being checked.
    pub(crate) broken: bool,
    /// Whether a readable value of it can break a constraint.
    pub(crate) constrained: bool,
    pub(crate) visible_if: Option<Compiled>,
    pub(crate) required_if: Option<Compiled>,
    pub(crate) read_only_if: Option<Compiled>,
    pub(crate) default_expr: Option<Compiled>,
    pub(crate) expr: Option<Compiled>,
}

impl Field {
    /// Whether its value is computed and never typed in.
    pub fn is_computed(&self) -> bool {
        self.kind == FieldType::Computed
    }

    /// Whether it is always, or never, required: no condition decides.
    pub fn is_steadily_required(&self) -> bool {
        self.required || self.required_if.is_none()
    }

    /// Whether a condition may lock it.
    pub fn may_be_read_only(&self) -> bool {
        self.read_only_if.is_some()
    }

    /// What its number is counted in: a unit or a currency.
    pub fn unit(&self) -> Option<&str> {
        self.constraints.unit.as_deref().or(self.constraints.currency.as_deref())
    }

    pub fn option(&self, key: &str) -> Option<&Choice> {
        self.constraints.options.iter().find(|option| option.key == key)
    }
}

/// What a schema says about the values of a field, as written; only what its type knows is ever set.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// Unicode scalar values.
    pub min_length: Option<u32>,
    /// Unicode scalar values.
    pub max_length: Option<u32>,
    /// `regex-lite` syntax, for the whole value.
    pub pattern: Option<String>,
    /// In the form of the field's values.
    pub min: Option<Json>,
    /// In the form of the field's values; 5 for a rating that says nothing.
    pub max: Option<Json>,
    /// Decimal places; 2 for money that says nothing.
    pub scale: Option<u32>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub unit: Option<String>,
    pub options: Vec<Choice>,
    pub min_items: Option<u32>,
    pub max_items: Option<u32>,
    /// Media types or file endings.
    pub accept: Vec<String>,
    pub max_bytes: Option<u64>,
    /// The key of a file profile.
    pub profile: Option<String>,
    /// What a computed field gives.
    pub result: Option<ResultType>,
}

/// One of the options of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    pub label: Label,
    pub color: Option<String>,
}

/// One node of the layout: an index for [`super::Form::field`], [`super::Form::table`] and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Field(usize),
    Table(usize),
    Section(usize),
    Text(usize),
}

/// Nodes under one heading, shown and hidden together.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: Option<String>,
    pub title: Option<Label>,
    /// 1 to 4.
    pub columns: Option<u8>,
    pub nodes: Vec<Node>,
    pub(crate) place: Place,
    pub(crate) visible_if: Option<Compiled>,
}

/// Words between the fields.
#[derive(Clone, Debug)]
pub struct TextBlock {
    pub id: Option<String>,
    pub text: Label,
    pub(crate) place: Place,
    pub(crate) visible_if: Option<Compiled>,
}

/// Rows of fields.
#[derive(Clone, Debug)]
pub struct Table {
    pub id: String,
    pub key: String,
    pub label: Label,
    pub help: Option<Label>,
    pub min_items: Option<u32>,
    pub max_items: Option<u32>,
    /// Of 12 columns.
    pub width: Option<u8>,
    pub nodes: Vec<Node>,
    /// The fields of a row stand side by side in the form's fields.
    pub(crate) fields: Range<usize>,
    pub(crate) sections: Range<usize>,
    pub(crate) scope: Scope,
    pub(crate) place: Place,
    pub(crate) visible_if: Option<Compiled>,
}

/// What must hold for the form as a whole.
#[derive(Clone, Debug)]
pub struct Rule {
    pub message: Option<Label>,
    /// The key of the field or table at which a breach is shown.
    pub at: Option<String>,
    pub(crate) assert: Option<Compiled>,
    /// All that it reads, directly or through computed fields.
    pub(crate) reads: Vec<Node>,
}

/// Where a node stands: in the rows of a table, under a section, by index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) table: Option<usize>,
    pub(crate) section: Option<usize>,
}
