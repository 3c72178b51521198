//! One field of a form to be filled in.

use forms::{Field as FormFieldSchema, FieldType, Json, Label};
use leptos::prelude::*;

use super::Entered;
use crate::{
    catalogue::Catalogue,
    i18n::{I18n, tr},
    kit::{Area, Field, FieldProblems, Options, RequiredMark, Select, Submission, field_id, part},
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
            | T::Choices
            | T::DateTime
            | T::User
    )
}

/// Names of a field's values, where they have any. To be called in a component's body.
pub(crate) fn names(field: &FormFieldSchema, i18n: I18n) -> Option<Signal<Options>> {
    let choices = field.constraints.options.clone();
    match field.kind {
        FieldType::User => {
            let catalogue = Catalogue::get();
            Some(Signal::derive(move || catalogue.people_options()))
        }
        FieldType::Rating => {
            // Longer scales are typed.
            let most = field.constraints.max.as_ref().and_then(Json::as_number);
            let most = most.and_then(|most| most.parse::<usize>().ok()).filter(|most| *most <= 10)?;
            let name = |count: usize| (count.to_string(), format!("{count} {}", "★".repeat(count)));
            Some(Signal::derive(move || (1..=most).map(name).collect()))
        }
        FieldType::Choice | FieldType::Choices => Some(Signal::derive(move || {
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
pub(crate) fn FormField(
    field: FormFieldSchema,
    entered: Entered,
    submission: Submission,
    required: Signal<bool>,
) -> impl IntoView {
    let i18n = I18n::get();
    let path = format!("values.{}", field.key);
    let value = RwSignal::from(entered.of(&field));
    let said = move |label: Label| move || label.in_language(i18n.language().code()).to_owned();
    let label = said(field.label.clone());
    let hint = field.help.clone().unwrap_or_default();
    let unit = field.constraints.unit.clone().unwrap_or_default();
    let input = |kind: &'static str, inputmode: &'static str| {
        let (path, label, hint, unit) = (path.clone(), label.clone(), said(hint.clone()), unit.clone());
        view! { <Field submission path label value kind inputmode required unit hint /> }.into_any()
    };
    match field.kind {
        FieldType::LongText => {
            let hint = said(hint.clone());
            view! { <Area submission path label value required hint /> }.into_any()
        }
        FieldType::Integer | FieldType::Duration => input("text", "numeric"),
        FieldType::Decimal | FieldType::Money => input("text", "decimal"),
        FieldType::Date => input("date", ""),
        FieldType::Time => input("time", ""),
        FieldType::DateTime => input("datetime-local", ""),
        FieldType::Email => input("email", ""),
        FieldType::Phone => input("tel", ""),
        FieldType::Url => input("url", ""),
        FieldType::Text | FieldType::Nip | FieldType::Barcode => input("text", ""),
        FieldType::Boolean => view! { <Tick submission path label=Signal::derive(label) value /> }.into_any(),
        FieldType::Choices => {
            let options = names(&field, i18n).unwrap_or_default();
            view! { <Ticks submission path label=Signal::derive(label) value options required /> }.into_any()
        }
        FieldType::Choice | FieldType::Rating | FieldType::User => {
            let Some(options) = names(&field, i18n) else { return input("text", "numeric") };
            let options = match field.kind {
                FieldType::User => with_person(options, value),
                _ => options,
            };
            view! { <Select submission path label value options none=tr(|t| t.choose) required /> }.into_any()
        }
        _ => view! { <p class="form-text">{label} ": " {tr(|t| t.unsupported_field)}</p> }.into_any(),
    }
}

/// Who has left the firm stays the one who was chosen.
fn with_person(options: Signal<Options>, value: RwSignal<String>) -> Signal<Options> {
    let catalogue = Catalogue::get();
    Signal::derive(move || {
        let (mut people, chosen) = (options.get(), value.get());
        if !chosen.is_empty() && people.iter().all(|(id, _)| *id != chosen) {
            let name = catalogue.person_name(&chosen).unwrap_or_else(|| chosen.clone());
            people.push((chosen, name));
        }
        people
    })
}

/// Any of several options.
#[component]
fn Ticks(
    submission: Submission,
    path: String,
    label: Signal<String>,
    /// The keys, one to a line, in the order of the options.
    value: RwSignal<String>,
    options: Signal<Options>,
    required: Signal<bool>,
) -> impl IntoView {
    submission.shows(path.clone());
    let problem_id = format!("{}-problem", field_id());
    let described = problem_id.clone();
    let ticked = move |key: &str| value.with(|keys| keys.lines().any(|one| one == key));
    let turn = move |key: &str, on: bool| {
        let keys = options.get_untracked().into_iter().map(|(key, _)| key);
        let stay = |one: &String| if one == key { on } else { untrack(|| ticked(one)) };
        value.set(keys.filter(stay).collect::<Vec<_>>().join("\n"));
    };
    let tick = move |(key, name): (String, String)| {
        let mine = key.clone();
        view! {
            <label class="tick-line">
                <input
                    type="checkbox"
                    prop:checked=move || ticked(&mine)
                    on:change=move |event| turn(&key, event_target_checked(&event))
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="ticks" aria-describedby=described>
            <legend>{label} " " <RequiredMark required /></legend>
            {part(move || options.get().into_iter().map(tick).collect_view())}
            <FieldProblems submission path id=problem_id />
        </fieldset>
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
