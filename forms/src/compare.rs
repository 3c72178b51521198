//! What differs between two versions of a form, for people who read it.

use crate::{Form, Json};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One node or rule that is not the same in two forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// `field`, `table`, `section`, `text` or `rule`.
    pub node: String,
    /// Id of a field or table (`people.name` in a table), of a section or text that has one; else what it says. The
    /// condition of a rule.
    pub id: String,
    /// Its label, title, text or message as it is now, or as it was last: language to text. An empty object where
    /// there is none.
    pub name: Json,
    pub change: Change,
    /// What changed in it; empty where it was added, removed or only moved.
    pub attributes: Vec<AttributeChange>,
}

/// What happened to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Added,
    Removed,
    /// Its attributes differ; it may stand elsewhere too.
    Changed,
    /// It stands in another section or table, or in another order among those that stayed.
    Moved,
}

/// One attribute that differs; `null` where it is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeChange {
    pub attribute: String,
    pub before: Json,
    pub after: Json,
}

/// The differences that lead from one form to another, in the order of the new form; what was removed comes last.
pub fn compare(before: &Form, after: &Form) -> Vec<Difference> {
    let (before, after) = (Parts::of(before), Parts::of(after));
    let moved = moved(&before, &after);
    let mut differences = Vec::new();
    for (key, part) in &after.all {
        let (change, attributes) = match before.get(key) {
            None => (Change::Added, vec![]),
            Some(old) => match changes(&old.own, &part.own) {
                changed if !changed.is_empty() => (Change::Changed, changed),
                _ if moved.contains(key) => (Change::Moved, vec![]),
                _ => continue,
            },
        };
        differences.push(part.difference(key, change, attributes));
    }
    for (key, part) in &before.all {
        if after.get(key).is_none() {
            differences.push(part.difference(key, Change::Removed, vec![]));
        }
    }
    differences
}

/// The members of two objects that differ, those of the first first.
pub fn changes(before: &Json, after: &Json) -> Vec<AttributeChange> {
    let names = |json: &Json| -> Vec<String> {
        json.as_object().unwrap_or_default().iter().map(|(name, _)| name.clone()).collect()
    };
    let mut all = names(before);
    all.extend(names(after).into_iter().filter(|name| before.get(name).is_none()));
    let change = |attribute: String| {
        let value = |json: &Json| json.get(&attribute).cloned().unwrap_or_default();
        let (before, after) = (value(before), value(after));
        (before != after).then_some(AttributeChange { attribute, before, after })
    };
    all.into_iter().filter_map(change).collect()
}

/// What makes a node the same in two versions: its kind, its id (within its table).
type Key = (&'static str, String);

/// The nodes and rules of a form, depth first, each under its key.
#[derive(Default)]
struct Parts {
    all: Vec<(Key, Part)>,
    places: BTreeMap<Key, usize>,
}

struct Part {
    /// All attributes but the nodes inside.
    own: Json,
    /// The section or table that it stands in.
    parent: Option<Key>,
}

impl Parts {
    fn of(form: &Form) -> Parts {
        let mut parts = Parts::default();
        let json = form.to_json();
        parts.nodes(&json, None, "");
        for rule in json.get("rules").and_then(Json::as_array).unwrap_or_default() {
            let assert = rule.get("assert").and_then(Json::as_str).unwrap_or_default();
            parts.add("rule", assert.to_owned(), rule.clone(), None);
        }
        parts
    }

    fn nodes(&mut self, json: &Json, parent: Option<&Key>, scope: &str) {
        for node in json.get("nodes").and_then(Json::as_array).unwrap_or_default() {
            let text = |name: &str| node.get(name).and_then(Json::as_str);
            let kind = match text("node") {
                Some("section") => "section",
                Some("table") => "table",
                Some("text") => "text",
                _ => "field",
            };
            // The id of a field is its key until it is published.
            let named = match kind {
                "field" | "table" => text("id").or(text("key")).map(|id| format!("{scope}{id}")),
                _ => text("id").map(str::to_owned),
            };
            let id = named.unwrap_or_else(|| {
                let says = node.get(if kind == "text" { "text" } else { "title" });
                says.map(Json::to_string).unwrap_or_default()
            });
            let mut own = node.clone();
            own.remove("nodes");
            let inner = if kind == "table" { format!("{id}.") } else { scope.to_owned() };
            let key = self.add(kind, id, own, parent.cloned());
            self.nodes(node, Some(&key), &inner);
        }
    }

    /// Those that say the same are told apart by their order.
    fn add(&mut self, kind: &'static str, id: String, own: Json, parent: Option<Key>) -> Key {
        let mut key = (kind, id.clone());
        let mut count = 1;
        while self.places.contains_key(&key) {
            count += 1;
            key.1 = format!("{id} ({count})");
        }
        self.places.insert(key.clone(), self.all.len());
        self.all.push((key.clone(), Part { own, parent }));
        key
    }

    fn get(&self, key: &Key) -> Option<&Part> {
        self.places.get(key).map(|at| &self.all[*at].1)
    }
}

impl Part {
    fn difference(&self, key: &Key, change: Change, attributes: Vec<AttributeChange>) -> Difference {
        let name = ["label", "title", "text", "message"].iter().find_map(|name| self.own.get(name)).cloned();
        let name = name.unwrap_or_else(Json::object);
        Difference { node: key.0.to_owned(), id: key.1.clone(), name, change, attributes }
    }
}

/// The nodes that stand elsewhere: under another parent, or not in the longest run that kept its order there.
fn moved<'a>(before: &Parts, after: &'a Parts) -> BTreeSet<&'a Key> {
    let mut moved = BTreeSet::new();
    let mut siblings: BTreeMap<Option<&Key>, Vec<(&Key, usize)>> = BTreeMap::new();
    for (key, part) in &after.all {
        let Some(at) = before.places.get(key) else { continue };
        if before.all[*at].1.parent == part.parent {
            siblings.entry(part.parent.as_ref()).or_default().push((key, *at));
        } else {
            moved.insert(key);
        }
    }
    for siblings in siblings.values() {
        let stay = longest_rising(siblings.iter().map(|(_, at)| *at));
        for (index, (key, _)) in siblings.iter().enumerate() {
            if !stay.contains(&index) {
                moved.insert(*key);
            }
        }
    }
    moved
}

/// The indices of a longest rising run, by patience sorting.
fn longest_rising(places: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let places: Vec<usize> = places.collect();
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    std::iter::successors(ends.last().copied(), |index| before[*index]).collect()
}
