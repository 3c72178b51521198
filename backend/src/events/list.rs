//! Reading events back: one whole, or pages by cursor over (occurred_at, id), newest first.

use forms::Json;
use jiff::civil::Date;
use records::{
    AppError, Page, Timestamp, Uuid,
    events::{Event, EventFilter, EventRow, Settlement},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{references, search, settlements, store};
use crate::{
    Backend, Ctx,
    entry::{Entry, LINE},
    error::db_error,
    files, page,
    time_zone::now,
};

/// Marks the cursors of this list.
const LIST: &str = "events";

const ROW: &str = "e.id, t.key AS type_key, e.number, e.occurred_at, e.registered_at, e.registered_by, \
    r.name AS registered_by_name, e.performed_by, p.name AS performed_by_name, e.company_id, c.name AS company_name, \
    e.contact_id, e.source, e.cancelled_at";
const FROM: &str = "FROM events e JOIN event_types t ON t.id = e.type_id JOIN users r ON r.id = e.registered_by \
    JOIN users p ON p.id = e.performed_by LEFT JOIN companies c ON c.id = e.company_id";
/// Lists show at most this many characters of a note.
const NOTE: &str = "substr(e.note, 1, 500) AS note";

/// One event, whole.
pub async fn get(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<Event, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let find = db.sql(
        format!(
            "SELECT {ROW}, e.note AS note, e.version, e.filled_at, e.deal_id, e.order_id, e.product_id, \
             k.name AS contact_name, e.form_values, e.cancel_reason, e.revision \
             {FROM} LEFT JOIN contacts k ON k.id = e.contact_id WHERE e.id = $1"
        ),
        [id.into()],
    );
    let row = db.read().query_one_raw(find).await.map_err(db_error)?.ok_or(AppError::NotFound)?;
    let head = HeadRow::from_query_result(&row, "").map_err(db_error)?;
    let rest = RestRow::from_query_result(&row, "").map_err(db_error)?;
    let values = Json::parse(&rest.form_values).unwrap_or_default();
    let (settlements, files) =
        futures::try_join!(settlements_of(backend, id), files::of_event(backend.db(), id))?;
    Ok(Event {
        settlements,
        files: references::present(files, &values),
        head: head.view(today(backend)),
        form_version: u32::try_from(rest.version).unwrap_or_default(),
        filled_at: rest.filled_at.map(Timestamp),
        deal: rest.deal_id,
        order: rest.order_id,
        product: rest.product_id,
        contact_name: rest.contact_name,
        values,
        cancel_reason: rest.cancel_reason,
        revision: rest.revision,
    })
}

/// Refuses an event that this person may not see, as one that is not there.
pub(crate) async fn must_see(backend: &Backend, ctx: &Ctx, id: Uuid) -> Result<(), AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let find = db.sql("SELECT 1 AS one FROM events WHERE id = $1", [id.into()]);
    db.read().query_one_raw(find).await.map_err(db_error)?.map(drop).ok_or(AppError::NotFound)
}

/// A page of events that fit the filter.
pub async fn list(backend: &Backend, ctx: &Ctx, filter: EventFilter) -> Result<Page<EventRow>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let limit = page::limit(filter.limit)?;
    let mut parts = Conditions::default();
    if let Some(company) = filter.company {
        parts.add("e.company_id = $", company);
    }
    if let Some(key) = &filter.r#type {
        let type_id =
            super::types::id_of(backend, key).await?.ok_or_else(|| AppError::at("type", "reference"))?;
        parts.add("e.type_id = $", type_id);
    }
    if let Some(person) = filter.performed_by {
        parts.add("e.performed_by = $", person);
    }
    if let Some(person) = filter.registered_by {
        parts.add("e.registered_by = $", person);
    }
    if let Some(contact) = filter.contact {
        parts.values.push(contact.into());
        let n = parts.values.len();
        // Its events are among those of its company, which has an index.
        parts.conditions.push(format!(
            "e.contact_id = ${n} AND e.company_id = (SELECT company_id FROM contacts WHERE id = ${n})"
        ));
    }
    if let Some(source) = filter.source {
        parts.add("e.source = $", store::source_name(source));
    }
    let mut entry = Entry::default();
    if let Some(number) = entry.optional("number", filter.number.as_deref(), LINE) {
        // Numbers are indexed by type.
        parts.add("e.type_id IN (SELECT id FROM event_types) AND e.number = $", number);
    }
    if let Some(manager) = filter.account_manager {
        parts.values.push(manager.into());
        let n = parts.values.len();
        parts
            .conditions
            .push(format!("e.company_id IN (SELECT id FROM companies WHERE account_manager = ${n})"));
    }
    if let Some(from) = &filter.from {
        parts.add("e.occurred_at >= $", backend.time_zone().start_of(day(from, "from")?).0);
    }
    if let Some(to) = &filter.to {
        let after = day(to, "to")?.tomorrow().map_err(|_| AppError::at("to", "limit"))?;
        parts.add("e.occurred_at < $", backend.time_zone().start_of(after).0);
    }
    let text = entry.optional("text", filter.text.as_deref(), LINE);
    entry.done()?;
    if let Some(text) = &text {
        let question = search::condition(db.is_sqlite(), text, filter.company, parts.values.len() + 1);
        // Something was asked for that no event can hold.
        let Some((condition, value)) = question else { return Ok(Page { items: Vec::new(), next: None }) };
        parts.conditions.push(condition);
        parts.values.push(value);
    }
    if let Some(cursor) = &filter.after {
        let (micros, id) = page::read_number_cursor(LIST, cursor)?;
        let n = parts.values.len();
        parts.conditions.push(format!("(e.occurred_at, e.id) < (${}, ${})", n + 1, n + 2));
        parts.values.extend([micros.into(), id.into()]);
    }
    let condition = if parts.conditions.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", parts.conditions.join(" AND "))
    };
    let find = db.sql(
        format!(
            "SELECT {ROW}, {NOTE} {FROM} {condition} ORDER BY e.occurred_at DESC, e.id DESC LIMIT {}",
            limit + 1
        ),
        parts.values,
    );
    let rows = HeadRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let today = today(backend);
    let place = |row: &HeadRow| (row.occurred_at.to_be_bytes().to_vec(), row.id);
    Ok(page::page(LIST, rows, limit, place).map(|row| row.view(today)))
}

