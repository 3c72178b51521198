//! What a component says of its field beside its type: words, bounds, defaults.

use forms::{Json, Label};

use super::{components::name, digits, is_true, is_unset, kinds, options, text, validation, words::Words};
use crate::form_import::{
    draft::{Draft, Expression, Id},
    html,
    piece::{Piece, Ty},
    report::Report,
    told::{Obstacle, Part, What, Why},
};

/// What every field has.
pub(super) fn common(
    component: &Json,
    id: Id,
    place: &str,
    draft: &mut Draft,
    report: &mut Report,
    words: &Words,
) {
    let mut help: Vec<&str> = ["description", "additionalDescriptionLabel", "additionalDescriptionText"]
        .iter()
        .filter_map(|name| text(component, name))
        .collect();
    // An example of code that the builder of forms leaves behind is no help.
    help.extend(text(component, "tooltip").filter(|tooltip| !tooltip.contains("'label'")));
    set_words(draft, id, "help", words.lines(&help));
    if let Some(placeholder) = text(component, "placeholder") {
        set_words(draft, id, "placeholder", words.label(placeholder));
    }
    if validation(component, "required").is_some() && draft.nodes[id].ty != Ty::Bool {
        draft.set(id, "required", true);
    }
    let expression =
        |attribute, what| Expression { attribute, place: place.to_owned(), what, counted: false };
    if is_true(component, "disabled") {
        draft.express(
            id,
            &Piece::boolean(true),
            expression("read_only_if", What::Of(Part::ReadOnly, name(component).to_owned())),
        );
    }
    if is_true(component, "multiple") && !matches!(draft.nodes[id].ty, Ty::List) {
        report.left_out(place, What::SeveralValues(name(component).to_owned()), Why::OneValue);
    }
    for (setting, why) in
        [("prefillKey", Why::Registers), ("errorLabel", Why::NamedByLabel), ("refreshOn", Why::OptionsStay)]
    {
        if let Some(value) = text(component, setting) {
            report.left_out(
                format!("{place}/{setting}"),
                What::Setting(setting, name(component).to_owned(), value.to_owned()),
                why,
            );
        }
    }
    for (setting, why) in [
        ("unique", Why::NotCompared),
        ("customMessage", Why::FieldMessages),
        ("minWords", Why::InCharacters),
        ("maxWords", Why::InCharacters),
    ] {
        let Some(value) = validation(component, setting) else { continue };
        report.left_out(
            format!("{place}/validate/{setting}"),
            What::Setting(setting, name(component).to_owned(), value.to_string()),
            why,
        );
    }
    if validation(component, "digitsOnly").is_some() {
        draft.set(id, "pattern", "[0-9]*");
    }
}

fn set_words(draft: &mut Draft, id: Id, attribute: &str, label: Label) {
    if !label.is_empty() {
        draft.set(id, attribute, label.to_json());
    }
}

/// Bounds of rows.
pub(super) fn of_rows(component: &Json, id: Id, draft: &mut Draft, words: &Words) {
    let help: Vec<&str> =
        ["description", "tooltip"].iter().filter_map(|name| text(component, name)).collect();
    set_words(draft, id, "help", words.lines(&help));
    for (setting, attribute) in [("minLength", "min_items"), ("maxLength", "max_items")] {
        if let Some(count) = validation(component, setting)
            .and_then(digits)
            .filter(|count| (1..=500).any(|rows| *count == rows.into()))
        {
            draft.set(id, attribute, Json::Number(count.normalize().to_string()));
        }
    }
    if validation(component, "required").is_some() && draft.nodes[id].attributes.get("min_items").is_none() {
        draft.set(id, "min_items", 1u64);
    }
}

