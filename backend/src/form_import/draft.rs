//! The form while it is being built: nodes that know where they come from, so that whatever the engine refuses can be
//! taken out again and reported with its place.

use std::rc::Rc;

use forms::{Json, Label};

use super::{
    keys::Keys,
    piece::{Choice, Piece, Ty},
    told::What,
};

/// What translated expressions call a row of a table by. No field has this key.
pub(super) const ROW: &str = "row";
/// Fields of a form, at most.
const MAX_FIELDS: usize = 2000;
/// Options of all its choices together; a long list under many questions would fill the memory.
pub(super) const MAX_OPTIONS: usize = 200_000;

pub(super) type Id = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Field,
    Section,
    Table,
    Text,
}

/// One node of the form.
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Its place in the source.
    pub(super) place: String,
    /// What the source calls it.
    pub(super) name: String,
    /// Empty for sections and texts.
    pub(super) key: String,
    /// What a field reads as.
    pub(super) ty: Ty,
    pub(super) nullable: bool,
    pub(super) whole: bool,
    pub(super) options: Option<Rc<[Choice]>>,
    pub(super) parent: Option<Id>,
    /// The table in whose rows it stands.
    pub(super) table: Option<Id>,
    pub(super) children: Vec<Id>,
    pub(super) attributes: Json,
    pub(super) expressions: Vec<Expression>,
    /// When it is shown: as it reads where it stands, and as it reads in a rule.
    pub(super) visible: Option<(Piece, Piece)>,
}

/// Where an expression of the form comes from.
pub(super) struct Expression {
    /// `visible_if`
    pub(super) attribute: &'static str,
    pub(super) place: String,
    pub(super) what: What,
    /// Was counted among what was translated.
    pub(super) counted: bool,
}

pub(super) struct Rule {
    pub(super) assert: Piece,
    pub(super) message: Option<Label>,
    /// The key of a field or table.
    pub(super) at: String,
    pub(super) from: Expression,
}

/// Where an expression stands: it sees the fields of its own row by their keys.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot {
    pub(super) table: Option<Id>,
    /// In a rule, which goes over the rows, a row's fields are read through [`ROW`].
    pub(super) in_rule: bool,
}

#[derive(Default)]
pub(super) struct Draft {
    pub(super) nodes: Vec<Node>,
    pub(super) roots: Vec<Id>,
    pub(super) rules: Vec<Rule>,
    /// Options of all choices.
    pub(super) offered: usize,
    keys: Keys,
    fields: usize,
}

impl Draft {
    /// Adds a node under another; `None` where the form is full. Fields and tables get a key of their own.
    pub(super) fn add(&mut self, kind: Kind, parent: Option<Id>, place: &str, name: &str) -> Option<Id> {
        if kind == Kind::Field {
            if self.fields == MAX_FIELDS {
                return None;
            }
            self.fields += 1;
        }
        let id = self.nodes.len();
        let table = parent.and_then(|parent| match self.nodes[parent].kind {
            Kind::Table => Some(parent),
            _ => self.nodes[parent].table,
        });
        let key =
            if matches!(kind, Kind::Field | Kind::Table) { self.keys.give(name) } else { String::new() };
        self.nodes.push(Node {
            kind,
            place: place.to_owned(),
            name: name.to_owned(),
            key,
            ty: Ty::Null,
            nullable: true,
            whole: false,
            options: None,
            parent,
            table,
            children: Vec::new(),
            attributes: Json::object(),
            expressions: Vec::new(),
            visible: None,
        });
        match parent {
            Some(parent) => self.nodes[parent].children.push(id),
            None => self.roots.push(id),
        }
        Some(id)
    }

    pub(super) fn set(&mut self, id: Id, attribute: &str, value: impl Into<Json>) {
        self.nodes[id].attributes.set(attribute, value);
    }

    /// Sets the type of a field, and with it what it reads as.
    pub(super) fn typed(&mut self, id: Id, name: &str) {
        let node = &mut self.nodes[id];
        node.ty = match name {
            "integer" | "duration" | "rating" | "decimal" | "money" => Ty::Number,
            "boolean" => Ty::Bool,
            "date" => Ty::Date,
            "time" => Ty::Time,
            "date_time" => Ty::DateTime,
            "choices" | "file" | "photo" | "signature" => Ty::List,
            "location" => Ty::Location,
            _ => Ty::Text,
        };
        node.nullable = !matches!(node.ty, Ty::Bool | Ty::List);
        node.whole = matches!(name, "integer" | "duration" | "rating");
        self.set(id, "type", name);
    }

    /// Sets what may be chosen. An option that stands twice counts once.
    pub(super) fn offer(&mut self, id: Id, options: &Rc<[Choice]>) {
        self.offered += options.len();
        if self.offered > MAX_OPTIONS {
            return;
        }
        let listed = |option: &Choice| {
            let mut json = Json::object();
            json.set("key", option.key.as_str());
            json.set("label", option.label.to_json());
            json
        };
        self.set(id, "options", options.iter().map(listed).collect::<Vec<_>>());
        self.nodes[id].options = Some(Rc::clone(options));
    }

    /// The expression that reads a field or a table; the table where it stands in rows that cannot be seen from here.
    pub(super) fn read(&self, id: Id, spot: Spot) -> Result<Piece, Id> {
        let node = &self.nodes[id];
        let key = match node.table {
            None => node.key.clone(),
            Some(table) if spot.table == Some(table) && !spot.in_rule => node.key.clone(),
            Some(table) if spot.table == Some(table) => format!("{ROW}.{}", node.key),
            Some(table) => return Err(table),
        };
        let mut piece = Piece::name(key, node.ty, node.nullable).with_options(node.options.clone());
        piece.whole = node.whole;
        Ok(piece)
    }

    /// As seen by an expression of that node.
    pub(super) fn spot(&self, id: Id) -> Spot {
        Spot { table: self.nodes[id].table, in_rule: false }
    }

    /// As seen by a rule about that node.
    pub(super) fn spot_in_rule(&self, id: Id) -> Spot {
        Spot { table: self.nodes[id].table, in_rule: true }
    }

    pub(super) fn express(&mut self, id: Id, piece: &Piece, from: Expression) {
        self.set(id, from.attribute, piece.as_str());
        self.nodes[id].expressions.push(from);
    }

    /// When a node and all around it, up to the table it stands in, is shown, as a rule reads it.
    pub(super) fn shown(&self, id: Id) -> Piece {
        let mut conditions = Vec::new();
        let mut here = Some(id);
        while let Some(at) = here {
            let node = &self.nodes[at];
            if at != id && node.kind == Kind::Table {
                break;
            }
            conditions.extend(node.visible.iter().map(|(_, in_rule)| in_rule.clone()));
            here = node.parent;
        }
        conditions.reverse();
        Piece::and(conditions)
    }

    /// A rule about a field: what is to hold, in the words of [`Draft::spot_in_rule`].
    pub(super) fn rule(&mut self, id: Id, holds: &Piece, message: Option<Label>, from: Expression) {
        let node = &self.nodes[id];
        let (assert, at) = match node.table {
            Some(table) => {
                let key = self.nodes[table].key.clone();
                (Piece::each(&key, "all", ROW, &holds.settled(), Ty::Bool), key)
            }
            None => (holds.settled(), node.key.clone()),
        };
        self.rules.push(Rule { assert, message: message.filter(|label| !label.is_empty()), at, from });
    }
}
