//! Reads a whole form: walks its nodes, fills the flat lists, then has the expressions compiled.

use super::attributes::Attributes;
use super::checks;
use super::constraints::constraints;
use super::names::{default, kind};
use super::source::{Owner, Role, Source};
use super::{
    Field, FieldType, Form, Node, Place, Rule, Scope, Section, Table, TextBlock, canonical, compile, ids,
};
use crate::{FormProblem, Json};
use std::collections::BTreeSet;

pub(crate) const MAX_FIELDS: usize = 2000;
pub(crate) const MAX_LEVELS: usize = 8;
/// Rows of one table.
pub(crate) const MAX_ROWS: usize = 500;

/// Reads a form. It may be used only if there are no problems.
pub(super) fn form(json: &Json) -> (Form, Vec<FormProblem>) {
    let (form, _, problems) = with_sources(json);
    (form, problems)
}

/// The same, with its expressions as written.
pub(super) fn with_sources(json: &Json) -> (Form, Vec<Source>, Vec<FormProblem>) {
    let mut reader = Reader::default();
    if let Some(mut of) = Attributes::of(json, "", &mut reader.problems) {
        let nodes = of.get("nodes");
        let rules = of.get("rules");
        match nodes {
            Some(nodes) => reader.form.nodes = reader.nodes(nodes, "/nodes", Place::default(), 0),
            None => of.missing("nodes"),
        }
        of.finish(&mut reader.problems);
        if let Some(rules) = rules {
            reader.rules(rules);
        }
    }
    ids::fill(&mut reader.form);
    compile::form(&mut reader.form, &reader.sources, &mut reader.problems);
    if reader.problems.is_empty() {
        reader.form.json = canonical::form(json);
    }
    (reader.form, reader.sources, reader.problems)
}

/// JSON text that is to be a form.
pub(super) fn text(text: &str) -> Result<Json, Vec<FormProblem>> {
    Json::parse(text).map_err(|error| {
        let not_json = || FormProblem::new("", "schema").with("message", error.to_string());
        vec![error.form_problem().unwrap_or_else(not_json)]
    })
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) form: Form,
    problems: Vec<FormProblem>,
    sources: Vec<Source>,
    /// Ids of sections and texts.
    pub(super) layout_ids: BTreeSet<String>,
    /// Ids of fields and tables that are written down, with their table.
    pub(super) ids: BTreeSet<(Option<usize>, String)>,
    too_many_fields: bool,
}

