//! Something to choose.

/// One of what is offered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) name: String,
    /// What tells it from others of its name.
    pub(crate) details: String,
    pub(crate) color: Option<String>,
}
