//! The first pass: a node for every row of the survey, and a name for every node.

use std::rc::Rc;

use forms::{Json, Label};

use super::{
    choices::Lists,
    columns::{Row, Table},
    kinds::{self, Kind},
    names::{Names, Target},
};
use crate::form_import::{
    draft::{Draft, Id, Kind as NodeKind},
    piece::Choice,
    report::Report,
    told::{What, Why},
};

/// What the first pass leaves for the second.
pub(super) struct Survey<'a> {
    pub(super) names: Names,
    pub(super) entries: Vec<Entry<'a>>,
}

/// A row whose expressions are still to be said.
pub(super) struct Entry<'a> {
    pub(super) row: Row<'a>,
    pub(super) id: Id,
    pub(super) role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Field,
    Choice,
    Calculate,
    Acknowledge,
    Text,
    Group,
    Repeat,
}

/// Groups and repeats that are open; `None` for those that the form does not hold.
struct Open {
    id: Option<Id>,
    repeat: bool,
    name: String,
}

pub(super) fn read<'a>(
    table: &'a Table<'a>,
    lists: &Lists,
    draft: &mut Draft,
    report: &mut Report,
) -> Survey<'a> {
    let mut survey = Survey { names: Names::default(), entries: Vec::new() };
    let mut open: Vec<Open> = Vec::new();
    for row in table.rows() {
        let written = row.text("type");
        let name = row.text("name");
        if written.is_empty() {
            if !name.is_empty() || !row.label("label").0.is_empty() {
                report.left_out(row.place(), What::Row(name.to_owned()), Why::NoType);
            }
            continue;
        }
        if ["yes", "true"].contains(&row.text("disabled").to_lowercase().as_str()) {
            report.left_out(row.place(), What::Row(name.to_owned()), Why::Disabled);
            continue;
        }
        let parent = open.iter().rev().find_map(|open| open.id);
        let kind = kinds::of(row, lists, report);
        match kind {
            Kind::BeginGroup => open.push(group(row, parent, draft, &mut survey)),
            Kind::BeginRepeat => open.push(repeat(row, parent, draft, report, &mut survey)),
            Kind::End => close(row, &mut open, report),
            kind => question(row, kind, parent, draft, report, &mut survey),
        }
    }
    for open in open {
        report.left_out("survey", What::End(open.name), Why::EndMissing);
    }
    survey
}

fn close(row: Row<'_>, open: &mut Vec<Open>, report: &mut Report) {
    let ends_repeat = row.text("type").to_lowercase().contains("repeat");
    match open.last() {
        Some(last) if last.repeat == ends_repeat => {
            open.pop();
        }
        _ => report.left_out(row.place(), What::Named(row.text("type").to_owned()), Why::NothingOpen),
    }
}

fn group<'a>(row: Row<'a>, parent: Option<Id>, draft: &mut Draft, survey: &mut Survey<'a>) -> Open {
    let name = row.text("name").to_owned();
    let id = draft.add(NodeKind::Section, parent, &row.place(), &name);
    if let Some(id) = id {
        label(draft, id, "title", row.label("label").0);
        if !name.is_empty() {
            survey.names.add(&name, Target::Group);
        }
        survey.entries.push(Entry { row, id, role: Role::Group });
    }
    Open { id, repeat: false, name }
}

fn repeat<'a>(
    row: Row<'a>,
    parent: Option<Id>,
    draft: &mut Draft,
    report: &mut Report,
    survey: &mut Survey<'a>,
) -> Open {
    let name = row.text("name").to_owned();
    let inside = parent.is_some_and(|parent| {
        draft.nodes[parent].kind == NodeKind::Table || draft.nodes[parent].table.is_some()
    });
    if inside {
        report.left_out(row.place(), What::RepeatRows(name), Why::RepeatInRepeat);
        return Open { repeat: true, ..group(row, parent, draft, survey) };
    }
    let id = draft.add(NodeKind::Table, parent, &row.place(), &name);
    if let Some(id) = id {
        report.imported();
        label(draft, id, "label", row.label("label").0);
        survey.names.add(&name, Target::Node(id));
        survey.entries.push(Entry { row, id, role: Role::Repeat });
    }
    Open { id, repeat: true, name }
}

