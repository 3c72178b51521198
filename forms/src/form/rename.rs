//! Gives a field another key, in every expression that names it.

use super::read;
use super::source::Source;
use super::{Form, Node, compile};
use crate::expression::Compiled;
use crate::{FormProblem, Json};

/// See [`Form::rename`].
pub(super) fn rename(json: &Json, at: &str, key: &str) -> Result<Json, Vec<FormProblem>> {
    let (form, sources, problems) = read::with_sources(json);
    if !problems.is_empty() {
        return Err(problems);
    }
    let unknown = || vec![FormProblem::new(at, "unknown_name")];
    let node = node_at(&form, at).ok_or_else(unknown)?;
    let old = match node {
        Node::Field(index) => form.fields[index].key.as_str(),
        Node::Table(index) => form.tables[index].key.as_str(),
        _ => return Err(unknown()),
    };
    let mut renamed = json.clone();
    put(&mut renamed, &format!("{at}/key"), key);
    for source in &sources {
        let Some(compiled) = compile::of(&form, source) else { continue };
        let mut text = source.text.clone();
        for (place, _) in compiled.mentions.iter().rev().filter(|(_, named)| *named == node) {
            text.replace_range(*place..*place + old.len(), key);
        }
        put(&mut renamed, &source.at, &text);
    }
    if in_no_table(&form, node) {
        for (index, rule) in form.rules.iter().enumerate() {
            if rule.at.as_deref() == Some(old) {
                put(&mut renamed, &format!("/rules/{index}/at"), key);
            }
        }
    }
    let (after, after_sources, problems) = read::with_sources(&renamed);
    if !problems.is_empty() {
        return Err(problems);
    }
    // A name of a comprehension or of a row may now hide the field, or the field another.
    let named = |form: &Form, sources: &[Source]| -> Vec<Vec<Node>> {
        let nodes = |of: &Compiled| of.mentions.iter().map(|(_, node)| *node).collect();
        sources
            .iter()
            .map(|source| compile::of(form, source).as_ref().map(nodes).unwrap_or_default())
            .collect()
    };
    if named(&form, &sources) != named(&after, &after_sources) {
        return Err(vec![FormProblem::new(format!("{at}/key"), "duplicate_key")]);
    }
    Ok(renamed)
}

fn in_no_table(form: &Form, node: Node) -> bool {
    match node {
        Node::Field(at) => form.fields[at].place.table.is_none(),
        _ => true,
    }
}

/// The node at `/nodes/0/nodes/3`.
fn node_at(form: &Form, pointer: &str) -> Option<Node> {
    let mut nodes = form.nodes.as_slice();
    let mut found = None;
    let mut steps = pointer.strip_prefix('/')?.split('/');
    while let Some(step) = steps.next() {
        let index: usize = steps.next().filter(|_| step == "nodes")?.parse().ok()?;
        let node = *nodes.get(index)?;
        nodes = match node {
            Node::Section(at) => &form.sections[at].nodes,
            Node::Table(at) => &form.tables[at].nodes,
            _ => &[],
        };
        found = Some(node);
    }
    found
}

fn put(json: &mut Json, pointer: &str, text: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    let mut here = json;
    for step in parent.split('/').skip(1) {
        let next = match here {
            Json::Object(members) => members.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value),
            Json::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get_mut(at)),
            _ => None,
        };
        let Some(next) = next else { return };
        here = next;
    }
    here.set(name, text);
}
