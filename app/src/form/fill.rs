//! A form to be filled in: its nodes from the top, plainly. Parts come and go as their conditions say.

use forms::{Label, Node};
use leptos::prelude::*;

use super::{Entered, Filled, field::FormField, written_for_people};
use crate::{
    i18n::{I18n, tr},
    kit::{Submission, when},
};

/// The fields of a form. Their problems stand under `values.` in the submission.
#[component]
pub(crate) fn FillForm(filled: Filled, entered: Entered, submission: Submission) -> impl IntoView {
    let form = filled.form.clone();
    nodes(&filled, form.nodes(), entered, submission)
}

fn nodes(filled: &Filled, list: &[Node], entered: Entered, submission: Submission) -> AnyView {
    let one = |node: &Node| {
        let (filled, node) = (filled.clone(), *node);
        let shown = filled.shown(node);
        when(move || shown.get(), move || one(&filled, node, entered, submission))
    };
    list.iter().map(one).collect_view().into_any()
}

fn one(filled: &Filled, node: Node, entered: Entered, submission: Submission) -> AnyView {
    let i18n = I18n::get();
    let said = move |label: Label| move || label.in_language(i18n.language().code()).to_owned();
    let form = filled.form.clone();
    match node {
        Node::Field(at) if form.field(at).is_computed() => {
            let (field, filled) = (form.field(at).clone(), filled.clone());
            let label = said(field.label.clone());
            let value = move || match filled.value(node) {
                Some(value) => written_for_people(&value, Some(&field), i18n),
                None => "—".to_owned(),
            };
            view! {
                <p class="field computed">
                    <span>{label}</span>
                    <output>{value}</output>
                </p>
            }
            .into_any()
        }
        Node::Field(at) => {
            let field = form.field(at).clone();
            let (required, read_only) = (filled.required(node), filled.read_only(node));
            view! {
                <fieldset class="plain" role="none" disabled=move || read_only.get()>
                    <FormField field entered submission required />
                </fieldset>
            }
            .into_any()
        }
        Node::Section(at) => {
            let section = form.section(at);
            let legend = section.title.clone().map(|title| view! { <legend>{said(title)}</legend> });
            let class = section.columns.filter(|columns| *columns > 1);
            let class = class.map(|columns| format!("side-by-side columns-{columns}"));
            view! {
                <fieldset class=class>
                    {legend} {nodes(filled, &section.nodes, entered, submission)}
                </fieldset>
            }
            .into_any()
        }
        Node::Text(at) => view! { <p class="form-text">{said(form.text(at).text.clone())}</p> }.into_any(),
        Node::Table(at) => {
            let label = said(form.table(at).label.clone());
            view! { <p class="form-text">{label} ": " {tr(|t| t.unsupported_field)}</p> }.into_any()
        }
    }
}
