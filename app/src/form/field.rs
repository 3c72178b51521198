//! One field of a form to be filled in.

use forms::{Field as FormFieldSchema, FieldType, Label};
use leptos::prelude::*;

use super::Entered;
use crate::{
    i18n::{I18n, tr},
    kit::{Area, Field, FieldProblems, Options, Select, Submission, field_id},
};

/// Whether there is an input for that type of field.
pub(super) fn is_typed(kind: FieldType) -> bool {
    use FieldType as T;
    matches!(
        kind,
        T::LongText
            | T::Integer
            | T::Duration
            | T::Rating
            | T::Decimal
            | T::Money
            | T::Date
            | T::Time
            | T::Email
            | T::Phone
            | T::Url
            | T::Text
            | T::Nip
            | T::Barcode
            | T::Boolean
            | T::Choice
    )
}

/// Names of a field's values, where they have any.
pub(crate) fn names(field: &FormFieldSchema, i18n: I18n) -> Option<Signal<Options>> {
    let choices = field.constraints.options.clone();
    match field.kind {
        FieldType::Choice => Some(Signal::derive(move || {
            let name = |choice: &forms::Choice| {
                (choice.key.clone(), choice.label.in_language(i18n.language().code()).to_owned())
            };
            choices.iter().map(name).collect::<Options>()
        })),
        FieldType::Boolean => Some(Signal::derive(move || {
            let texts = i18n.texts();
            vec![("true".into(), texts.yes.into()), ("false".into(), texts.no.into())]
        })),
        _ => None,
    }
}

/// The input that suits the field's type.
#[component]
pub(crate) fn FormField(field: FormFieldSchema, entered: Entered, submission: Submission) -> impl IntoView {
    let i18n = I18n::get();
    let path = format!("values.{}", field.key);
    let value = RwSignal::from(entered.of(&field));
    let said = move |label: Label| move || label.in_language(i18n.language().code()).to_owned();
    let label = said(field.label.clone());
    let hint = field.help.clone().unwrap_or_default();
    let (required, unit) = (field.required, field.constraints.unit.clone().unwrap_or_default());
    let input = |kind: &'static str, inputmode: &'static str| {
        let (path, label, hint, unit) = (path.clone(), label.clone(), said(hint.clone()), unit.clone());
        view! { <Field submission path label value kind inputmode required unit hint /> }.into_any()
    };
    match field.kind {
        FieldType::LongText => {
            let hint = said(hint.clone());
            view! { <Area submission path label value required hint /> }.into_any()
        }
        FieldType::Integer | FieldType::Duration | FieldType::Rating => input("text", "numeric"),
        FieldType::Decimal | FieldType::Money => input("text", "decimal"),
        FieldType::Date => input("date", ""),
        FieldType::Time => input("time", ""),
        FieldType::Email => input("email", ""),
        FieldType::Phone => input("tel", ""),
        FieldType::Url => input("url", ""),
        FieldType::Text | FieldType::Nip | FieldType::Barcode => input("text", ""),
        FieldType::Boolean => view! { <Tick submission path label=Signal::derive(label) value /> }.into_any(),
        FieldType::Choice => {
            let options = names(&field, i18n).unwrap_or_default();
            view! { <Select submission path label value options none=tr(|t| t.choose) required /> }.into_any()
        }
        _ => view! { <p class="form-text">{label} ": " {tr(|t| t.unsupported_field)}</p> }.into_any(),
    }
}

/// Yes or no.
#[component]
fn Tick(
    submission: Submission,
    path: String,
    label: Signal<String>,
    value: RwSignal<String>,
) -> impl IntoView {
    submission.shows(path.clone());
    let id = field_id();
    let problem_id = format!("{id}-problem");
    view! {
        <div class="field tick">
            <input
                id=id.clone()
                type="checkbox"
                aria-describedby=problem_id.clone()
                prop:checked=move || value.get() == "true"
                on:change=move |event| value.set(event_target_checked(&event).to_string())
            />
            <label for=id>{label}</label>
            <FieldProblems submission path id=problem_id />
        </div>
    }
}
