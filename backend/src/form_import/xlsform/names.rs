//! What the names of an XLSForm stand for.

use std::collections::HashMap;

use crate::form_import::{draft::Id, piece::Piece};

/// Something that `${name}` can mean.
pub(in crate::form_import) enum Target {
    /// A field or a repeat.
    Node(Id),
    /// What every event knows of itself: who registers it, and when.
    Value(Piece),
    Group,
    /// It could not be taken over.
    Missing,
    /// Names must be unique to be referred to.
    Several,
}

#[derive(Default)]
pub(in crate::form_import) struct Names(HashMap<String, Target>);

impl Names {
    pub(super) fn add(&mut self, name: &str, target: Target) {
        let target = if self.0.contains_key(name) { Target::Several } else { target };
        self.0.insert(name.to_owned(), target);
    }

    pub(in crate::form_import) fn get(&self, name: &str) -> Option<&Target> {
        self.0.get(name)
    }
}
