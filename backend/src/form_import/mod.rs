//! Forms of other programs read into ours: XLSForm workbooks and Form.io JSON. Pure: bytes in, form and report out.
//!
//! What cannot be taken over is named in the report with its place; nothing is dropped silently. Whatever comes out
//! passes the engine's own check, because [`finish`] asks it.

mod draft;
mod finish;
mod formio;
mod html;
mod keys;
mod languages;
mod piece;
mod report;
mod told;
mod types;
mod workbook;
mod xlsform;

use forms::{Form, Json};
use records::{AppError, Language, form_import::ImportedForm};

use crate::Ctx;
use report::Report;
pub use report::Share;
use told::{File, NoForm, Told};

/// The largest file that is taken.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Why a file is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(pub String);

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImportError {}

/// A form that was read, and how many of its expressions could be translated.
#[derive(Clone, Debug)]
pub struct Import {
    pub imported: ImportedForm,
    pub share: Share,
}

/// Reads a form for somebody who configures. Nothing is stored; a file that is no form is told in words.
pub fn import(ctx: &Ctx, name: &str, bytes: &[u8], language: Language) -> Result<ImportedForm, AppError> {
    ctx.may_configure()?;
    let read = read(name, bytes, language).map_err(|error| AppError::Malformed { detail: error.0 })?;
    Ok(read.imported)
}

/// Reads a form from the bytes of a file, and tells of it in a language. What it is, its bytes say; the name, which may
/// be empty, is for the error.
pub fn read(name: &str, bytes: &[u8], language: Language) -> Result<Import, ImportError> {
    let mut report = Report::default();
    let form = form(name, bytes, &mut report).map_err(|why| ImportError(why.told(language)))?;
    let (report, share) = report.finished(language);
    Ok(Import { imported: ImportedForm { form, report }, share })
}

fn form(name: &str, bytes: &[u8], report: &mut Report) -> Result<Json, NoForm> {
    let file = || File(name.to_owned());
    if bytes.len() > LARGEST {
        return Err(NoForm::Large(file()));
    }
    let draft = if bytes.starts_with(b"PK") || bytes.starts_with(&OLD_WORKBOOK) {
        let workbook = workbook::Workbook::read(bytes, &xlsform::SHEETS)?;
        xlsform::form(&workbook, report)?
    } else {
        let json = json(file, bytes)?;
        match what(&json) {
            What::Ours => return ours(json, report),
            What::Formio => formio::form(&json, report)?,
            What::Foreign => return Err(NoForm::Foreign(file())),
        }
    };
    finish::form(draft, report)
}

/// The first bytes of a compound file.
const OLD_WORKBOOK: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

enum What {
    Ours,
    Formio,
    Foreign,
}

fn what(json: &Json) -> What {
    let is_list = |name: &str| json.get(name).is_some_and(|value| value.as_array().is_some());
    if is_list("nodes") {
        What::Ours
    } else if is_list("components") || json.at("/form/components").is_some() {
        What::Formio
    } else {
        What::Foreign
    }
}

fn json(file: impl Fn() -> File, bytes: &[u8]) -> Result<Json, NoForm> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| NoForm::NeitherText(file()))?;
    if !text.trim_start().starts_with('{') {
        return Err(NoForm::NeitherObject(file()));
    }
    Json::parse(text).map_err(|error| NoForm::NotJson(file(), error))
}

/// Our own form stays as it is, to the letter.
fn ours(form: Json, report: &mut Report) -> Result<Json, NoForm> {
    let sound = Form::from_json(&form).map_err(|problems| {
        let (code, at) =
            problems.first().map(|first| (first.code.to_string(), first.at.clone())).unwrap_or_default();
        NoForm::Unsound(problems.len(), code, at)
    })?;
    report.imported = (sound.fields().count() + sound.tables().len()) as u64;
    Ok(form)
}