impl Reader {
    /// `level` counts the sections and tables around.
    fn nodes(&mut self, json: &Json, at: &str, place: Place, level: usize) -> Vec<Node> {
        let Some(items) = json.as_array() else {
            self.problems.push(FormProblem::new(at, "schema").with("expected", "list"));
            return vec![];
        };
        let mut nodes = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            nodes.extend(self.node(item, &format!("{at}/{index}"), place, level));
        }
        nodes
    }

    fn node(&mut self, json: &Json, at: &str, place: Place, level: usize) -> Option<Node> {
        let mut of = Attributes::of(json, at, &mut self.problems)?;
        let given = of.get("node").is_some();
        match of.text("node") {
            Some("field") => self.field(of, place),
            Some("text") => self.text(of, place),
            Some("section" | "table") if level == MAX_LEVELS => {
                self.problems.push(FormProblem::new(at, "limit").with("max_levels", MAX_LEVELS as u64));
                None
            }
            Some("section") => self.section(of, place, level),
            Some("table") if place.table.is_some() => {
                self.problems.push(FormProblem::new(at, "nesting"));
                None
            }
            Some("table") => self.table(of, place, level),
            _ => {
                // Without knowing what it is, nothing more can be said of it.
                if given {
                    of.problem("node", "schema")
                } else {
                    of.missing("node")
                }
                self.problems.append(&mut of.problems);
                None
            }
        }
    }

    fn field(&mut self, mut of: Attributes<'_>, place: Place) -> Option<Node> {
        let index = self.form.fields.len();
        if index == MAX_FIELDS {
            if !self.too_many_fields {
                self.too_many_fields = true;
                self.problems.push(FormProblem::new("", "limit").with("max_fields", MAX_FIELDS as u64));
            }
            return None;
        }
        let node = Node::Field(index);
        let key = self.key(&mut of, place, node);
        let id = self.id(&mut of, place);
        let kind = kind(&mut of);
        let label = of.label("label");
        if label.is_none() && of.get("label").is_none() {
            of.missing("label");
        }
        let (help, placeholder) = (of.label("help"), of.label("placeholder"));
        let required = of.boolean("required");
        let width = of.number("width", 1, 12).map(|width| width as u8);
        let constraints = kind.map(|kind| constraints(kind, &mut of)).unwrap_or_default();
        let default = kind.and_then(|kind| default(kind, &constraints, &mut of));
        for (name, role) in [
            ("visible_if", Role::VisibleIf),
            ("required_if", Role::RequiredIf),
            ("read_only_if", Role::ReadOnlyIf),
            ("default_expr", Role::Default),
        ] {
            self.source(&mut of, name, Owner::Node(node), role);
        }
        if of.get("default").is_some() && of.get("default_expr").is_some() {
            of.problem("default_expr", "schema");
        }
        if kind == Some(FieldType::Computed) && !self.source(&mut of, "expr", Owner::Node(node), Role::Expr) {
            of.missing("expr");
        }
        match kind {
            Some(_) => of.finish(&mut self.problems),
            // Attributes of an unknown type are unknown in vain.
            None => self.problems.append(&mut of.problems),
        }
        let checks = checks::prepare(kind.unwrap_or(FieldType::Text), &constraints, default.as_ref());
        let constrained = kind.is_some_and(|kind| checks::can_break(kind, &constraints));
        self.form.fields.push(Field {
            id,
            key,
            kind: kind.unwrap_or(FieldType::Text),
            table: None,
            label: label.unwrap_or_default(),
            help,
            placeholder,
            required,
            width,
            default,
            constraints,
            checks,
            place,
            broken: kind.is_none(),
            constrained,
            visible_if: None,
            required_if: None,
            read_only_if: None,
            default_expr: None,
            expr: None,
        });
        Some(node)
    }

    fn section(&mut self, mut of: Attributes<'_>, place: Place, level: usize) -> Option<Node> {
        let index = self.form.sections.len();
        let id = self.layout_id(&mut of);
        let title = of.label("title");
        let columns = of.number("columns", 1, 4).map(|columns| columns as u8);
        self.source(&mut of, "visible_if", Owner::Node(Node::Section(index)), Role::VisibleIf);
        let nodes = of.get("nodes");
        if nodes.is_none() {
            of.missing("nodes");
        }
        let at = of.pointer("nodes");
        of.finish(&mut self.problems);
        self.form.sections.push(Section { id, title, columns, nodes: vec![], place, visible_if: None });
        if let Some(nodes) = nodes {
            let inside = Place { section: Some(index), ..place };
            self.form.sections[index].nodes = self.nodes(nodes, &at, inside, level + 1);
        }
        Some(Node::Section(index))
    }

    fn table(&mut self, mut of: Attributes<'_>, place: Place, level: usize) -> Option<Node> {
        let index = self.form.tables.len();
        let node = Node::Table(index);
        let key = self.key(&mut of, place, node);
        let id = self.id(&mut of, place);
        let (label, help) = (of.label("label").unwrap_or_default(), of.label("help"));
        let width = of.number("width", 1, 12).map(|width| width as u8);
        let [min_items, max_items] = ["min_items", "max_items"].map(|name| {
            let number = of.number(name, 0, u32::MAX.into()).map(|number| number as u32)?;
            if number as usize > MAX_ROWS {
                of.problem(name, "limit");
            }
            Some(number)
        });
        if min_items.zip(max_items).is_some_and(|(min, max)| min > max) {
            of.problem("min_items", "range");
        }
        self.source(&mut of, "visible_if", Owner::Node(node), Role::VisibleIf);
        let nodes = of.get("nodes");
        if nodes.is_none() {
            of.missing("nodes");
        }
        let at = of.pointer("nodes");
        of.finish(&mut self.problems);
        let (first_field, first_section) = (self.form.fields.len(), self.form.sections.len());
        self.form.tables.push(Table {
            id,
            key,
            label,
            help,
            min_items,
            max_items,
            width,
            nodes: vec![],
            fields: first_field..first_field,
            sections: first_section..first_section,
            scope: Scope::default(),
            place,
            visible_if: None,
        });
        if let Some(nodes) = nodes {
            let inside = Place { table: Some(index), section: None };
            self.form.tables[index].nodes = self.nodes(nodes, &at, inside, level + 1);
        }
        let table = &mut self.form.tables[index];
        table.fields.end = self.form.fields.len();
        table.sections.end = self.form.sections.len();
        Some(node)
    }

    fn text(&mut self, mut of: Attributes<'_>, place: Place) -> Option<Node> {
        let index = self.form.texts.len();
        let id = self.layout_id(&mut of);
        let text = of.label("text");
        if text.is_none() && of.get("text").is_none() {
            of.missing("text");
        }
        self.source(&mut of, "visible_if", Owner::Node(Node::Text(index)), Role::VisibleIf);
        of.finish(&mut self.problems);
        self.form.texts.push(TextBlock { id, text: text.unwrap_or_default(), place, visible_if: None });
        Some(Node::Text(index))
    }

    fn rules(&mut self, json: &Json) {
        let Some(items) = json.as_array() else {
            self.problems.push(FormProblem::new("/rules", "schema").with("expected", "list"));
            return;
        };
        for item in items {
            let index = self.form.rules.len();
            let pointer = format!("/rules/{index}");
            self.form.rules.push(Rule { message: None, at: None, assert: None, reads: vec![] });
            let Some(mut of) = Attributes::of(item, &pointer, &mut self.problems) else { continue };
            if !self.source(&mut of, "assert", Owner::Rule(index), Role::Assert) {
                of.missing("assert");
            }
            let message = of.label("message");
            let at = of.text("at").map(str::to_owned);
            if at.as_deref().is_some_and(|key| !key.is_empty() && self.form.scope.get(key).is_none()) {
                of.problem("at", "unknown_name");
            }
            of.finish(&mut self.problems);
            self.form.rules[index] = Rule { message, at, assert: None, reads: vec![] };
        }
    }

    /// Keeps an expression for compiling. False if there is none.
    fn source(&mut self, of: &mut Attributes<'_>, name: &'static str, owner: Owner, role: Role) -> bool {
        let given = of.get(name).is_some();
        if let Some(text) = of.text(name) {
            self.sources.push(Source { owner, role, text: text.to_owned(), at: of.pointer(name) });
        }
        given
    }
}
