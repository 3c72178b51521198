//! A form to be filled in, from the top. Parts come and go as their conditions say.

use forms::{Label, Node};
use leptos::{ev::FocusEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    Entered, Filled, field::FormField, read::written, scope::Scope, section::FormSection, table::FormTable,
};
use crate::{
    i18n::I18n,
    kit::{Submission, after_press, effect, watch_presses, when},
};

/// The fields of a form. Their problems stand under `values.` in the submission, from the moment that somebody has been
/// to the field.
#[component]
pub(crate) fn FillForm(filled: Filled, entered: Entered, submission: Submission) -> impl IntoView {
    let form = filled.form.clone();
    let judged = filled.clone();
    effect(move || {
        for key in judged.take_changed() {
            submission.changed(&format!("values.{key}"));
        }
        submission.judge("values", judged.problems());
    });
    on_cleanup(move || submission.judge("values", Vec::new()));
    watch_presses();
    let scope = Scope { filled: filled.clone(), entered, submission, row: None };
    // One listener for all fields: a field is left when the focus goes out of all that bears its path.
    let left = move |event: FocusEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let next = event.related_target().and_then(|next| next.dyn_into::<web_sys::Node>().ok());
        let mut around = target.and_then(|target| target.closest("[data-path]").ok().flatten());
        let mut paths = Vec::new();
        while let Some(part) = around {
            if part.contains(next.as_ref()) {
                break;
            }
            paths.push(part.get_attribute("data-path").unwrap_or_default());
            around = part.parent_element().and_then(|parent| parent.closest("[data-path]").ok().flatten());
        }
        let filled = filled.clone();
        after_press(move || paths.iter().for_each(|path| filled.touch(path)));
    };
    view! { <div class="fill"><div class="fields" on:focusout=left>{nodes(&scope, form.nodes(), 1)}</div></div> }
}

/// Parts side by side, as many to a line as there are columns.
pub(super) fn nodes(scope: &Scope, list: &[Node], columns: u8) -> AnyView {
    let one = |node: &Node| {
        let (scope, node) = (scope.clone(), *node);
        match scope.shown(node) {
            Some(shown) => when(move || shown.get(), move || one(&scope, node, columns)).into_any(),
            None => one(&scope, node, columns),
        }
    };
    list.iter().map(one).collect_view().into_any()
}

/// One part that is shown.
pub(super) fn one(scope: &Scope, node: Node, columns: u8) -> AnyView {
    let i18n = I18n::get();
    let said = move |label: Label| move || label.in_language(i18n.language().code()).to_owned();
    let form = scope.form();
    match node {
        Node::Field(at) => {
            let field = form.field(at);
            // A long text and a list of files want the whole line.
            let width = field.width.unwrap_or(12 / columns.clamp(1, 4));
            let path = scope.path(field).trim_start_matches("values.").to_owned();
            let content = match field.is_computed() {
                true => computed(scope, at),
                false => match scope.read_only(at) {
                    Some(read_only) => view! {
                        <fieldset class="plain" role="none" disabled=move || read_only.get()>
                            <FormField scope=scope.clone() at />
                        </fieldset>
                    }
                    .into_any(),
                    None => view! { <FormField scope=scope.clone() at /> }.into_any(),
                },
            };
            view! { <div class=format!("part wide-{width}") data-path=path>{content}</div> }.into_any()
        }
        Node::Section(at) => view! { <FormSection scope=scope.clone() at /> }.into_any(),
        Node::Table(at) => view! { <FormTable scope=scope.clone() at /> }.into_any(),
        Node::Text(at) => {
            view! { <p class="form-text part wide-12">{said(form.text(at).text.clone())}</p> }.into_any()
        }
    }
}

/// A value that nobody types.
fn computed(scope: &Scope, at: usize) -> AnyView {
    let i18n = I18n::get();
    let (scope, field) = (scope.clone(), scope.form().field(at).clone());
    let label = field.label.clone();
    let label = move || label.in_language(i18n.language().code()).to_owned();
    let help = field.help.clone().map(|help| {
        view! { <p class="hint">{move || help.in_language(i18n.language().code()).to_owned()}</p> }
    });
    let value = move || match scope.value(at) {
        Some(value) => written(&value, Some(&field), i18n),
        None => "—".to_owned(),
    };
    view! {
        <div class="field computed">
            <span class="field-name">{label}</span>
            <output>{value}</output>
            {help}
        </div>
    }
    .into_any()
}
