//! One field of a form to be filled in: the control that suits its type.

use forms::{Field, FieldType, Json, Label};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{
    barcode::scan, files::Files, location::Location, reference::Reference, scope::Scope, signature::Signature,
};
use crate::{
    i18n::{I18n, tr, typed::hours},
    kit::{
        Combobox, Item, Labelled, Line, Pick, Radios, Search, Stars, Tick, Ticks, area, field as line, memo,
        when,
    },
};

/// So many options stand in sight; more are searched.
const FEW: usize = 6;
/// A longer scale is typed.
const MOST_STARS: usize = 10;

/// The options of a field in the reader's language.
pub(super) fn items(field: &Field, i18n: I18n) -> Signal<Vec<Item>> {
    let options = field.constraints.options.clone();
    Signal::derive(move || {
        let item = |option: &forms::Choice| Item {
            key: option.key.clone(),
            name: option.label.in_language(i18n.language().code()).to_owned(),
            details: String::new(),
            color: option.color.clone(),
        };
        options.iter().map(item).collect()
    })
}

/// The input that suits the field's type.
#[component]
pub(super) fn FormField(scope: Scope, at: usize) -> impl IntoView {
    let i18n = I18n::get();
    let form = scope.form();
    let field = form.field(at);
    let said = |label: &Label| {
        let label = label.clone();
        TextProp::from(move || label.in_language(i18n.language().code()).to_owned())
    };
    let value = scope.text(field);
    let hint = field.help.as_ref().map(said);
    let labelled =
        Labelled::new(scope.submission, &scope.path(field), said(&field.label), scope.required(at), hint);
    let limit = |limit: &Option<Json>| scope.entered.written(field, limit.as_ref());
    let limits = || (limit(&field.constraints.min), limit(&field.constraints.max));
    let plain = Line {
        placeholder: field.placeholder.as_ref().map(said),
        unit: field.unit().unwrap_or_default().to_owned(),
        ..Line::default()
    };
    let how = match field.kind {
        FieldType::LongText => return area(labelled, value, "4", plain.placeholder),
        FieldType::Boolean => return view! { <Tick labelled value /> }.into_any(),
        FieldType::Choices => return view! { <Ticks labelled value items=items(field, i18n) /> }.into_any(),
        FieldType::Choice if field.constraints.options.len() <= FEW => {
            return view! { <Radios labelled value items=items(field, i18n) /> }.into_any();
        }
        FieldType::Choice => return choice(labelled, value, items(field, i18n), scope.searched(field)),
        FieldType::User | FieldType::Company | FieldType::Contact => {
            return view! { <Reference scope=scope.clone() kind=field.kind labelled value searched=scope.searched(field) /> }.into_any();
        }
        FieldType::Deal | FieldType::Order | FieldType::Product => return no_such_records(labelled, value),
        FieldType::File | FieldType::Photo => {
            return view! { <Files labelled value field=field.clone() /> }.into_any();
        }
        FieldType::Signature => return view! { <Signature labelled value /> }.into_any(),
        FieldType::Location => return view! { <Location labelled value /> }.into_any(),
        FieldType::Rating => match most_stars(field) {
            Some(most) => return view! { <Stars labelled value most /> }.into_any(),
            None => Line { kind: "text", inputmode: "numeric", ..plain },
        },
        FieldType::Duration => Line {
            inputmode: "text",
            unit: i18n.texts().hours_minutes.to_owned(),
            tidy: Some(|text, _| hours(text)),
            ..plain
        },
        FieldType::Nip => Line { inputmode: "numeric", beside: Some(nip_mark(value)), ..plain },
        FieldType::Barcode => Line { beside: scan(value), ..plain },
        FieldType::Integer => Line { kind: "text", inputmode: "numeric", ..plain },
        FieldType::Decimal | FieldType::Money => Line { kind: "text", inputmode: "decimal", ..plain },
        FieldType::Date => Line { kind: "date", inputmode: "", limits: limits(), ..plain },
        FieldType::Time => Line { kind: "time", inputmode: "", limits: limits(), ..plain },
        FieldType::DateTime => Line { kind: "datetime-local", inputmode: "", limits: limits(), ..plain },
        FieldType::Email => Line { kind: "email", inputmode: "email", ..plain },
        FieldType::Phone => Line { kind: "tel", inputmode: "tel", ..plain },
        FieldType::Url => Line { kind: "url", inputmode: "url", ..plain },
        FieldType::Text | FieldType::Computed => plain,
    };
    line(labelled, "", value, how)
}

fn most_stars(field: &Field) -> Option<usize> {
    let most = field.constraints.max.as_ref().and_then(Json::as_number)?;
    most.parse().ok().filter(|most| *most <= MOST_STARS)
}

/// One of many options.
fn choice(
    labelled: Labelled,
    value: RwSignal<String>,
    items: Signal<Vec<Item>>,
    searched: ArcRwSignal<String>,
) -> AnyView {
    let picked = memo(move || {
        let key = value.get();
        let named =
            || items.with(|items| items.iter().find(|item| item.key == key).map(|item| item.name.clone()));
        (!key.is_empty()).then(|| (key.clone(), named().unwrap_or_else(|| key.clone())))
    });
    let pick = move |chosen: Pick| choose(value, chosen);
    let search = Search::among(items);
    view! { <Combobox labelled picked pick search placeholder=tr(|t| t.choose) unchosen=searched /> }
        .into_any()
}

/// Takes what was chosen, if that is another.
pub(super) fn choose(value: RwSignal<String>, chosen: Pick) {
    let key = chosen.map(|(key, _)| key).unwrap_or_default();
    if value.with_untracked(|value| *value != key) {
        value.set(key);
    }
}

/// Records that cannot be looked up yet: what stands there stays.
fn no_such_records(labelled: Labelled, value: RwSignal<String>) -> AnyView {
    let input = view! {
        <input id=labelled.id.clone() type="text" disabled aria-describedby=labelled.described() prop:value=move || value.get() />
        <p class="hint">{tr(|t| t.unsupported_field)}</p>
    };
    labelled.around("", input.into_any())
}

/// A sign that a tax number's check digit fits, as it is typed. That it does not is told once the field is left.
fn nip_mark(value: RwSignal<String>) -> AnyView {
    let sound = move || value.with(|text| forms::nip::is_valid(text));
    when(sound, || {
        view! { <span class="sound" role="img" aria-label=tr(|t| t.nip_sound)>"✓"</span> }
    })
    .into_any()
}
