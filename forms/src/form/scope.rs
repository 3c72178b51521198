//! Keys of one scope: the form itself, or the rows of one table.

use super::Node;

/// Keys with the field or table that each names, sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope(Vec<(String, Node)>);

impl Scope {
    pub(crate) fn get(&self, key: &str) -> Option<Node> {
        let at = self.0.binary_search_by(|(name, _)| name.as_str().cmp(key)).ok()?;
        Some(self.0[at].1)
    }

    /// False if the key is taken.
    pub(crate) fn add(&mut self, key: &str, node: Node) -> bool {
        match self.0.binary_search_by(|(name, _)| name.as_str().cmp(key)) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, (key.to_owned(), node));
                true
            }
        }
    }
}
