//! `kronika forms …`: the form engine on files. Needs no database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use backend::form_import::{self, Share};
use clap::Subcommand;
use forms::{Context, Form, FormProblem, Json, JsonError, check_form, validate};
use records::Language;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::print::{line, note};
use crate::failure::Failure;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print what is wrong with a form; exits 1 if anything is
    Check { form: PathBuf },
    /// Judge values by a form; exits 1 if there are problems
    Validate {
        #[arg(required_unless_present = "batch")]
        form: Option<PathBuf>,
        #[arg(required_unless_present = "batch")]
        values: Option<PathBuf>,
        /// now, today, user, company, stored
        #[arg(long)]
        context: Option<PathBuf>,
        /// Lines {"form", "values", "context"?}: one line of result for each, {"error"} for one that cannot be read
        #[arg(long, value_name = "CASES.jsonl", conflicts_with_all = ["form", "values", "context"])]
        batch: Option<PathBuf>,
    },
    /// Print the form that an XLSForm workbook or a Form.io form makes; what is left out goes to standard error
    Import {
        /// .xlsx, .xls or .json
        file: PathBuf,
        /// Write the report as JSON: {"imported", "left_out": [{"at", "what", "why"}]}
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
}

#[derive(Serialize)]
struct FormProblems {
    form_problems: Vec<FormProblem>,
}

/// What a line of a batch gets that is no case.
#[derive(Serialize)]
struct NoCase {
    error: String,
}

/// One line of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// As it is written: one that is nested too deep is a form that is wrong, not a line that cannot be read.
    form: Box<RawValue>,
    #[serde(default)]
    values: Json,
    #[serde(default, deserialize_with = "records::or_default")]
    context: Context,
}

pub(super) fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { form } => {
            let form_problems = match form_in(&form)? {
                Ok(form) => check_form(&form),
                Err(form_problems) => form_problems,
            };
            let sound = form_problems.is_empty();
            print(&FormProblems { form_problems })?;
            Ok(exit(sound))
        }
        Command::Validate { batch: Some(cases), .. } => batch(&cases),
        Command::Validate { form: Some(form), values: Some(values), context, .. } => {
            let context = match context {
                Some(file) => serde_json::from_str::<Option<Context>>(&read(&file)?)
                    .map_err(|error| Failure::new(format!("{} is no context: {error}", file.display())))?
                    .unwrap_or_default(),
                None => Context::default(),
            };
            judge(form_in(&form)?, &json(&values)?, &context).map(exit)
        }
        Command::Validate { .. } => Err(Failure::new("give a form and values, or --batch")),
        Command::Import { file, report } => import(&file, report.as_deref()),
    }
}

fn import(file: &Path, report: Option<&Path>) -> Result<ExitCode, Failure> {
    let cannot = |what: &str, file: &Path, error: &dyn std::fmt::Display| {
        Failure::new(format!("cannot {what} {}: {error}", file.display()))
    };
    // What is too large is not even read.
    let size = fs::metadata(file).map_err(|error| cannot("read", file, &error))?.len();
    if size > form_import::LARGEST as u64 {
        return Err(Failure::new(format!("{} is larger than 16 MiB; no form is", file.display())));
    }
    let bytes = fs::read(file).map_err(|error| cannot("read", file, &error))?;
    let import = form_import::read(&file.display().to_string(), &bytes, Language::English)
        .map_err(|error| cannot("import", file, &error))?;
    let told = &import.imported.report;
    for one in &told.left_out {
        note(format_args!("{}: {}: {}", one.at, one.what, one.why));
    }
    let Share { found, translated } = import.share;
    let share = if found == 0 { 100.0 } else { translated as f64 * 100.0 / found as f64 };
    note(format_args!(
        "{}: {} fields imported, {} lines about what was left out or changed; {translated} of {found} conditions, \
         constraints and calculations translated ({share:.0} %)",
        file.display(),
        told.imported,
        told.left_out.len(),
    ));
    if let Some(report) = report {
        let text = serde_json::to_string(told).map_err(|error| cannot("write", report, &error))?;
        fs::write(report, text + "\n").map_err(|error| cannot("write", report, &error))?;
    }
    print(&import.imported.form)?;
    Ok(ExitCode::SUCCESS)
}

/// Every line gets its result, so that the nth of the one is the nth of the other; empty ones at the end are none.
fn batch(cases: &Path) -> Result<ExitCode, Failure> {
    let bytes = fs::read(cases).map_err(|error| cannot_read(cases, &error))?;
    let mut sound = true;
    let lines = bytes.trim_ascii_end();
    for line in lines.split(|byte| *byte == b'\n').filter(|_| !lines.is_empty()) {
        sound &= match serde_json::from_slice::<Case>(line).map_err(|error| error.to_string()) {
            Ok(case) => match parsed(case.form.get()) {
                Ok(form) => judge(form, &case.values, &case.context)?,
                Err(error) => refuse(error.to_string())?,
            },
            Err(error) => refuse(error)?,
        };
    }
    Ok(exit(sound))
}

/// Prints why a line is no case.
fn refuse(error: String) -> Result<bool, Failure> {
    print(&NoCase { error }).map(|()| false)
}

/// Prints one result; says whether there were no problems.
fn judge(form: MaybeForm, values: &Json, context: &Context) -> Result<bool, Failure> {
    match form.and_then(|form| Form::from_json(&form)) {
        Ok(form) => {
            let outcome = validate(&form, values, context);
            print(&outcome)?;
            Ok(outcome.problems.is_empty())
        }
        Err(form_problems) => {
            print(&FormProblems { form_problems })?;
            Ok(false)
        }
    }
}

fn exit(sound: bool) -> ExitCode {
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A form as JSON; one that is nested too deep is a form with a problem.
type MaybeForm = Result<Json, Vec<FormProblem>>;

fn parsed(form: &str) -> Result<MaybeForm, JsonError> {
    match Json::parse(form) {
        Ok(form) => Ok(Ok(form)),
        Err(error) => error.form_problem().map(|problem| Err(vec![problem])).ok_or(error),
    }
}

fn form_in(file: &Path) -> Result<MaybeForm, Failure> {
    parsed(&read(file)?).map_err(|error| Failure::new(format!("{} is not JSON: {error}", file.display())))
}

fn json(file: &Path) -> Result<Json, Failure> {
    Json::parse(&read(file)?)
        .map_err(|error| Failure::new(format!("{} is not JSON: {error}", file.display())))
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| cannot_read(file, &error))
}

fn cannot_read(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", file.display()))
}

fn print(result: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(result)
        .map_err(|error| Failure::new(format!("cannot print the result: {error}")))?;
    line(text)
}
