//! What differs between two versions of an event type, in words.

use forms::{
    Json, Label,
    compare::{AttributeChange, Change, Difference},
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
    let rule = |AttributeChange { attribute, before, after }: AttributeChange| {
        view! { <li>{move || rule_name(i18n, &attribute)} ": " {change(before, after)}</li> }
    };
    let rules = (!rules.is_empty()).then(|| {
        let lines = rules.into_iter().map(rule).collect_view();
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
        Json::Object(members) => match Label::from_json(value).filter(is_in_languages) {
            Some(label) => label.in_language(i18n.language().code()).to_owned(),
            None => {
                let member = |(key, value): &(String, Json)| format!("{key}: {}", said(i18n, value));
                members.iter().map(member).collect::<Vec<_>>().join(", ")
            }
        },
        other => other.to_string(),
    }
}

/// Whether all its names are those of languages: `pl`, `en-GB`.
fn is_in_languages(label: &Label) -> bool {
    label.0.keys().all(|name| name.split('-').next().is_some_and(|main| (2..=3).contains(&main.len())))
}

/// What a rule of registration is called.
fn rule_name(i18n: I18n, rule: &str) -> String {
    let texts = i18n.language().type_texts();
    match rule {
        "numbering" => texts.numbering,
        "links" => texts.links,
        "settlements" => texts.settlements,
        "backdating" => texts.backdating,
        "on_behalf" => texts.on_behalf,
        other => other,
    }
    .to_owned()
}
