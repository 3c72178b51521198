//! `kronika forms …`: the form engine on files. Needs no database.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;
use forms::{Context, Form, FormProblem, Json, check_form, validate};
use serde::{Deserialize, Serialize};

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
        /// Lines {"form", "values", "context"?}: one line of result for each
        #[arg(long, value_name = "CASES.jsonl", conflicts_with_all = ["form", "values", "context"])]
        batch: Option<PathBuf>,
    },
}

#[derive(Serialize)]
struct FormProblems {
    form_problems: Vec<FormProblem>,
}

/// One line of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    form: Json,
    #[serde(default)]
    values: Json,
    #[serde(default)]
    context: Option<Context>,
}

pub(super) fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { form } => {
            let form_problems = match Json::parse(&read(&form)?) {
                Ok(form) => check_form(&form),
                Err(error) => return Err(Failure::new(format!("{} is not JSON: {error}", form.display()))),
            };
            let sound = form_problems.is_empty();
            print(&FormProblems { form_problems })?;
            Ok(exit(sound))
        }
        Command::Validate { batch: Some(cases), .. } => batch(&cases),
        Command::Validate { form: Some(form), values: Some(values), context, .. } => {
            let context = match context {
                Some(file) => serde_json::from_str(&read(&file)?)
                    .map_err(|error| Failure::new(format!("{} is no context: {error}", file.display())))?,
                None => Context::default(),
            };
            judge(&json(&form)?, &json(&values)?, &context).map(exit)
        }
        Command::Validate { .. } => Err(Failure::new("give a form and values, or --batch")),
    }
}

fn batch(cases: &Path) -> Result<ExitCode, Failure> {
    let text = read(cases)?;
    let mut sound = true;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("{}, line {}: {error}", cases.display(), index + 1)))?;
        sound &= judge(&case.form, &case.values, &case.context.unwrap_or_default())?;
    }
    Ok(exit(sound))
}

/// Prints one result; says whether there were no problems.
fn judge(form: &Json, values: &Json, context: &Context) -> Result<bool, Failure> {
    match Form::from_json(form) {
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

fn json(file: &Path) -> Result<Json, Failure> {
    Json::parse(&read(file)?)
        .map_err(|error| Failure::new(format!("{} is not JSON: {error}", file.display())))
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
}

fn print(result: &impl Serialize) -> Result<(), Failure> {
    let cannot = |error: &dyn std::fmt::Display| Failure::new(format!("cannot print the result: {error}"));
    let mut line = serde_json::to_vec(result).map_err(|error| cannot(&error))?;
    line.push(b'\n');
    std::io::stdout().lock().write_all(&line).map_err(|error| cannot(&error))
}
