//! A form to be filled in: its nodes from the top, plainly.

use std::sync::Arc;

use forms::{Form, Node};
use leptos::prelude::*;

use super::{Entered, field::FormField};
use crate::{
    i18n::{I18n, tr},
    kit::Submission,
};

/// The fields of a form. Their problems stand under `values.` in the submission.
#[component]
pub(crate) fn FillForm(form: Arc<Form>, entered: Entered, submission: Submission) -> impl IntoView {
    nodes(&form, form.nodes(), entered, submission)
}

fn nodes(form: &Arc<Form>, list: &[Node], entered: Entered, submission: Submission) -> AnyView {
    list.iter().map(|node| one(form, *node, entered, submission)).collect_view().into_any()
}

fn one(form: &Arc<Form>, node: Node, entered: Entered, submission: Submission) -> AnyView {
    let i18n = I18n::get();
    match node {
        Node::Field(at) => {
            let field = form.field(at).clone();
            view! { <FormField field entered submission /> }.into_any()
        }
        Node::Section(at) => {
            let section = form.section(at);
            let title = section.title.clone();
            let legend = title.map(|title| {
                view! { <legend>{move || title.in_language(i18n.language().code()).to_owned()}</legend> }
            });
            view! { <fieldset>{legend} {nodes(form, &section.nodes, entered, submission)}</fieldset> }
                .into_any()
        }
        Node::Text(at) => {
            let text = form.text(at).text.clone();
            view! { <p class="form-text">{move || text.in_language(i18n.language().code()).to_owned()}</p> }
                .into_any()
        }
        Node::Table(at) => {
            let label = form.table(at).label.clone();
            view! {
                <p class="form-text">
                    {move || label.in_language(i18n.language().code()).to_owned()} ": " {tr(|t| t.unsupported_field)}
                </p>
            }
            .into_any()
        }
    }
}
