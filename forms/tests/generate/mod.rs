//! Forms, values and contexts by the thousand, always the same ones: for the parity of the three builds, for filling
//! step by step, for JSON Schema. Most are sound or nearly so, since what is refused at once tests little.

// Tests, benches and examples each use their part.
#![allow(dead_code, unused_imports)]

mod chance;
mod expressions;
mod fields;
mod values;

pub use chance::Chance;
pub use values::{context, edited, values};

use expressions::{Kind, Scope};
use forms::Json;

/// A form of up to about forty fields, with sections, tables, conditions, computed fields and rules.
pub fn form(chance: &mut Chance) -> Json {
    let mut maker = Maker { chance, scope: Scope::default(), taken: 0 };
    let count = 1 + maker.chance.below(12);
    let mut nodes: Vec<Json> = (0..count).map(|_| maker.node(0)).collect();
    let rules = maker.chance.below(4);
    let rules: Vec<Json> = (0..rules).map(|_| maker.rule()).collect();
    if maker.chance.one_in(25) {
        spoil(maker.chance, &mut nodes);
    }
    let mut form = object(&[("nodes", Json::Array(nodes))]);
    if !rules.is_empty() {
        form.set("rules", rules);
    }
    form
}

/// An object from its members.
pub fn object(members: &[(&str, Json)]) -> Json {
    Json::Object(members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

struct Maker<'c> {
    chance: &'c mut Chance,
    scope: Scope,
    taken: usize,
}

impl Maker<'_> {
    fn node(&mut self, depth: usize) -> Json {
        match self.chance.below(12) {
            0 if depth < 3 => self.section(depth),
            1 | 2 if !self.scope.in_row => self.table(depth),
            3 => self.text(),
            _ => self.field(),
        }
    }

    fn key(&mut self, start: &str) -> String {
        self.taken += 1;
        format!("{start}{}", self.taken)
    }

    fn condition(&mut self, node: &mut Json, name: &str, one_in: usize) {
        if self.chance.one_in(one_in) {
            node.set(name, self.scope.expression(self.chance, Kind::Bool));
        }
    }

    fn section(&mut self, depth: usize) -> Json {
        let mut section = object(&[("node", "section".into()), ("id", self.key("s").into())]);
        self.condition(&mut section, "visible_if", 2);
        let count = 1 + self.chance.below(4);
        section.set("nodes", (0..count).map(|_| self.node(depth + 1)).collect::<Vec<_>>());
        section
    }

    fn table(&mut self, depth: usize) -> Json {
        let key = self.key("t");
        let mut table = object(&[("node", "table".into()), ("key", key.as_str().into())]);
        self.condition(&mut table, "visible_if", 4);
        if self.chance.one_in(3) {
            table.set("min_items", self.chance.below(3) as u64);
        }
        if self.chance.one_in(3) {
            table.set("max_items", 2 + self.chance.below(4) as u64);
        }
        let outside = self.scope.clone();
        self.scope.in_row = true;
        let count = 1 + self.chance.below(4);
        table.set("nodes", (0..count).map(|_| self.node(depth + 1)).collect::<Vec<_>>());
        let row = self.scope.row_fields(&outside);
        self.scope = outside;
        self.scope.tables.push((key, row));
        table
    }

    fn text(&mut self) -> Json {
        let mut text = object(&[("node", "text".into()), ("text", object(&[("en", "Read this".into())]))]);
        self.condition(&mut text, "visible_if", 2);
        text
    }

    fn field(&mut self) -> Json {
        let kind = *self.chance.pick(&forms::FieldType::ALL);
        // A key of a row may be one of the form's.
        let key = if self.scope.in_row && self.chance.one_in(4) { "k1".to_owned() } else { self.key("k") };
        let key = if self.scope.knows_in_row(&key) { self.key("k") } else { key };
        let mut field = object(&[("node", "field".into()), ("key", key.as_str().into())]);
        field.set("type", kind.name());
        field.set("label", object(&[("en", key.as_str().into())]));
        let reads = fields::complete(self.chance, kind, &self.scope, &mut field);
        self.condition(&mut field, "visible_if", 4);
        if kind != forms::FieldType::Computed {
            if self.chance.one_in(5) {
                field.set("required", true);
            }
            self.condition(&mut field, "required_if", 6);
            self.condition(&mut field, "read_only_if", 8);
        }
        self.scope.add(&key, reads);
        field
    }

    fn rule(&mut self) -> Json {
        let assert = self.scope.expression(self.chance, Kind::Bool);
        let mut rule = object(&[("assert", assert), ("message", object(&[("pl", "Zażółć".into())]))]);
        if let Some(at) = self.scope.any_key(self.chance) {
            rule.set("at", at);
        }
        rule
    }
}

/// Makes something of a form wrong, or at least strange.
fn spoil(chance: &mut Chance, nodes: &mut [Json]) {
    let at = chance.below(nodes.len());
    let name =
        *chance.pick(&["type", "key", "visible_if", "label", "min", "options", "nodes", "colour", "default"]);
    let wrong = [
        Json::Null,
        Json::from(7u64),
        Json::from("k1"),
        Json::from("k1 +"),
        Json::from("true"),
        Json::object(),
        Json::Array(vec![Json::Null]),
    ];
    nodes[at].set(name, chance.pick(&wrong).clone());
}
