//! `kronika import`

use std::{
    fs::File,
    io::{BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use backend::import::{self, Map, Progress, Refusal, Report};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    Given, close,
    print::{line, note},
};
use crate::failure::Failure;

/// So many refused rows are shown; a report has them all.
const SHOWN: usize = 20;

#[derive(Args)]
pub(super) struct Command {
    /// What the columns mean, in TOML (docs/import.md)
    #[arg(long, value_name = "MAP.toml")]
    map: PathBuf,
    /// The rows, in CSV
    file: PathBuf,
    /// The administrator who registers; the first one where nobody is named
    #[arg(long = "as", value_name = "LOGIN")]
    login: Option<String>,
    /// Write every refused row here, one JSON object a line
    #[arg(long, value_name = "FILE.jsonl")]
    report: Option<PathBuf>,
    /// Read and judge everything, write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(given: &Given, command: Command) -> Result<ExitCode, Failure> {
    let unreadable = |file: &Path, error| Failure::new(format!("cannot read {}: {error}", file.display()));
    let text = std::fs::read_to_string(&command.map).map_err(|error| unreadable(&command.map, error))?;
    let map = Map::parse(&text)
        .map_err(|error| Failure::new(format!("the map {}: {}", command.map.display(), error.0)))?;
    let input = File::open(&command.file).map_err(|error| unreadable(&command.file, error))?;
    // Made before anything is written, so that a wrong place is told in time.
    let lines = match command.report.as_deref() {
        Some(file) => Some((file, create(file)?)),
        None => None,
    };

    let backend = given.open().await?;
    let imported = async {
        let user = match import::actor(&backend, command.login.as_deref()).await {
            Err(records::AppError::NotFound) => {
                let login = command.login.as_deref().unwrap_or_default();
                return Err(Failure::new(format!("nobody has the login {login}")));
            }
            other => other?,
        };
        let ctx = import::context(user);
        let bar = bar();
        let progress = |Progress { done, total }| {
            bar.set_length(total);
            bar.set_position(done);
        };
        let report = match command.dry_run {
            true => import::dry_run(&backend, &ctx, &map, input, &progress).await,
            false => import::run(&backend, &ctx, &map, input, &progress).await,
        };
        bar.finish_and_clear();
        report.map_err(|error| Failure::new(error.to_string()))
    };
    let imported = imported.await;
    close(backend).await;
    let report = imported?;
    if let Some((file, lines)) = lines {
        write(lines, &report.refused)
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))?;
    }
    show(&report, &command)?;
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(report: &Report, command: &Command) -> Result<(), Failure> {
    for refusal in report.refused.iter().take(SHOWN) {
        note(refusal);
    }
    let more = report.refused.len().saturating_sub(SHOWN);
    match &command.report {
        _ if more == 0 => {}
        Some(file) => note(format_args!("… and {more} more, in {}", file.display())),
        None => note(format_args!("… and {more} more; --report FILE.jsonl writes them all")),
    }
    let prefix = if command.dry_run { "dry run, nothing was written: " } else { "" };
    line(format_args!("{prefix}{report}"))
}

fn create(file: &Path) -> Result<File, Failure> {
    File::create(file).map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))
}

fn write(file: File, refused: &[Refusal]) -> std::io::Result<()> {
    let mut out = BufWriter::new(file);
    for refusal in refused {
        serde_json::to_writer(&mut out, refusal)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Drawn only where somebody looks at it.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
