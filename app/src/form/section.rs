//! A section of a form: its parts under a title that opens and closes them.

use std::collections::BTreeSet;

use forms::{Form, Node, moved::cell};
use leptos::prelude::*;

use super::{fill::nodes, scope::Scope};
use crate::{
    i18n::I18n,
    kit::{effect, field_id, flag, memo},
};

/// A section. It stays open for as long as something in it is wrong.
#[component]
pub(super) fn FormSection(scope: Scope, at: usize) -> impl IntoView {
    let i18n = I18n::get();
    let form = scope.form();
    let section = form.section(at);
    let columns = section.columns.unwrap_or(1);
    let content = nodes(&scope, &section.nodes, columns);
    let Some(title) = section.title.clone() else {
        return view! { <div class="section part wide-12"><div class="fields">{content}</div></div> }
            .into_any();
    };
    let mut keys = BTreeSet::new();
    gather(&form, &section.nodes, &mut keys);
    let submission = scope.submission;
    let row = scope.row.as_ref().map(|row| (form.table(row.table).key.clone(), row.index));
    let wrong = memo(move || {
        submission.count(|path| {
            let path = path.trim_start_matches("values.");
            match (cell(path), &row) {
                (Some((table, at, key)), Some(row)) => table == row.0 && at == row.1 && keys.contains(key),
                (Some((table, ..)), None) => keys.contains(table),
                (None, None) => keys.contains(path),
                (None, Some(_)) => false,
            }
        })
    });
    let open = RwSignal::new(true);
    // It does not close by itself once that is mended: somebody is typing in it.
    effect(move || {
        if wrong.get() > 0 {
            open.set(true);
        }
    });
    let id = field_id();
    let problems = move || {
        let wrong = wrong.get();
        (wrong > 0).then(|| {
            let text = i18n.texts().problems_count.of(wrong as u64, i18n.language());
            view! { <span class="badge danger">{text}</span> }
        })
    };
    view! {
        <section class="section part wide-12">
            <h2>
                <button
                    type="button"
                    class="section-title"
                    aria-expanded=flag(open)
                    aria-controls=id.clone()
                    aria-disabled=flag(Signal::derive(move || wrong.get() > 0))
                    on:click=move |_| open.set(!open.get_untracked() || wrong.get_untracked() > 0)
                >
                    {move || title.in_language(i18n.language().code()).to_owned()}
                </button>
                {problems}
            </h2>
            <div id=id class="fields" hidden=move || !open.get()>{content}</div>
        </section>
    }
    .into_any()
}

/// Keys of what stands in a section, however deep.
fn gather(form: &Form, list: &[Node], keys: &mut BTreeSet<String>) {
    for node in list {
        match *node {
            Node::Field(at) => drop(keys.insert(form.field(at).key.clone())),
            Node::Table(at) => drop(keys.insert(form.table(at).key.clone())),
            Node::Section(at) => gather(form, &form.section(at).nodes, keys),
            Node::Text(_) => {}
        }
    }
}
