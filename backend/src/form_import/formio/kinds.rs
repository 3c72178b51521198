//! The types of components.

use forms::Json;

use super::{is_true, text, validation};
use crate::form_import::told::Why;

/// What a component is here.
pub(super) enum Kind {
    /// A field of that type of ours.
    Field(&'static str),
    /// One of a list of options, or several.
    Chosen {
        several: bool,
    },
    /// One of all countries.
    Country,
    /// Sections that hold others, and whether their values stand in an object of their own.
    Section {
        holds: bool,
    },
    Columns,
    Grid,
    Rows,
    Words,
    /// NAV's components of several fields.
    Identity,
    Address,
    AddressValidity,
    Attachment,
    /// Questions with the same answers.
    Survey,
    /// Does nothing but send the form, and the like: nothing is lost.
    Needless(Why),
    None(Why),
    Unknown,
}

pub(super) fn of(component: &Json) -> Kind {
    let several = is_true(component, "multiple");
    match text(component, "type").unwrap_or_default() {
        "textfield" | "firstName" | "surname" | "fnrfield" | "orgNr" | "bankAccount" | "iban"
        | "monthPicker" | "valutavelger" | "activities" | "dataFetcher" | "tags" | "password" | "address" => {
            Kind::Field("text")
        }
        "textarea" => Kind::Field("long_text"),
        "email" => Kind::Field("email"),
        "url" => Kind::Field("url"),
        "phoneNumber" => Kind::Field("phone"),
        "number" if is_whole(component) => Kind::Field("integer"),
        "number" => Kind::Field("decimal"),
        "currency" if currency(component).is_some() => Kind::Field("money"),
        "currency" => Kind::Field("decimal"),
        "year" => Kind::Field("integer"),
        "checkbox" | "navCheckbox" => Kind::Field("boolean"),
        "day" | "navDatepicker" => Kind::Field("date"),
        "datetime" => match (component.get("enableDate"), component.get("enableTime")) {
            (_, Some(Json::Bool(false))) => Kind::Field("date"),
            (Some(Json::Bool(false)), _) => Kind::Field("time"),
            _ => Kind::Field("date_time"),
        },
        "time" => Kind::Field("time"),
        "signature" => Kind::Field("signature"),
        "file" if is_true(component, "image") => Kind::Field("photo"),
        "file" => Kind::Field("file"),
        "radio" | "radiopanel" => Kind::Chosen { several: false },
        "selectboxes" => Kind::Chosen { several: true },
        "select" | "navSelect" => Kind::Chosen { several },
        "landvelger" => Kind::Country,
        // A tab of tabs has no type.
        "" if component.get("components").is_some() => Kind::Section { holds: false },
        "panel" | "fieldset" | "well" | "navSkjemagruppe" | "tabs" => Kind::Section { holds: false },
        "container" => Kind::Section { holds: true },
        "columns" => Kind::Columns,
        "table" => Kind::Grid,
        "datagrid" | "editgrid" | "dynamicWizard" => Kind::Rows,
        "htmlelement" | "content" | "alertstripe" | "accordion" => Kind::Words,
        "identity" => Kind::Identity,
        "navAddress" => Kind::Address,
        "addressValidity" => Kind::AddressValidity,
        "attachment" => Kind::Attachment,
        "survey" => Kind::Survey,
        "hidden"
            if text(component, "calculateValue").is_some()
                || component
                    .get("defaultValue")
                    .is_some_and(|value| value.as_str().is_some_and(|text| !text.is_empty())) =>
        {
            Kind::Field("text")
        }
        "hidden" => Kind::None(Why::SetByProgram),
        "button" => Kind::Needless(Why::OwnButton),
        "recaptcha" | "captcha" => Kind::Needless(Why::SignedIn),
        "form" | "resource" => Kind::None(Why::OtherForm),
        "tree" | "datamap" | "custom" => Kind::None(Why::NothingAlike),
        _ => Kind::Unknown,
    }
}

/// A number that never has places.
fn is_whole(component: &Json) -> bool {
    let limit = component.get("decimalLimit").and_then(super::digits);
    text(component, "inputType") == Some("numeric")
        || limit.is_some_and(|limit| limit.is_zero())
        || validation(component, "integer").is_some()
        || validation(component, "step")
            .and_then(super::digits)
            .is_some_and(|step| step == rust_decimal::Decimal::ONE)
}

/// The code of a currency.
pub(super) fn currency(component: &Json) -> Option<String> {
    let code = text(component, "currency").unwrap_or("USD").to_ascii_uppercase();
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}