/// What fields of that type have.
pub(super) fn of_field(component: &Json, id: Id, place: &str, draft: &mut Draft, report: &mut Report) {
    let of = text(component, "type").unwrap_or_default();
    let ours = draft.nodes[id].attributes.get("type").and_then(Json::as_str).unwrap_or_default().to_owned();
    let why = match of {
        "activities" | "dataFetcher" => Some(Why::FromServer),
        "valutavelger" => Some(Why::FromServerLetters),
        "tags" => Some(Why::OneText),
        "password" => Some(Why::NoSecrets),
        "address" => Some(Why::AddressText),
        _ => None,
    };
    if let Some(why) = why {
        report.left_out(place, What::Choices(name(component).to_owned()), why);
    }
    match of {
        "valutavelger" => draft.set(id, "pattern", "[A-Z]{3}"),
        "monthPicker" => {
            draft.set(id, "pattern", "[0-9]{4}-(0[1-9]|1[0-2])");
            // Labels mostly ask for another order.
            let mut example = Json::object();
            example.set("en", "2026-01");
            draft.set(id, "placeholder", example);
        }
        "currency" => {
            if let Some(code) = kinds::currency(component).filter(|_| ours == "money") {
                draft.set(id, "currency", code);
            }
        }
        _ => {}
    }
    let (least, most) = if of == "year" { ("minYear", "maxYear") } else { ("min", "max") };
    for (setting, attribute) in [(least, "min"), (most, "max")] {
        let Some(bound) = validation(component, setting).and_then(digits) else { continue };
        let bound = bound.normalize();
        match ours.as_str() {
            "integer" if bound.is_integer() => draft.set(id, attribute, Json::Number(bound.to_string())),
            "decimal" | "money" => draft.set(id, attribute, bound.to_string()),
            _ => report.left_out(
                format!("{place}/validate/{setting}"),
                What::Attribute(setting.to_owned(), name(component).to_owned()),
                Why::NoBound,
            ),
        }
    }
    if ours == "decimal"
        && let Some(places) = component
            .get("decimalLimit")
            .and_then(digits)
            .filter(|places| (1..=28).any(|limit| *places == limit.into()))
    {
        draft.set(id, "scale", Json::Number(places.normalize().to_string()));
    }
    if let Some(suffix) = text(component, "suffix").filter(|_| matches!(ours.as_str(), "integer" | "decimal"))
    {
        draft.set(id, "unit", html::plain(suffix));
    }
    if matches!(ours.as_str(), "text" | "long_text" | "email" | "url" | "phone") {
        texts(component, id, draft);
    }
    if matches!(ours.as_str(), "file" | "photo") && !is_true(component, "multiple") {
        draft.set(id, "max_items", 1u64);
    }
}

fn texts(component: &Json, id: Id, draft: &mut Draft) {
    for (setting, attribute) in [("minLength", "min_length"), ("maxLength", "max_length")] {
        let length = validation(component, setting).and_then(digits).filter(|length| length.is_integer());
        if let Some(length) = length.filter(|length| length.is_sign_positive() && *length < 100_000.into()) {
            draft.set(id, attribute, Json::Number(length.normalize().to_string()));
        }
    }
    let pattern = validation(component, "pattern").and_then(Json::as_str).map(str::to_owned);
    if let Some(pattern) = pattern.or_else(|| text(component, "inputMask").map(masked)) {
        draft.set(id, "pattern", pattern);
    }
}

/// A mask as a pattern: `9` is a digit, `a` a letter, `*` either.
fn masked(mask: &str) -> String {
    let mut pattern = String::new();
    for sign in mask.chars() {
        match sign {
            '9' => pattern.push_str("[0-9]"),
            'a' | 'A' => pattern.push_str("[A-Za-z]"),
            '*' => pattern.push_str("[A-Za-z0-9]"),
            sign if sign.is_alphanumeric() || sign == ' ' => pattern.push(sign),
            sign => {
                pattern.push('\\');
                pattern.push(sign);
            }
        }
    }
    pattern
}

/// The value of a new form.
pub(super) fn default(component: &Json, id: Id, place: &str, draft: &mut Draft, report: &mut Report) {
    let Some(value) = component.get("defaultValue").filter(|value| !is_unset(value)) else { return };
    let ours = draft.nodes[id].attributes.get("type").and_then(Json::as_str).unwrap_or_default();
    let made = match (ours, value) {
        ("boolean", Json::Bool(true)) => Some(Json::Bool(true)),
        ("boolean", Json::String(text)) => (text == "true").then_some(Json::Bool(true)),
        ("choices", Json::Object(boxes)) => {
            let ticked = boxes.iter().filter(|(key, value)| !key.is_empty() && value.as_bool() == Some(true));
            let ticked: Vec<Json> = ticked.map(|(key, _)| Json::from(key.as_str())).collect();
            if ticked.is_empty() {
                return;
            }
            Some(Json::Array(ticked))
        }
        ("choices", Json::Array(_)) => Some(value.clone()),
        ("choice", value) => options::spelled(value.get("value").unwrap_or(value)).map(Json::from),
        ("integer", value) => digits(value)
            .filter(|number| number.is_integer())
            .map(|number| Json::Number(number.normalize().to_string())),
        ("decimal" | "money", value) => digits(value).map(|number| Json::from(number.to_string())),
        ("date", Json::String(text)) => text.get(..10).map(Json::from),
        ("text" | "long_text" | "email" | "url" | "phone" | "time" | "date_time", Json::String(text)) => {
            Some(Json::from(text.as_str()))
        }
        _ => None,
    };
    match made {
        Some(made) => draft.set(id, "default", made),
        None => report.left_out(
            format!("{place}/defaultValue"),
            What::Said(Part::Default, name(component).to_owned(), value.to_string()),
            Why::ByHand(Obstacle::NotOfType),
        ),
    }
}
