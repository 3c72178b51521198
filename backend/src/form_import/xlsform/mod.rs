//! XLSForms: workbooks with the sheets `survey`, `choices` and `settings` (<https://xlsform.org>).
//!
//! Two passes over the survey: the first makes a node of every row, so that everything has its key; the second says
//! what the rows' expressions say.

mod calculation;
pub(super) mod choices;
mod columns;
mod constraint;
mod filter;
mod kinds;
mod logic;
pub(super) mod names;
mod rules;
mod survey;
pub(super) mod xpath;

pub(super) use rules::must_be_true;

use columns::Table;

use super::{
    draft::Draft,
    languages,
    report::Report,
    told::{NoForm, What, Why},
    workbook::Workbook,
};

/// Sheets that are read.
pub(super) const SHEETS: [&str; 4] = ["survey", "choices", "settings", "external_choices"];

/// Columns of the survey that mean something here or are told of cell by cell.
const KNOWN: [&str; 24] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "appearance",
    "choice_filter",
    "parameters",
    "repeat_count",
    "read_only",
    "trigger",
    "disabled",
    "image",
    "big-image",
    "audio",
    "video",
    "list_name",
];

/// Rows of the survey.
const ROWS: usize = 10_000;

pub(super) fn form(workbook: &Workbook, report: &mut Report) -> Result<Draft, NoForm> {
    let sheet = workbook.sheet("survey").ok_or(NoForm::NoSurvey)?;
    let settings = workbook.sheet("settings").and_then(|sheet| Table::of(sheet, languages::UNNAMED));
    let language = settings.as_ref().and_then(|settings| {
        let row = settings.rows().next()?;
        let named = row.text("default_language");
        (!named.is_empty()).then(|| languages::code(named))
    });
    let language = language.unwrap_or_else(|| languages::UNNAMED.to_owned());
    let survey = Table::of(sheet, &language).ok_or(NoForm::EmptySurvey)?;
    if sheet.rows.len() > ROWS {
        return Err(NoForm::ManyRows);
    }
    if !survey.has("type") {
        return Err(NoForm::NoTypes);
    }
    let choices = workbook.sheet("choices").and_then(|sheet| Table::of(sheet, &language));
    let lists = match &choices {
        Some(choices) if choices.has("list_name") => choices::Lists::read(choices, report),
        Some(_) => return Err(NoForm::NoListNames),
        None => choices::Lists::default(),
    };
    for (place, name) in survey.others(&KNOWN) {
        report.left_out(place, What::Column(name), Why::Remarks);
    }
    if let Some(settings) = &settings {
        unused(settings, report);
    }
    let mut draft = Draft::default();
    let survey = survey::read(&survey, &lists, &mut draft, report);
    logic::translate(&survey, &lists, &mut draft, report);
    Ok(draft)
}

/// Settings that change what a form does, and have no counterpart.
fn unused(settings: &Table<'_>, report: &mut Report) {
    let Some(row) = settings.rows().next() else { return };
    for (name, why) in [
        ("instance_name", Why::Numbering),
        ("public_key", Why::NotEncrypted),
        ("submission_url", Why::SentHere),
    ] {
        if let Some(cell) = row.cell(name) {
            report.left_out(cell.place, What::FormSetting(name.to_owned()), why);
        }
    }
}