fn question<'a>(
    row: Row<'a>,
    kind: Kind,
    parent: Option<Id>,
    draft: &mut Draft,
    report: &mut Report,
    survey: &mut Survey<'a>,
) {
    let (place, written) = (row.place(), row.text("name"));
    let name = if written.is_empty() { row.text("type") } else { written };
    let named = || What::Named(name.to_owned());
    match kind {
        Kind::None(why) => {
            report.left_out(&place, named(), why);
            survey.names.add(written, Target::Missing);
            return;
        }
        Kind::Known(value, why) => {
            report.left_out(&place, named(), why);
            survey.names.add(written, Target::Value(value));
            return;
        }
        _ => {}
    }
    let node = if matches!(kind, Kind::Note) { NodeKind::Text } else { NodeKind::Field };
    if let Kind::Ranked(options) = &kind
        && options.len() <= RANKS
    {
        return ranks(row, options, parent, draft, report, survey);
    }
    let Some(id) = draft.add(node, parent, &place, name) else {
        return report.left_out(&place, named(), Why::Full);
    };
    report.imported();
    let role = match &kind {
        Kind::Note => {
            note(row, id, draft);
            Role::Text
        }
        Kind::Calculate => Role::Calculate,
        Kind::Field(of) => {
            draft.typed(id, of);
            Role::Field
        }
        Kind::Range => {
            range(row, id, draft, report);
            Role::Field
        }
        Kind::Acknowledge => {
            draft.typed(id, "boolean");
            Role::Acknowledge
        }
        Kind::One(options, other) => {
            chosen(row, "choice", options, *other, id, parent, draft, report);
            Role::Choice
        }
        Kind::Several(options, other) => {
            chosen(row, "choices", options, *other, id, parent, draft, report);
            Role::Choice
        }
        Kind::Ranked(options) => {
            draft.typed(id, "choices");
            draft.offer(id, options);
            draft.set(id, "min_items", options.len() as u64);
            report.left_out(&place, What::Order(name.to_owned()), Why::NoOrder);
            Role::Choice
        }
        _ => Role::Field,
    };
    if node == NodeKind::Field {
        let words = row.label("label").0;
        let unnamed = || Label::new(crate::form_import::languages::UNNAMED, name);
        label(draft, id, "label", if words.is_empty() { unnamed() } else { words });
        label(draft, id, "help", help(row));
    }
    if !written.is_empty() {
        survey.names.add(written, Target::Node(id));
    }
    survey.entries.push(Entry { row, id, role });
}

/// Options that can be ranked by a field for each rank.
const RANKS: usize = 10;

/// A ranking: a field for each rank, and no option twice.
fn ranks<'a>(
    row: Row<'a>,
    options: &Rc<[Choice]>,
    parent: Option<Id>,
    draft: &mut Draft,
    report: &mut Report,
    survey: &mut Survey<'a>,
) {
    let (place, name) = (row.place(), row.text("name"));
    let Some(section) = draft.add(NodeKind::Section, parent, &place, name) else { return };
    label(draft, section, "title", row.label("label").0);
    if !name.is_empty() {
        survey.names.add(name, Target::Missing);
    }
    survey.entries.push(Entry { row, id: section, role: Role::Group });
    let fields: Vec<Id> = (1..=options.len())
        .filter_map(|rank| {
            let id = draft.add(NodeKind::Field, Some(section), &place, &format!("{name}_{rank}"))?;
            draft.typed(id, "choice");
            draft.offer(id, options);
            let mut words = Label::new("en", &format!("{rank}."));
            words.0.insert("pl".to_owned(), format!("{rank}."));
            label(draft, id, "label", words);
            let required = row.text("required").to_lowercase();
            if ["yes", "true", "true()"].contains(&required.as_str()) {
                draft.set(id, "required", true);
            }
            Some(id)
        })
        .collect();
    super::rules::all_different(&fields, &place, draft);
    report.imported();
}

