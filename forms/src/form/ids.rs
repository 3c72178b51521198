//! Ids of fields and tables: the names that stay when keys change.

use super::{Field, Form, Node, Table};
use crate::{FormProblem, Json};
use std::collections::{BTreeMap, BTreeSet};

/// Gives an id to every field and table that has none: its key, or `key_2` and so on where that is taken.
pub(super) fn fill(form: &mut Form) {
    let none = BTreeMap::new();
    assign(form, &none);
}

/// Ids by key of an earlier version: the form's own under "", each table's under the table's id.
type Known = BTreeMap<(String, String), String>;

fn assign(form: &mut Form, known: &Known) {
    let outer_fields: Vec<usize> =
        (0..form.fields.len()).filter(|at| form.fields[*at].place.table.is_none()).collect();
    // Extended, not collected: that would bring a sorting algorithm along.
    let mut taken = BTreeSet::new();
    taken.extend(outer_fields.iter().map(|at| form.fields[*at].id.clone()));
    taken.extend(form.tables.iter().map(|table| table.id.clone()));
    // In schema order within each kind; a field and a table that want the same id do not depend on it.
    for at in outer_fields {
        let Field { id, key, .. } = &mut form.fields[at];
        choose(id, key, "", &mut taken, known);
    }
    for Table { id, key, .. } in &mut form.tables {
        choose(id, key, "", &mut taken, known);
    }
    for table in &form.tables {
        let fields = &mut form.fields[table.fields.clone()];
        let mut taken = BTreeSet::new();
        taken.extend(fields.iter().map(|field| field.id.clone()));
        for field in fields {
            choose(&mut field.id, &field.key, &table.id, &mut taken, known);
            field.table = Some(table.id.clone());
        }
    }
}

fn choose(id: &mut String, key: &str, scope: &str, taken: &mut BTreeSet<String>, known: &Known) {
    if !id.is_empty() {
        return;
    }
    let wanted = known.get(&(scope.to_owned(), key.to_owned())).filter(|id| !taken.contains(*id));
    *id = wanted.cloned().unwrap_or_else(|| key.to_owned());
    let mut count = 2;
    while taken.contains(id) {
        *id = format!("{key}_{count}");
        count += 1;
    }
    taken.insert(id.clone());
}

/// See [`Form::with_ids`].
pub(super) fn publish(json: &Json, versions: &[Form]) -> Result<Json, Vec<FormProblem>> {
    let (mut form, mut problems) = super::read::form(json);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut written = form.json.clone();
    if let Some(previous) = versions.first() {
        forget_defaults(&mut form, &written);
        assign(&mut form, &keys(previous));
    }
    let nodes = form.nodes.clone();
    write(&form, &nodes, &mut written);
    changed_types(&form, versions, &nodes, "", &mut problems);
    if problems.is_empty() { Ok(super::canonical::form(&written)) } else { Err(problems) }
}

fn keys(previous: &Form) -> Known {
    let fields = previous
        .fields
        .iter()
        .map(|field| ((field.table.clone().unwrap_or_default(), field.key.clone()), field.id.clone()));
    let tables = previous.tables.iter().map(|table| ((String::new(), table.key.clone()), table.id.clone()));
    fields.chain(tables).collect()
}

/// Takes back the ids that were not written down.
fn forget_defaults(form: &mut Form, json: &Json) {
    let nodes = form.nodes.clone();
    each(form, &nodes, json, &mut |form, node, json| {
        if json.get("id").is_some() {
            return;
        }
        match node {
            Node::Field(at) => form.fields[at].id.clear(),
            Node::Table(at) => form.tables[at].id.clear(),
            _ => {}
        }
    });
}

fn each(form: &mut Form, nodes: &[Node], json: &Json, act: &mut impl FnMut(&mut Form, Node, &Json)) {
    let Some(items) = json.get("nodes").and_then(Json::as_array) else { return };
    for (node, item) in nodes.iter().zip(items) {
        act(form, *node, item);
        let inner = inner(form, *node);
        each(form, &inner, item, act);
    }
}

fn inner(form: &Form, node: Node) -> Vec<Node> {
    match node {
        Node::Section(at) => form.sections[at].nodes.clone(),
        Node::Table(at) => form.tables[at].nodes.clone(),
        _ => vec![],
    }
}

fn write(form: &Form, nodes: &[Node], json: &mut Json) {
    let Json::Object(members) = json else { return };
    let Some((_, Json::Array(items))) = members.iter_mut().find(|(key, _)| key == "nodes") else { return };
    for (node, item) in nodes.iter().zip(items) {
        match node {
            Node::Field(at) => item.set("id", form.fields[*at].id.as_str()),
            Node::Table(at) => item.set("id", form.tables[*at].id.as_str()),
            _ => {}
        }
        write(form, &inner(form, *node), item);
    }
}

fn changed_types(form: &Form, versions: &[Form], nodes: &[Node], at: &str, problems: &mut Vec<FormProblem>) {
    for (index, node) in nodes.iter().enumerate() {
        let here = format!("{at}/nodes/{index}");
        match node {
            Node::Field(field) => {
                let field = &form.fields[*field];
                let now = type_of(field);
                let other = |before: &TypeName| *before != now && now.0 != "text";
                if let Some(before) = type_before(versions, field.table.as_deref(), &field.id).find(other) {
                    problems.push(
                        FormProblem::new(format!("{here}/type"), "type_changed")
                            .with("id", field.id.as_str())
                            .with("before", before.0),
                    );
                }
            }
            Node::Table(table) => {
                let id = &form.tables[*table].id;
                if let Some(before) = type_before(versions, None, id).find(|before| before.0 != "table") {
                    problems.push(
                        FormProblem::new(format!("{here}/node"), "type_changed")
                            .with("id", id.as_str())
                            .with("before", before.0),
                    );
                }
            }
            _ => {}
        }
        changed_types(form, versions, &inner(form, *node), &here, problems);
    }
}

/// A computed field that gives something else has changed its type, too.
type TypeName = (&'static str, Option<super::ResultType>);

fn type_of(field: &Field) -> TypeName {
    (field.kind.name(), field.constraints.result)
}

/// What an id was in the versions that have it.
fn type_before<'a>(
    versions: &'a [Form],
    table: Option<&'a str>,
    id: &'a str,
) -> impl Iterator<Item = TypeName> + 'a {
    versions.iter().filter_map(move |version| {
        let field = version.fields.iter().find(|field| field.table.as_deref() == table && field.id == id);
        let is_table = || table.is_none() && version.tables.iter().any(|table| table.id == id);
        field.map(type_of).or_else(|| is_table().then_some(("table", None)))
    })
}
