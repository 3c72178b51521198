//! From the draft to a form that the engine takes: what it refuses is taken out and reported, until nothing is refused.

use std::collections::HashMap;

use forms::{Form, FormProblem, Json};

use super::{
    draft::{Draft, Id, Kind, MAX_OPTIONS},
    piece::Piece,
    report::Report,
    told::{NoForm, What, Why},
};

/// Sections and tables inside one another, at most.
const MAX_LEVELS: usize = 8;
/// Rows of a table whose source names no bound, where without one the form would cost too much.
const FEWER_ROWS: usize = 50;
/// Rounds of taking out; each takes out everything that is refused.
const ROUNDS: usize = 20;

pub(super) fn form(mut draft: Draft, report: &mut Report) -> Result<Json, NoForm> {
    if draft.offered > MAX_OPTIONS {
        return Err(NoForm::ManyOptions);
    }
    let roots = std::mem::take(&mut draft.roots);
    draft.roots = flattened(&mut draft, roots, None, 0);
    for _ in 0..ROUNDS {
        let mut places = HashMap::new();
        let json = written(&draft, &mut places);
        let problems = match Form::from_json(&json) {
            Ok(form) => return Ok(form.to_json()),
            Err(problems) => problems,
        };
        let mut rules = Vec::new();
        for problem in problems {
            if problem.at.is_empty() {
                fewer_rows(&mut draft, report, &problem)?;
            } else if let Some(rule) = problem.at.strip_prefix("/rules/") {
                rules.extend(
                    rule.split('/')
                        .next()
                        .and_then(|index| index.parse::<usize>().ok())
                        .map(|index| (index, problem.clone())),
                );
            } else {
                take_out(&mut draft, report, &places, &problem);
            }
        }
        rules.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
        rules.dedup_by_key(|(index, _)| *index);
        for (index, problem) in rules {
            if index < draft.rules.len() {
                let from = draft.rules.remove(index).from;
                refused(report, &from.place, from.what, from.counted, &problem);
            }
        }
    }
    Err(NoForm::NothingSound)
}

/// Sections that say nothing give way to what is in them, and so do those that stand too deep.
fn flattened(draft: &mut Draft, ids: Vec<Id>, parent: Option<Id>, level: usize) -> Vec<Id> {
    let mut kept = Vec::new();
    for id in ids {
        draft.nodes[id].parent = parent;
        let children = std::mem::take(&mut draft.nodes[id].children);
        let says_nothing = draft.nodes[id].attributes.as_object().is_some_and(<[_]>::is_empty);
        let gives_way = says_nothing || level >= MAX_LEVELS;
        if draft.nodes[id].kind == Kind::Section && gives_way {
            let outer = draft.nodes[id].visible.clone();
            for &child in &children {
                both(draft, child, outer.as_ref());
            }
            kept.extend(flattened(draft, children, parent, level));
        } else {
            draft.nodes[id].children = flattened(draft, children, Some(id), level + 1);
            kept.push(id);
        }
    }
    kept
}

/// A node is shown only where that is true too.
fn both(draft: &mut Draft, node: Id, outer: Option<&(Piece, Piece)>) {
    let Some((here, in_rule)) = outer else { return };
    let own = draft.nodes[node].visible.take();
    let join = |outer: &Piece, own: Option<&Piece>| match own {
        Some(own) => Piece::and(vec![outer.clone(), own.clone()]),
        None => outer.clone(),
    };
    let here = join(here, own.as_ref().map(|(here, _)| here));
    let in_rule = join(in_rule, own.as_ref().map(|(_, in_rule)| in_rule));
    draft.set(node, "visible_if", here.as_str());
    draft.nodes[node].visible = Some((here, in_rule));
}

/// The form as JSON, and which node stands where.
fn written(draft: &Draft, places: &mut HashMap<String, Id>) -> Json {
    let mut form = Json::object();
    form.set("nodes", nodes(draft, &draft.roots, "/nodes", places));
    if !draft.rules.is_empty() {
        let rule = |rule: &super::draft::Rule| {
            let mut json = Json::object();
            json.set("assert", rule.assert.as_str());
            if let Some(message) = &rule.message {
                json.set("message", message.to_json());
            }
            json.set("at", rule.at.as_str());
            json
        };
        form.set("rules", draft.rules.iter().map(rule).collect::<Vec<_>>());
    }
    form
}