fn note(row: Row<'_>, id: Id, draft: &mut Draft) {
    let mut text = row.label("label").0;
    for (language, hint) in row.label("hint").0.0 {
        text.0.entry(language).and_modify(|words| *words = format!("{words}\n{hint}")).or_insert(hint);
    }
    draft.set(id, "text", text.to_json());
}

fn help(row: Row<'_>) -> Label {
    let mut help = row.label("hint").0;
    for (language, guidance) in row.label("guidance_hint").0.0 {
        help.0
            .entry(language)
            .and_modify(|words| *words = format!("{words}\n{guidance}"))
            .or_insert(guidance);
    }
    help
}

fn label(draft: &mut Draft, id: Id, attribute: &str, label: Label) {
    if attribute == "label" || !label.is_empty() {
        draft.set(id, attribute, label.to_json());
    }
}

/// The key and the words that `or_other` adds.
const OTHER: &str = "other";

#[rustfmt::skip]
fn chosen(row: Row<'_>, kind: &str, options: &Rc<[Choice]>, other: bool, id: Id, parent: Option<Id>, draft: &mut Draft, report: &mut Report) {
    draft.typed(id, kind);
    let mut options = Rc::clone(options);
    if other {
        let mut words = Label::new("en", "Other");
        words.0.insert("pl".to_owned(), "Inne".to_owned());
        let known = options.iter().any(|option| option.key == OTHER);
        let added = (!known).then(|| Choice { key: OTHER.to_owned(), label: words });
        options = options.iter().cloned().chain(added).collect();
        let name = format!("{}_other", row.text("name"));
        if let Some(text) = draft.add(NodeKind::Field, parent, &row.place(), &name) {
            draft.typed(text, "text");
            let mut words = Label::new("en", "Specify other.");
            words.0.insert("pl".to_owned(), "Jakie?".to_owned());
            label(draft, text, "label", words);
            super::rules::shown_for_other(id, text, draft);
        } else {
            report.left_out(row.place(), What::Named(name), Why::Full);
        }
    }
    draft.offer(id, &options);
}

/// `start=1;end=10;step=1`
fn range(row: Row<'_>, id: Id, draft: &mut Draft, report: &mut Report) {
    let parameter = |name: &str, default: i64| {
        let parts = row.text("parameters").split([';', ' ', ',']);
        let found = parts.filter_map(|part| part.split_once('=')).find(|(here, _)| here.trim() == name);
        found
            .and_then(|(_, value)| value.trim().parse().ok())
            .unwrap_or_else(|| rust_decimal::Decimal::from(default))
    };
    let (start, end, step) = (parameter("start", 1), parameter("end", 10), parameter("step", 1));
    let rated = row.text("appearance").split_whitespace().any(|word| word == "rating");
    if rated && start <= 1.into() && step == 1.into() && end.is_integer() && end >= 1.into() {
        draft.typed(id, "rating");
        return draft.set(id, "max", Json::Number(end.normalize().to_string()));
    }
    let whole = [start, end, step].iter().all(|number| number.is_integer());
    draft.typed(id, if whole { "integer" } else { "decimal" });
    let bound = |number: rust_decimal::Decimal| {
        let digits = number.normalize().to_string();
        if whole { Json::Number(digits) } else { Json::String(digits) }
    };
    if start > end {
        return report.left_out(row.place(), What::RangeBounds, Why::EndsEarly);
    }
    draft.set(id, "min", bound(start));
    draft.set(id, "max", bound(end));
    super::rules::in_steps(id, start, step, &row.place(), draft);
}
