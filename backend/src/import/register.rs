//! Registering the rows of a file: many at a time, but those of a numbered type one after another, so that numbers
//! follow the file.

use std::collections::HashMap;

use records::{AppError, Problem};
use tokio::task::JoinSet;

use super::{
    IN_FLIGHT, ImportError, Progress, Refusal, Report, parties,
    rows::{Reader, Ready},
    table::Table,
};
use crate::{
    Backend, Ctx,
    events::{Extra, register_with},
};

/// Rows that are looked up and registered together.
const CHUNK: usize = 1000;

/// What became of a row.
type Outcome = (u64, String, Result<bool, AppError>);

/// Reads and registers all rows into the report.
pub(super) async fn register(
    backend: &Backend,
    ctx: &Ctx,
    mut reader: Reader<'_>,
    table: &Table,
    report: &mut Report,
    dry_run: bool,
    progress: &dyn Fn(Progress),
) -> Result<(), ImportError> {
    let total = report.rows;
    let mut done = 0;
    let mut rows = table.rows().peekable();
    while rows.peek().is_some() {
        let mut chunk = Vec::with_capacity(CHUNK);
        for row in rows.by_ref().take(CHUNK) {
            match reader.read(row) {
                Ok(ready) => chunk.push(ready),
                Err(refusal) => {
                    report.refused.push(refusal);
                    done += 1;
                }
            }
        }
        let ids: Vec<_> = chunk.iter().map(|ready| ready.id).collect();
        let there = parties::existing(backend.db(), "events", &ids).await?;
        let rows_read = chunk.len();
        chunk.retain(|ready| !there.contains(&ready.id));
        let known = (rows_read - chunk.len()) as u64;
        report.already_there += known;
        done += known;
        progress(Progress { done, total });
        if dry_run {
            for ready in chunk {
                let problems = reader.judge(&ready);
                match problems.is_empty() {
                    true => report.imported += 1,
                    false => report.refused.push(Refusal { line: ready.line, problems, row: ready.text }),
                }
                done += 1;
            }
            progress(Progress { done, total });
        } else {
            let count =
                |report: &Report| report.imported + report.already_there + report.refused.len() as u64;
            write(backend, ctx, chunk, report, |report| progress(Progress { done: count(report), total }))
                .await?;
            done = count(report);
        }
    }
    report.refused.sort_by_key(|refusal| refusal.line);
    Ok(())
}

/// Registers a chunk of rows.
async fn write(
    backend: &Backend,
    ctx: &Ctx,
    chunk: Vec<Ready>,
    report: &mut Report,
    progress: impl Fn(&Report),
) -> Result<(), ImportError> {
    // One lane for each numbered type, whose rows follow each other; any other row is a lane of its own.
    let mut numbered: HashMap<String, Vec<Ready>> = HashMap::new();
    let mut lanes = Vec::new();
    for ready in chunk {
        match ready.numbered {
            true => numbered.entry(ready.command.r#type.clone()).or_default().push(ready),
            false => lanes.push(vec![ready]),
        }
    }
    let mut lanes = numbered.into_values().chain(lanes);
    let mut running = JoinSet::new();
    let mut left = true;
    while left || !running.is_empty() {
        while left && running.len() < IN_FLIGHT {
            match lanes.next() {
                Some(rows) => drop(running.spawn(lane(backend.clone(), ctx.clone(), rows))),
                None => left = false,
            }
        }
        let Some(ended) = running.join_next().await else { continue };
        for outcome in ended.map_err(|_| AppError::Internal)? {
            enter(report, outcome)?;
        }
        progress(report);
    }
    Ok(())
}

/// Registers rows one after another; ends early where nothing more can be written.
async fn lane(backend: Backend, ctx: Ctx, rows: Vec<Ready>) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for Ready { line, text, command, number, .. } in rows {
        let extra = Extra { number, ..Extra::default() };
        let result = register_with(&backend, &ctx, command, extra).await.map(|(_, new)| new);
        let stop = result.as_ref().is_err_and(|error| !is_refusal(error));
        outcomes.push((line, text, result));
        if stop {
            break;
        }
    }
    outcomes
}

/// Whether the row is to blame.
fn is_refusal(error: &AppError) -> bool {
    matches!(error, AppError::Invalid { .. } | AppError::Conflict { .. })
}

fn enter(report: &mut Report, (line, row, result): Outcome) -> Result<(), ImportError> {
    let problems = match result {
        Ok(true) => {
            report.imported += 1;
            return Ok(());
        }
        Ok(false) => {
            report.already_there += 1;
            return Ok(());
        }
        Err(AppError::Invalid { problems }) => problems,
        Err(AppError::Conflict { detail, .. }) => vec![Problem::new("", "conflict").with("detail", detail)],
        Err(error) => return Err(ImportError::Stopped { line, error }),
    };
    report.refused.push(Refusal { line, problems, row });
    Ok(())
}
