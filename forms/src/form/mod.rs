//! A form: read from JSON, checked, compiled.

mod attributes;
mod canonical;
pub(crate) mod checks;
pub(crate) mod compile;
mod constraints;
mod ids;
mod kinds;
mod model;
mod names;
mod order;
pub(crate) mod read;
mod rename;
mod scope;
mod source;

pub use kinds::{FieldType, ResultType};
pub(crate) use model::Place;
pub use model::{Choice, Constraints, Field, Node, Rule, Section, Table, TextBlock};
pub(crate) use scope::Scope;

use crate::{FormProblem, Json};

/// A form that is sound, ready to judge values. Cheap to share in an `Arc`; nothing in it ever changes.
#[derive(Clone, Debug, Default)]
pub struct Form {
    json: Json,
    pub(crate) nodes: Vec<Node>,
    pub(crate) fields: Vec<Field>,
    pub(crate) tables: Vec<Table>,
    pub(crate) sections: Vec<Section>,
    pub(crate) texts: Vec<TextBlock>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) scope: Scope,
    /// Fields, tables and sections, each after everything that it depends on.
    pub(crate) order: Vec<Node>,
}

impl Form {
    /// Reads a form from JSON text. Any form problem refuses it.
    pub fn parse(text: &str) -> Result<Form, Vec<FormProblem>> {
        Form::from_json(&read::text(text)?)
    }

    pub fn from_json(json: &Json) -> Result<Form, Vec<FormProblem>> {
        let (form, problems) = read::form(json);
        if problems.is_empty() { Ok(form) } else { Err(problems) }
    }

    /// `{"nodes": []}`
    pub fn empty() -> Form {
        Form {
            json: canonical::form(&Json::Object(vec![("nodes".into(), Json::Array(vec![]))])),
            ..Form::default()
        }
    }

    /// The form in canonical order of attributes: reading it again gives the same text, byte for byte.
    pub fn to_json(&self) -> Json {
        self.json.clone()
    }

    /// What publishing writes: every field and table gets its `id`. A field of the newest version keeps its id
    /// under the same key; a new one takes its key, made unique in its scope. `type_changed` where an id that any
    /// of the versions before (newest first) has would change its type, unless to `text`.
    pub fn with_ids(json: &Json, versions: &[Form]) -> Result<Json, Vec<FormProblem>> {
        ids::publish(json, versions)
    }

    /// Gives the field or table at a JSON pointer (`/nodes/3`) another key, in every expression and rule that names
    /// it too. Refused where the new key would then mean something else.
    pub fn rename(json: &Json, at: &str, key: &str) -> Result<Json, Vec<FormProblem>> {
        rename::rename(json, at, key)
    }

    /// All fields depth first, those in tables included.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// The layout, from the top.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn field(&self, at: usize) -> &Field {
        &self.fields[at]
    }

    pub fn table(&self, at: usize) -> &Table {
        &self.tables[at]
    }

    pub fn section(&self, at: usize) -> &Section {
        &self.sections[at]
    }

    pub fn text(&self, at: usize) -> &TextBlock {
        &self.texts[at]
    }

    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Whether a part has a condition of its own that may hide it.
    pub fn may_hide(&self, node: Node) -> bool {
        match node {
            Node::Field(at) => self.fields[at].visible_if.is_some(),
            Node::Table(at) => self.tables[at].visible_if.is_some(),
            Node::Section(at) => self.sections[at].visible_if.is_some(),
            Node::Text(at) => self.texts[at].visible_if.is_some(),
        }
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

/// Everything that is wrong with a form; nothing if it can be published.
pub fn check_form(form: &Json) -> Vec<FormProblem> {
    read::form(form).1
}
