//! Expressions as they stand in a schema.

use super::Node;

/// An expression that waits for all keys to be known.
pub(super) struct Source {
    pub(super) owner: Owner,
    pub(super) role: Role,
    pub(super) text: String,
    pub(super) at: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Node(Node),
    Rule(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    VisibleIf,
    RequiredIf,
    ReadOnlyIf,
    Default,
    Expr,
    Assert,
}
