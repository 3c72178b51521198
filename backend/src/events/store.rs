//! Writing a prepared registration in one transaction, in one trip to the database: each trip costs more than its rows, and
//! the counter's row is locked until the commit.

use forms::{Json, ReportValue, Reportable};
use records::{
    AppError, Timestamp, Uuid,
    changes::{ChangeKind, Entity},
    event_types::Numbering,
    events::{Event, EventRow, LogKind, Settlement, Source},
};
use sea_orm::Value;

use super::{log, numbering, prepare::Prepared, references, search, settlements};
use crate::{
    changes,
    commands::{self, Command},
    db::{Script, Tx},
    error::db_error,
};

/// Writes the event and all that leans on it.
///
/// Errors: a bare conflict where the command's id is taken.
pub(super) async fn store(tx: &Tx, event: Prepared, command: Option<Command>) -> Result<Event, AppError> {
    let type_id = event.published.type_id;
    let company = event.company.as_ref().map(|company| company.id);
    let mut script = Script::default();
    if let Some(command) = &command {
        command.add_to(&mut script);
    }
    add_values(&mut script, event.id, type_id, event.occurred_at, event.values.reportable());
    add_settlements(&mut script, event.id, &event.settlements);
    add_log(&mut script, &event);
    changes::add_to(&mut script, Entity::Event, event.id, ChangeKind::Created, Some(type_id), company);
    let counter = event.published.rules.numbering.as_ref().filter(|_| event.number.is_none());
    let row = loop {
        add_event(&mut script, &event, counter, tx.is_sqlite());
        match tx.run(std::mem::take(&mut script)).await.map_err(commands::refused)? {
            Some(row) => break row,
            // The number exists (imported ones do): the counter goes on.
            None if counter.is_some() => {}
            None => return Err(AppError::at("number", "duplicate")),
        }
    };
    if !event.files.is_empty() {
        references::attach(tx, event.id, event.registered_by.id, &event.files).await?;
    }
    let number: Option<String> = row.try_get("", "number").map_err(db_error)?;
    let texts = [event.note.as_str(), number.as_deref().unwrap_or_default()];
    let words = search::words(texts.into_iter().chain(strings(event.values.values())));
    search::write(tx, row.try_get("", "seq").map_err(db_error)?, words, company);
    Ok(view(&event, number))
}

/// Inserts the event, with the next number of its counter where it has one. The answer is `seq` and `number`, or nothing
/// where that number is taken.
fn add_event(script: &mut Script, event: &Prepared, counter: Option<&Numbering>, sqlite: bool) {
    const INTO: &str = "INSERT INTO events (id, type_id, version, occurred_at, registered_at, registered_by, performed_by, \
        filled_at, source, company_id, contact_id, note, form_values, revision, number)";
    const ROW: &str = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1";
    const UNLESS_TAKEN: &str = "ON CONFLICT (type_id, number) DO NOTHING RETURNING seq, number";
    let published = &event.published;
    let mut values: Vec<Value> = vec![
        event.id.into(),
        published.type_id.into(),
        i64::from(published.version).into(),
        event.occurred_at.0.into(),
        event.registered_at.0.into(),
        event.registered_by.id.into(),
        event.performed_by.id.into(),
        event.filled_at.map(|at| at.0).into(),
        source_name(event.source).into(),
        event.company.as_ref().map(|company| company.id).into(),
        event.contact.as_ref().map(|contact| contact.id).into(),
        event.note.as_str().into(),
        event.values.values().to_string().into(),
    ];
    let Some(numbering) = counter else {
        values.push(event.number.clone().into());
        script.add(format!("{INTO} VALUES ({ROW}, $14) {UNLESS_TAKEN}"), values);
        return;
    };
    let day = event.numbering_day;
    numbering::add_to(script, published.type_id, numbering, day, sqlite);
    let frame = numbering::frame(numbering, &published.type_key, day);
    values.extend([frame.before.into(), (frame.digits as i64).into(), frame.after.into()]);
    let insert = if sqlite {
        values.push(numbering::period(numbering.reset, day).into());
        format!(
            "{INTO} SELECT {ROW}, $14 || printf('%0' || $15 || 'd', next - 1) || $16 \
             FROM counters WHERE type_id = $2 AND period = $17 {UNLESS_TAKEN}"
        )
    } else {
        format!(
            "{INTO} SELECT {ROW}, $14 || lpad(taken::text, greatest($15::int, length(taken::text)), '0') || $16 \
             FROM counter {UNLESS_TAKEN}"
        )
    };
    script.add(insert, values);
}

/// The narrow typed rows that reports read.
pub(super) fn add_values(
    script: &mut Script,
    event: Uuid,
    type_id: Uuid,
    occurred_at: Timestamp,
    values: Vec<Reportable>,
) {
    // 8 values a row; SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.
    for chunk in values.chunks(2000) {
        let mut parameters: Vec<Value> = Vec::with_capacity(chunk.len() * 8);
        for value in chunk {
            let (number, text) = match &value.value {
                ReportValue::Number(number) => match settlements::scaled(*number) {
                    Some(scaled) => (Some(scaled), None),
                    None => (None, Some(number.to_string())),
                },
                ReportValue::Text(text) => (None, Some(text.clone())),
            };
            parameters.extend([
                event.into(),
                value.field_id.as_str().into(),
                i64::from(value.row).into(),
                i64::from(value.item).into(),
                type_id.into(),
                occurred_at.0.into(),
                number.into(),
                text.into(),
            ]);
        }
        let insert = "INSERT INTO event_values (event_id, field_id, table_row, item, type_id, occurred_at, number, text) VALUES ";
        add_rows(script, insert, 8, parameters);
    }
}