/// A company's five newest events, and older ones that were registered today (at most five); neither cancelled nor
/// automatic ones.
pub(crate) async fn recent(
    backend: &Backend,
    company: Uuid,
) -> Result<(Vec<EventRow>, Vec<EventRow>), AppError> {
    const COUNT: &str = "e.company_id = $1 AND e.cancelled_at IS NULL AND e.source <> 'automatic'";
    let db = backend.db();
    let today = today(backend);
    let find = db.sql(
        format!("SELECT {ROW}, {NOTE} {FROM} WHERE {COUNT} ORDER BY e.occurred_at DESC, e.id DESC LIMIT 5"),
        [company.into()],
    );
    let newest = HeadRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let Some(last) = newest.get(4) else {
        return Ok((newest.into_iter().map(|row| row.view(today)).collect(), Vec::new()));
    };
    let find = db.sql(
        format!(
            "SELECT {ROW}, {NOTE} {FROM} WHERE {COUNT} AND e.registered_at >= $2 AND (e.occurred_at, e.id) < ($3, $4) \
             ORDER BY e.registered_at DESC LIMIT 5"
        ),
        [company.into(), today.0.into(), last.occurred_at.into(), last.id.into()],
    );
    let older = HeadRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let views = |rows: Vec<HeadRow>| rows.into_iter().map(|row| row.view(today)).collect();
    Ok((views(newest), views(older)))
}

/// The settlement lines of an event in their order.
pub(super) async fn settlements_of(backend: &Backend, event: Uuid) -> Result<Vec<Settlement>, AppError> {
    let db = backend.db();
    let find = db.sql(
        "SELECT key, unit, quantity, unit_price, amount, currency FROM event_settlements WHERE event_id = $1 \
         ORDER BY position",
        [event.into()],
    );
    let rows = SettlementRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    Ok(rows
        .into_iter()
        .map(|row| Settlement {
            quantity: row.quantity.map(settlements::unscaled),
            unit_price: row.unit_price.map(settlements::unscaled),
            amount: row.amount.map(|amount| settlements::amount_unscaled(amount, &row.currency)),
            key: row.key,
            unit: row.unit,
            currency: row.currency,
        })
        .collect())
}

#[derive(Default)]
struct Conditions {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// `condition` ends in `$`; the value's number is put behind it.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.conditions.push(format!("{condition}{}", self.values.len()));
    }
}

#[derive(FromQueryResult)]
struct HeadRow {
    id: Uuid,
    type_key: String,
    number: Option<String>,
    occurred_at: i64,
    registered_at: i64,
    registered_by: Uuid,
    registered_by_name: String,
    performed_by: Uuid,
    performed_by_name: String,
    company_id: Option<Uuid>,
    company_name: Option<String>,
    contact_id: Option<Uuid>,
    note: String,
    source: String,
    cancelled_at: Option<i64>,
}

impl HeadRow {
    fn view(self, today: Timestamp) -> EventRow {
        EventRow {
            id: self.id,
            r#type: self.type_key,
            number: self.number,
            occurred_at: Timestamp(self.occurred_at),
            registered_at: Timestamp(self.registered_at),
            registered_by: self.registered_by,
            registered_by_name: self.registered_by_name,
            performed_by: self.performed_by,
            performed_by_name: self.performed_by_name,
            company: self.company_id,
            company_name: self.company_name,
            contact: self.contact_id,
            note: self.note,
            source: store::source_named(&self.source),
            cancelled_at: self.cancelled_at.map(Timestamp),
            registered_today: self.registered_at >= today.0,
        }
    }
}

#[derive(FromQueryResult)]
struct RestRow {
    version: i64,
    filled_at: Option<i64>,
    deal_id: Option<Uuid>,
    order_id: Option<Uuid>,
    product_id: Option<Uuid>,
    contact_name: Option<String>,
    form_values: String,
    cancel_reason: Option<String>,
    revision: i64,
}

#[derive(FromQueryResult)]
struct SettlementRow {
    key: String,
    unit: String,
    quantity: Option<i64>,
    unit_price: Option<i64>,
    amount: Option<i64>,
    currency: String,
}

/// The first moment of today.
fn today(backend: &Backend) -> Timestamp {
    let zone = backend.time_zone();
    zone.start_of(zone.day(now()))
}

fn day(text: &str, path: &str) -> Result<Date, AppError> {
    text.parse().map_err(|_| AppError::at(path, "type"))
}
