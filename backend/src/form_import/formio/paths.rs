//! Where values stand in what a Form.io form collects: keys joined by points, through containers and grids.

use std::collections::BTreeMap;

use crate::form_import::draft::Id;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Field(Id),
    /// Rows, by the table.
    Rows(Id),
    /// An object that holds other values.
    Holder,
    /// It could not be taken over.
    Missing,
}

#[derive(Default)]
pub(super) struct Paths(BTreeMap<String, Target>);

impl Paths {
    pub(super) fn add(&mut self, path: &str, target: Target) {
        // Of several components with one path the first is the one that is found.
        self.0.entry(path.to_owned()).or_insert(target);
    }

    /// What stands at the longest beginning of a path, and the rest of it.
    pub(super) fn find<'p>(&self, path: &'p str) -> Option<(&Target, &'p str)> {
        let mut end = path.len();
        loop {
            match self.0.get(&path[..end]) {
                Some(target @ (Target::Field(_) | Target::Missing)) => {
                    return Some((target, path[end..].trim_start_matches('.')));
                }
                Some(target) if end == path.len() => return Some((target, "")),
                _ => {}
            }
            end = path[..end].rfind('.')?;
        }
    }

    /// What a condition's `when` means for a component with that scope: near it, anywhere, or by its last key.
    pub(super) fn named<'p>(&self, scope: &str, when: &'p str) -> Option<(&Target, &'p str)> {
        let mut around = scope;
        loop {
            let whole = joined(around, when);
            if let Some((target, rest)) = self.find(&whole) {
                return Some((target, &when[when.len() - rest.len()..]));
            }
            if around.is_empty() {
                break;
            }
            around = around.rfind('.').map_or("", |end| &around[..end]);
        }
        // In a row the path may begin with what is around the grid, or not.
        if let Some((_, inner)) = when.split_once('.') {
            return self.named(scope, inner);
        }
        let ending = format!(".{when}");
        let found =
            self.0.iter().find(|(path, target)| **target != Target::Holder && path.ends_with(&ending));
        found.map(|(_, target)| (target, &when[when.len()..]))
    }
}

pub(super) fn joined(scope: &str, key: &str) -> String {
    if scope.is_empty() { key.to_owned() } else { format!("{scope}.{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_near_first() {
        let mut paths = Paths::default();
        for (at, path) in ["a", "c.a", "c.d.b", "e.f"].into_iter().enumerate() {
            paths.add(path, Target::Field(at));
        }
        paths.add("c", Target::Holder);
        paths.add("e", Target::Rows(9));
        let check = |scope: &str, when: &str, expected: Option<(Target, &str)>| {
            let found = paths.named(scope, when).map(|(target, rest)| (target.clone(), rest));
            assert_eq!(found, expected, "{when} from {scope}");
        };
        check("", "a", Some((Target::Field(0), "")));
        check("c", "a", Some((Target::Field(1), "")));
        check("c.d", "a", Some((Target::Field(1), "")));
        check("", "c.a", Some((Target::Field(1), "")));
        check("c", "c.a", Some((Target::Field(1), "")));
        check("", "b", Some((Target::Field(2), "")));
        check("e", "e.f", Some((Target::Field(3), "")));
        check("", "a.value", Some((Target::Field(0), "value")));
        check("", "e", Some((Target::Rows(9), "")));
        check("", "x", None);
    }
}
