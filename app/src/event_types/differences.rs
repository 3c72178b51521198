//! What differs between two versions of an event type, in words.

use forms::{
    Json, Label,
    compare::{AttributeChange, Change, Difference, changes},
};
use leptos::prelude::*;

use crate::i18n::{I18n, tr};

/// Differences of the form and of the rules.
pub(super) fn differences(form: Vec<Difference>, rules: Vec<AttributeChange>) -> AnyView {
    if form.is_empty() && rules.is_empty() {
        return none();
    }
    let form = form.into_iter().map(difference).collect_view();
    let i18n = I18n::get();
    let rule = |RuleChange { path, before, after }: RuleChange| {
        let name = move || path.iter().map(|step| word(i18n, step)).collect::<Vec<_>>().join(", ");
        let said = move |value: &Json| said_rule(i18n, value);
        view! { <li>{name} ": " <del>{move || said(&before)}</del> " → " <ins>{move || said(&after)}</ins></li> }
    };
    let rules = (!rules.is_empty()).then(|| {
        let lines = rules.into_iter().flat_map(|one| parts(Vec::new(), one)).map(rule).collect_view();
        view! { <li>{tr(|t| t.differences_rules)} <ul>{lines}</ul></li> }
    });
    view! { <ul class="differences">{form} {rules}</ul> }.into_any()
}

/// Nothing differs.
pub(super) fn none() -> AnyView {
    view! { <p class="row-note">{tr(|t| t.differences_none)}</p> }.into_any()
}

fn difference(one: Difference) -> AnyView {
    let i18n = I18n::get();
    let Difference { node, id, name, change, attributes: changed } = one;
    let what = move || {
        let texts = i18n.texts();
        match change {
            Change::Added => texts.difference_added,
            Change::Removed => texts.difference_removed,
            Change::Changed => texts.difference_changed,
            Change::Moved => texts.difference_moved,
        }
    };
    let kind = move || {
        let texts = i18n.texts();
        match node.as_str() {
            "table" => texts.node_table,
            "section" => texts.node_section,
            "text" => texts.node_text,
            "rule" => texts.node_rule,
            _ => texts.node_field,
        }
    };
    let class = match change {
        Change::Added => "badge accent",
        _ => "badge",
    };
    let called =
        move || Some(said(i18n, &name)).filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone());
    view! {
        <li>
            <span class=class>{what}</span> " " {kind} " " <strong>{called}</strong>
            {attributes(changed)}
        </li>
    }
    .into_any()
}

fn attributes(changed: Vec<AttributeChange>) -> AnyView {
    let line = |AttributeChange { attribute, before, after }: AttributeChange| {
        view! { <li><code>{attribute}</code> ": " {change(before, after)}</li> }
    };
    let lines: Vec<_> = changed.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }).into_any()
}

fn change(before: Json, after: Json) -> AnyView {
    let i18n = I18n::get();
    view! { <del>{move || said(i18n, &before)}</del> " → " <ins>{move || said(i18n, &after)}</ins> }
        .into_any()
}

/// A value of an attribute for people: texts in their language, all else as it is written.
fn said(i18n: I18n, value: &Json) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) => text.clone(),
        Json::Bool(value) => yes_or_no(i18n, *value).to_owned(),
        Json::Object(members) => match in_languages(value) {
            Some(label) => label.in_language(i18n.language().code()).to_owned(),
            None => {
                let member = |(key, value): &(String, Json)| format!("{key}: {}", said(i18n, value));
                members.iter().map(member).collect::<Vec<_>>().join(", ")
            }
        },
        other => other.to_string(),
    }
}

/// A text in languages: all its names are those of languages, `pl` or `en-GB`.
fn in_languages(value: &Json) -> Option<Label> {
    let is_language =
        |name: &String| name.split('-').next().is_some_and(|main| (2..=3).contains(&main.len()));
    Label::from_json(value).filter(|label| label.0.keys().all(is_language))
}

/// A rule of registration, or a part of one, that became another.
struct RuleChange {
    /// The names on the way to it.
    path: Vec<String>,
    before: Json,
    after: Json,
}

/// What differs within a rule, each part by itself; the lines of settlements are told apart by their keys.
fn parts(mut path: Vec<String>, one: AttributeChange) -> Vec<RuleChange> {
    path.push(one.attribute);
    let (before, after) = (by_key(one.before), by_key(one.after));
    let is_parted = |json: &Json| json.as_object().is_some() && in_languages(json).is_none();
    if !is_parted(&before) || !is_parted(&after) {
        return vec![RuleChange { path, before, after }];
    }
    changes(&before, &after).into_iter().flat_map(|one| parts(path.clone(), one)).collect()
}

/// A list of things with keys as one object.
fn by_key(json: Json) -> Json {
    let Json::Array(items) = json else { return json };
    let keyed = |item: Json| Some((item.get("key").and_then(Json::as_str)?.to_owned(), item));
    Json::Object(items.into_iter().filter_map(keyed).collect())
}

/// As [`said`], in the words of the editor.
fn said_rule(i18n: I18n, value: &Json) -> String {
    let members = match value {
        Json::String(text) => return word(i18n, text),
        Json::Object(members) if in_languages(value).is_none() => members,
        other => return said(i18n, other),
    };
    // A line that is settled goes by its name.
    if let Some(name) = value.get("name") {
        return said(i18n, name);
    }
    let named = |(key, value): &(String, Json)| match value.get("name") {
        Some(name) => said(i18n, name),
        None => format!("{}: {}", word(i18n, key), said_rule(i18n, value)),
    };
    match members.is_empty() {
        true => "—".to_owned(),
        false => members.iter().map(named).collect::<Vec<_>>().join(", "),
    }
}

/// What the editor calls a rule, a part of one, or what was chosen for it; other words stay.
fn word(i18n: I18n, word: &str) -> String {
    let (texts, common) = (i18n.language().type_texts(), i18n.texts());
    match word {
        "numbering" => texts.numbering,
        "links" => texts.links,
        "settlements" => texts.settlements,
        "backdating" => texts.backdating,
        "on_behalf" => texts.on_behalf,
        "company" => common.company,
        "contact" => common.contact,
        "deal" => texts.deal,
        "order" => texts.order,
        "product" => texts.product,
        "hidden" => texts.link_hidden,
        "optional" => texts.link_optional,
        "required" => texts.link_required,
        "pattern" => texts.pattern,
        "reset" => texts.reset,
        "never" => texts.reset_never,
        "yearly" => texts.reset_yearly,
        "monthly" => texts.reset_monthly,
        "date" => texts.numbering_date,
        "occurred" => texts.date_occurred,
        "registered" => texts.date_registered,
        "start" => texts.start,
        "name" => common.name,
        "unit" => texts.unit,
        "quantity" => texts.quantity,
        "unit_price" => texts.unit_price,
        "default_quantity" => texts.default_quantity,
        "default_unit_price" => texts.default_unit_price,
        "currency" => texts.currency,
        "editable" => texts.part_editable,
        "locked" => texts.part_locked,
        "absent" => texts.part_absent,
        other => other,
    }
    .to_owned()
}

fn yes_or_no(i18n: I18n, value: bool) -> &'static str {
    let texts = i18n.texts();
    if value { texts.yes } else { texts.no }
}
