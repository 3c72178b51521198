//! Settings of date components: bounds, and another date that must come before.

use forms::{Json, Label};

use super::{
    Entry, components::name, composite::of_setting, digits, javascript::Translator, options::bilingual, text,
    validation,
};
use crate::form_import::{
    draft::Draft,
    piece::{Made, Piece, Ty},
    report::Report,
    told::{What, Why},
};

/// What the settings demand, as rules and bounds. True if everything could be said.
pub(super) fn translate(
    entry: &Entry<'_>,
    here: &dyn Fn(&Draft) -> Made,
    other: &dyn Fn(&Draft, &str) -> Made,
    draft: &mut Draft,
    report: &mut Report,
) -> bool {
    let component = entry.component;
    let mut complete = true;
    for (setting, attribute) in [("specificEarliestAllowedDate", "min"), ("specificLatestAllowedDate", "max")]
    {
        if let Some(date) = text(component, setting) {
            draft.set(entry.id, attribute, date);
        }
    }
    let bounds = [
        ("/datePicker/minDate", "min"),
        ("/datePicker/maxDate", "max"),
        ("/validate/minDate", "min"),
        ("/validate/maxDate", "max"),
    ];
    for (at, attribute) in bounds {
        let Some(written) = component.at(at).and_then(Json::as_str).filter(|date| !date.trim().is_empty())
        else {
            continue;
        };
        match written
            .get(..10)
            .filter(|date| forms::civil::parse_date(date).is_some() && draft.nodes[entry.id].ty == Ty::Date)
        {
            Some(date) => draft.set(entry.id, attribute, date),
            None => report.left_out(
                format!("{}{at}", entry.place),
                What::Bound(name(component).to_owned(), written.to_owned()),
                Why::ComputedBound,
            ),
        }
    }
    for (setting, sign) in [("earliestAllowedDate", ">="), ("latestAllowedDate", "<=")] {
        let Some(days) = component.get(setting).and_then(digits).filter(|days| days.is_integer()) else {
            continue;
        };
        let holds = here(draft).and_then(|date| {
            let today = Piece::name("today", Ty::Date, false);
            let bound = Piece::call("addDays", &[today, Piece::number(days)], Ty::Date, false);
            Ok(Piece::or(vec![date.empty(), date.clone().certain().ordered(sign, &bound)?]))
        });
        let message = if sign == ">=" {
            ("Datoen er for tidlig", "The date is too early", "Za wczesna data")
        } else {
            ("Datoen er for sen", "The date is too late", "Za późna data")
        };
        complete &= ruled(entry, setting, holds, label(message), draft, report);
    }
    if let Some(before) = text(component, "beforeDateInputKey") {
        let may_be_equal = component.get("mayBeEqual").and_then(Json::as_bool).unwrap_or(false);
        let holds = here(draft).and_then(|date| {
            let before = other(draft, before)?;
            let sign = if may_be_equal { "<=" } else { "<" };
            let order = before.clone().certain().ordered(sign, &date.clone().certain())?;
            Ok(Piece::or(vec![date.empty(), before.empty(), order]))
        });
        let message = (
            "Datoen er for tidlig",
            "The date comes before the one it follows",
            "Data jest wcześniejsza niż poprzedzająca ją",
        );
        complete &= ruled(entry, "beforeDateInputKey", holds, label(message), draft, report);
    }
    complete
}

fn label((norwegian, english, polish): (&str, &str, &str)) -> Label {
    let mut label = bilingual(norwegian, english);
    label.0.insert("pl".to_owned(), polish.to_owned());
    label
}

fn ruled(
    entry: &Entry<'_>,
    setting: &str,
    holds: Made,
    message: Label,
    draft: &mut Draft,
    report: &mut Report,
) -> bool {
    let place = format!("{}/{setting}", entry.place);
    let what = What::Attribute(setting.to_owned(), name(entry.component).to_owned());
    match holds {
        Ok(holds) => {
            draft.rule(entry.id, &holds, Some(message), of_setting(&place, what));
            true
        }
        Err(why) => {
            report.left_out(place, what, Why::Reads(why));
            false
        }
    }
}

/// Months and years that a text of the form `YYYY-MM` lies between.
pub(super) fn months(entry: &Entry<'_>, here: Translator<'_>) -> Option<(Piece, Label)> {
    let year =
        |name: &str| validation(entry.component, name).and_then(digits).filter(|year| year.is_integer());
    let (least, most) = (year("minYear"), year("maxYear"));
    let field = here.draft.read(entry.id, here.spot).ok().filter(|field| field.ty == Ty::Text)?;
    let there = field.clone().certain();
    let mut parts = Vec::new();
    if let Some(least) = least {
        parts.push(there.ordered(">=", &Piece::text(&format!("{least:04}-01"))).ok()?);
    }
    if let Some(most) = most {
        parts.push(there.ordered("<=", &Piece::text(&format!("{most:04}-12"))).ok()?);
    }
    if parts.is_empty() {
        return None;
    }
    let words = |from: &str, to: &str| match (least, most) {
        (Some(least), Some(most)) => format!("{least}–{most}"),
        (Some(least), None) => format!("{from} {least}"),
        (_, most) => format!("{to} {}", most.unwrap_or_default()),
    };
    let message = label((&words("fra", "til"), &words("from", "until"), &words("od", "do")));
    Some((Piece::or(vec![field.empty(), Piece::and(parts)]), message))
}
