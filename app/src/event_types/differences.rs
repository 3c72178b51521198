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
    let rules =
        (!rules.is_empty()).then(|| view! { <li>{tr(|t| t.differences_rules)} {attributes(rules)}</li> });
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
    let i18n = I18n::get();
    let line = |AttributeChange { attribute, before, after }: AttributeChange| {
        view! {
            <li>
                <code>{attribute}</code> ": " <del>{move || said(i18n, &before)}</del> " → "
                <ins>{move || said(i18n, &after)}</ins>
            </li>
        }
    };
    let lines: Vec<_> = changed.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }).into_any()
}

/// A value of an attribute for people: texts in their language, all else as it is written.
fn said(i18n: I18n, value: &Json) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) => text.clone(),
        Json::Object(_) => match Label::from_json(value) {
            Some(label) => label.in_language(i18n.language().code()).to_owned(),
            None => value.to_string(),
        },
        other => other.to_string(),
    }
}
