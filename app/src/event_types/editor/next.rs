//! The next version of a type: its draft over what is published.

use forms::Json;
use records::event_types::{Draft, EventType, Rules};

use super::{form_text::written, rules};
use crate::i18n::Language;

/// The rules and the form that publishing the draft would give.
pub(super) fn next(published: &EventType, draft: &Draft) -> (Rules, Json) {
    let now = published.rules.clone();
    let draft = draft.clone();
    let rules = Rules {
        numbering: draft.numbering.unwrap_or(now.numbering),
        links: draft.links.unwrap_or(now.links),
        settlements: draft.settlements.unwrap_or(now.settlements),
        backdating: draft.backdating.unwrap_or(now.backdating),
        on_behalf: draft.on_behalf.unwrap_or(now.on_behalf),
    };
    (rules, draft.form.unwrap_or_else(|| published.form.clone()))
}

/// The draft that gives rules and a form: only what differs from what is published.
pub(super) fn draft(published: &EventType, rules: Rules, form: Json, revision: i64) -> Draft {
    let now = &published.rules;
    Draft {
        revision: Some(revision),
        form: (form != published.form).then_some(form),
        numbering: (rules.numbering != now.numbering).then_some(rules.numbering),
        links: (rules.links != now.links).then_some(rules.links),
        settlements: (rules.settlements != now.settlements).then_some(rules.settlements),
        backdating: (rules.backdating != now.backdating).then_some(rules.backdating),
        on_behalf: (rules.on_behalf != now.on_behalf).then_some(rules.on_behalf),
    }
}

/// The texts of rules and a form, in the order of the slots: the form comes last.
pub(super) fn texts(rules: &Rules, form: &Json, language: Language) -> Vec<String> {
    let mut texts = rules::texts(rules, language);
    texts.push(written(form));
    texts
}
