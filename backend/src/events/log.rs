//! The append-only log of an event.

use std::collections::HashMap;

use forms::Json;
use records::{
    AppError, Page, PageRequest, Timestamp, Uuid,
    events::{LogChange, LogEntry, LogKind},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{
    Backend, Ctx,
    db::{Script, Tx},
    error::db_error,
    page,
};

/// Marks the cursors of this list.
const LIST: &str = "log";

/// The log of an event, oldest line first.
pub async fn log(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<Vec<LogEntry>, AppError> {
    let lines = lines(backend, ctx, id, 0, i64::MAX).await?;
    Ok(lines.into_iter().map(|(_, entry)| entry).collect())
}

/// A page of it.
pub async fn log_page(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    request: PageRequest,
) -> Result<Page<LogEntry>, AppError> {
    let limit = page::limit(request.limit)?;
    let after = request.after.as_deref().map(|after| page::read_number_cursor(LIST, after)).transpose()?;
    let lines = lines(backend, ctx, id, after.map_or(0, |(seq, _)| seq), i64::from(limit) + 1).await?;
    let place = |(seq, _): &(i64, LogEntry)| (seq.to_be_bytes().to_vec(), Uuid::nil());
    Ok(page::page(LIST, lines, limit, place).map(|(_, entry)| entry))
}

/// The first lines after one, each with its place in all logs.
async fn lines(
    backend: &Backend,
    ctx: &Ctx,
    id: Uuid,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, LogEntry)>, AppError> {
    super::must_see(backend, ctx, id).await?;
    let db = backend.db();
    let find = db.sql(
        "SELECT l.seq, l.at, l.kind, l.actor, u.name AS actor_name, l.details FROM event_log l \
         LEFT JOIN users u ON u.id = l.actor WHERE l.event_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3",
        [id.into(), after.into(), most.into()],
    );
    let lines = Line::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let (first, last) = (lines.first().map_or(0, |line| line.seq), lines.last().map_or(0, |line| line.seq));
    let find = db.sql(
        "SELECT v.log_seq, v.path, v.old, v.new FROM event_log_values v JOIN event_log l ON l.seq = v.log_seq \
         WHERE l.event_id = $1 AND l.seq BETWEEN $2 AND $3 ORDER BY v.log_seq, v.path",
        [id.into(), first.into(), last.into()],
    );
    let mut changes: HashMap<i64, Vec<LogChange>> = HashMap::new();
    for change in Change::find_by_statement(find).all(db.read()).await.map_err(db_error)? {
        changes.entry(change.log_seq).or_default().push(LogChange {
            path: change.path,
            old: json(&change.old),
            new: json(&change.new),
        });
    }
    let entry = |line: Line| {
        let entry = LogEntry {
            at: Timestamp(line.at),
            kind: kind_named(&line.kind),
            actor: line.actor,
            actor_name: line.actor_name,
            details: json(&line.details),
            changes: changes.remove(&line.seq).unwrap_or_default(),
        };
        (line.seq, entry)
    };
    Ok(lines.into_iter().map(entry).collect())
}

#[derive(FromQueryResult)]
struct Line {
    seq: i64,
    at: i64,
    kind: String,
    actor: Option<Uuid>,
    actor_name: Option<String>,
    details: String,
}

#[derive(FromQueryResult)]
struct Change {
    log_seq: i64,
    path: String,
    old: String,
    new: String,
}

/// Appends lines in their order.
pub(super) async fn write(
    tx: &Tx,
    event: Uuid,
    at: Timestamp,
    actor: Uuid,
    lines: &[(LogKind, Json)],
) -> Result<(), AppError> {
    let mut script = Script::default();
    add_to(&mut script, event, at, actor, lines);
    tx.run(script).await.map(drop).map_err(db_error)
}

/// The same beside other statements.
pub(super) fn add_to(
    script: &mut Script,
    event: Uuid,
    at: Timestamp,
    actor: Uuid,
    lines: &[(LogKind, Json)],
) {
    let places: Vec<String> = (0..lines.len())
        .map(|line| line * 5)
        .map(|n| format!("(${}, ${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4, n + 5))
        .collect();
    let parameters = lines.iter().flat_map(|(kind, details)| {
        [event.into(), at.0.into(), actor.into(), kind_name(*kind).into(), details.to_string().into()]
    });
    let insert =
        format!("INSERT INTO event_log (event_id, at, actor, kind, details) VALUES {}", places.join(", "));
    script.add(insert, parameters.collect::<Vec<Value>>());
}

/// Appends one line with old and new values beside it.
pub(super) async fn write_changes(
    tx: &Tx,
    event: Uuid,
    at: Timestamp,
    actor: Uuid,
    kind: LogKind,
    details: Json,
    changes: &[LogChange],
) -> Result<(), AppError> {
    let insert = tx.sql(
        "INSERT INTO event_log (event_id, at, actor, kind, details) VALUES ($1, $2, $3, $4, $5) RETURNING seq",
        [event.into(), at.0.into(), actor.into(), kind_name(kind).into(), details.to_string().into()],
    );
    let row = tx.query_one_raw(insert).await.map_err(db_error)?.ok_or(AppError::Internal)?;
    let seq: i64 = row.try_get("", "seq").map_err(db_error)?;
    for change in changes {
        let insert = tx.sql(
            "INSERT INTO event_log_values (log_seq, path, old, new) VALUES ($1, $2, $3, $4)",
            [
                seq.into(),
                change.path.as_str().into(),
                change.old.to_string().into(),
                change.new.to_string().into(),
            ],
        );
        tx.execute_raw(insert).await.map_err(db_error)?;
    }
    Ok(())
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap_or_default()
}

fn kind_name(kind: LogKind) -> &'static str {
    match kind {
        LogKind::Registered => "registered",
        LogKind::BackDated => "back_dated",
        LogKind::OnBehalf => "on_behalf",
        LogKind::Edited => "edited",
        LogKind::Cancelled => "cancelled",
    }
}

fn kind_named(name: &str) -> LogKind {
    match name {
        "back_dated" => LogKind::BackDated,
        "on_behalf" => LogKind::OnBehalf,
        "edited" => LogKind::Edited,
        "cancelled" => LogKind::Cancelled,
        _ => LogKind::Registered,
    }
}