/// The settlement lines in the type's order.
pub(super) fn add_settlements(script: &mut Script, event: Uuid, lines: &[Settlement]) {
    let scaled = |value: Option<records::Decimal>| value.and_then(|value| settlements::scaled(value.0));
    let parameters = lines
        .iter()
        .enumerate()
        .flat_map(|(position, line)| {
            [
                Value::from(event),
                (position as i64).into(),
                line.key.as_str().into(),
                line.unit.as_str().into(),
                scaled(line.quantity).into(),
                scaled(line.unit_price).into(),
                scaled(line.amount).into(),
                line.currency.as_str().into(),
            ]
        })
        .collect();
    let insert = "INSERT INTO event_settlements (event_id, position, key, unit, quantity, unit_price, amount, currency) VALUES ";
    add_rows(script, insert, 8, parameters);
}

/// One statement for any number of rows; none for no rows.
fn add_rows(script: &mut Script, insert: &str, width: usize, parameters: Vec<Value>) {
    if parameters.is_empty() {
        return;
    }
    let groups: Vec<String> = (0..parameters.len() / width)
        .map(|row| {
            let places: Vec<String> =
                (1..=width).map(|column| format!("${}", row * width + column)).collect();
            format!("({})", places.join(", "))
        })
        .collect();
    script.add(format!("{insert}{}", groups.join(", ")), parameters);
}

/// Registered, and what is remarkable about it: back-dated, on behalf of somebody else.
fn add_log(script: &mut Script, event: &Prepared) {
    let text = |text: &str| Json::String(text.to_owned());
    let mut details = vec![("source".to_owned(), text(source_name(event.source)))];
    if let Some(filled) = event.filled_at {
        details.push(("filled_at".to_owned(), text(&filled.to_rfc3339())));
    }
    let mut lines = vec![(LogKind::Registered, Json::Object(details))];
    if event.back_dated {
        let occurred = Json::Object(vec![("occurred_at".to_owned(), text(&event.occurred_at.to_rfc3339()))]);
        lines.push((LogKind::BackDated, occurred));
    }
    if event.performed_by.id != event.registered_by.id {
        let performed = Json::Object(vec![
            ("performed_by".to_owned(), text(&event.performed_by.id.to_string())),
            ("name".to_owned(), text(&event.performed_by.name)),
        ]);
        lines.push((LogKind::OnBehalf, performed));
    }
    log::add_to(script, event.id, event.registered_at, event.registered_by.id, &lines);
}

/// Every string in the values: what the search finds beside the note.
pub(super) fn strings(values: &Json) -> Vec<&str> {
    match values {
        Json::String(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(strings).collect(),
        Json::Object(members) => members.iter().flat_map(|(_, value)| strings(value)).collect(),
        _ => Vec::new(),
    }
}

/// The event as its registrar gets it back, without reading it again.
fn view(event: &Prepared, number: Option<String>) -> Event {
    Event {
        head: EventRow {
            id: event.id,
            r#type: event.published.type_key.clone(),
            number,
            occurred_at: event.occurred_at,
            registered_at: event.registered_at,
            registered_by: event.registered_by.id,
            registered_by_name: event.registered_by.name.clone(),
            performed_by: event.performed_by.id,
            performed_by_name: event.performed_by.name.clone(),
            company: event.company.as_ref().map(|company| company.id),
            company_name: event.company.as_ref().map(|company| company.name.clone()),
            contact: event.contact.as_ref().map(|contact| contact.id),
            note: event.note.clone(),
            source: event.source,
            cancelled_at: None,
            registered_today: true,
        },
        form_version: event.published.version,
        filled_at: event.filled_at,
        deal: None,
        order: None,
        product: None,
        contact_name: event.contact.as_ref().map(|contact| contact.name.clone()),
        values: event.values.values().clone(),
        settlements: event.settlements.clone(),
        files: event.files.clone(),
        cancel_reason: None,
        revision: 1,
    }
}

/// The name of a source in the database.
pub(super) fn source_name(source: Source) -> &'static str {
    match source {
        Source::Manual => "manual",
        Source::Automatic => "automatic",
        Source::Correspondence => "correspondence",
        Source::Offline => "offline",
        Source::Import => "import",
        Source::Api => "api",
    }
}

/// Reads that name back.
pub(super) fn source_named(name: &str) -> Source {
    match name {
        "automatic" => Source::Automatic,
        "correspondence" => Source::Correspondence,
        "offline" => Source::Offline,
        "import" => Source::Import,
        "api" => Source::Api,
        _ => Source::Manual,
    }
}
