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
mod types;
mod workbook;
mod xlsform;

use forms::{Form, Json};
use records::{
    AppError,
    form_import::{FormReport, ImportedForm},
};

use crate::Ctx;
pub use report::Share;

/// The largest file that is taken.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Why a file is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(pub String);

impl ImportError {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

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
pub fn import(ctx: &Ctx, name: &str, bytes: &[u8]) -> Result<ImportedForm, AppError> {
    ctx.may_configure()?;
    let read = read(name, bytes).map_err(|error| AppError::Malformed { detail: error.0 })?;
    Ok(read.imported)
}

/// Reads a form from the bytes of a file. What it is, its bytes say; the name is for the error.
pub fn read(name: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::new(format!("{name} is larger than 16 MiB; no form is")));
    }
    let mut report = report::Report::default();
    let draft = if bytes.starts_with(b"PK") || bytes.starts_with(&OLD_WORKBOOK) {
        let workbook = workbook::Workbook::read(bytes, &xlsform::SHEETS)?;
        xlsform::form(&workbook, &mut report)?
    } else {
        let json = json(name, bytes)?;
        match what(&json) {
            What::Ours => return ours(json),
            What::Formio => formio::form(&json, &mut report)?,
            What::Foreign => {
                return Err(ImportError::new(format!(
                    "{name} holds JSON, but no form: ours has `nodes`, a Form.io form has `components`"
                )));
            }
        }
    };
    let form = finish::form(draft, &mut report)?;
    let (report, share) = report.finished();
    Ok(Import { imported: ImportedForm { form, report }, share })
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

fn json(name: &str, bytes: &[u8]) -> Result<Json, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ImportError::new(format!("{name} is neither a workbook (.xlsx, .xls) nor JSON")))?;
    if !text.trim_start().starts_with('{') {
        return Err(ImportError::new(format!(
            "{name} is neither a workbook (.xlsx, .xls) nor a JSON object"
        )));
    }
    Json::parse(text).map_err(|error| ImportError::new(format!("{name} is not JSON: {error}")))
}

/// Our own form stays as it is, to the letter.
fn ours(form: Json) -> Result<Import, ImportError> {
    let fields = match Form::from_json(&form) {
        Ok(sound) => sound.fields().count() + sound.tables().len(),
        Err(problems) => {
            let first = problems.first().map(|problem| format!("{} at {}", problem.code, problem.at));
            return Err(ImportError::new(format!(
                "the form has {} problems, the first is {}; `kronika forms check` tells all",
                problems.len(),
                first.unwrap_or_default()
            )));
        }
    };
    let report = FormReport { imported: fields as u64, left_out: vec![] };
    Ok(Import { imported: ImportedForm { form, report }, share: Share::default() })
}