fn nodes(draft: &Draft, ids: &[Id], at: &str, places: &mut HashMap<String, Id>) -> Vec<Json> {
    let mut written = Vec::new();
    // A section in which nothing is left says nothing.
    for id in ids.iter().copied().filter(|id| !hollow(draft, *id)) {
        let node = &draft.nodes[id];
        let place = format!("{at}/{}", written.len());
        let mut json = Json::object();
        let kind = match node.kind {
            Kind::Field => "field",
            Kind::Section => "section",
            Kind::Table => "table",
            Kind::Text => "text",
        };
        json.set("node", kind);
        if !node.key.is_empty() {
            json.set("key", node.key.as_str());
        }
        for (name, value) in node.attributes.as_object().unwrap_or_default() {
            json.set(name, value.clone());
        }
        if matches!(node.kind, Kind::Section | Kind::Table) {
            json.set("nodes", nodes(draft, &node.children, &format!("{place}/nodes"), places));
        }
        places.insert(place, id);
        written.push(json);
    }
    written
}

fn hollow(draft: &Draft, id: Id) -> bool {
    let node = &draft.nodes[id];
    node.kind == Kind::Section && node.children.iter().all(|child| hollow(draft, *child))
}

/// Takes out the attribute that a problem is about; the whole node where it is about that.
fn take_out(draft: &mut Draft, report: &mut Report, places: &HashMap<String, Id>, problem: &FormProblem) {
    let mut place = problem.at.as_str();
    let mut below = "";
    let id = loop {
        if let Some(id) = places.get(place) {
            break *id;
        }
        let Some((before, _)) = place.rsplit_once('/') else { return };
        place = before;
        below = problem.at[place.len()..].trim_start_matches('/');
    };
    let attribute = below.split('/').next().unwrap_or_default();
    if attribute.is_empty()
        || attribute == "options"
        || draft.nodes[id].attributes.remove(attribute).is_none()
    {
        return remove(draft, report, id, problem);
    }
    let node = &mut draft.nodes[id];
    if attribute == "visible_if" {
        node.visible = None;
    }
    match node.expressions.iter().position(|from| from.attribute == attribute) {
        Some(at) => {
            let from = node.expressions.remove(at);
            refused(report, &from.place, from.what, from.counted, problem);
        }
        None => {
            let what = What::Attribute(attribute.to_owned(), node.name.clone());
            refused(report, &node.place, what, false, problem);
        }
    }
}

fn remove(draft: &mut Draft, report: &mut Report, id: Id, problem: &FormProblem) {
    let (place, name) = (draft.nodes[id].place.clone(), draft.nodes[id].name.clone());
    let siblings = match draft.nodes[id].parent {
        Some(parent) => &mut draft.nodes[parent].children,
        None => &mut draft.roots,
    };
    siblings.retain(|sibling| *sibling != id);
    refused(report, &place, What::Named(name), false, problem);
}

fn refused(report: &mut Report, place: &str, what: What, counted: bool, problem: &FormProblem) {
    if counted {
        report.lost();
    }
    let why = match &*problem.code {
        "cycle" => Why::Circle,
        "pattern" => Why::LookAround,
        "limit" => Why::LongExpression,
        _ if problem.params.get("message").is_none() => Why::NotTaken(problem.clone()),
        _ => Why::DoesNotFit(problem.clone()),
    };
    report.left_out(place, what, why);
}

/// A form that costs too much at its worst gets shorter tables.
fn fewer_rows(draft: &mut Draft, report: &mut Report, problem: &FormProblem) -> Result<(), NoForm> {
    let unbounded = |node: &&mut super::draft::Node| {
        node.kind == Kind::Table && node.attributes.get("max_items").is_none()
    };
    let mut changed = false;
    for node in draft.nodes.iter_mut().filter(unbounded) {
        node.attributes.set("max_items", FEWER_ROWS as u64);
        report.left_out(&node.place, What::MoreRows(FEWER_ROWS, node.name.clone()), Why::ManyRows);
        changed = true;
    }
    if changed {
        return Ok(());
    }
    Err(NoForm::TooLarge(problem.code.to_string()))
}
