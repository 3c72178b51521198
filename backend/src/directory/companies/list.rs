//! The list of companies by name, narrowed by words and account manager.

use records::{
    AppError, Page, Uuid,
    companies::{CompanyFilter, CompanyOrder, CompanyRow},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{
    Backend, Ctx,
    directory::search,
    entry::{Entry, LINE},
    error::db_error,
    page,
};

/// Marks the cursors of this list.
const LIST: &str = "companies";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    name_key: Vec<u8>,
    nip: Option<String>,
    city: Option<String>,
    account_manager: Option<Uuid>,
    account_manager_name: Option<String>,
    revision: i64,
}

/// Companies by name.
pub async fn list(backend: &Backend, ctx: &Ctx, filter: CompanyFilter) -> Result<Page<CompanyRow>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let limit = page::limit(filter.limit)?;
    let mut conditions = vec!["TRUE".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let (way, beyond) = match filter.order {
        CompanyOrder::Name => ("ASC", ">"),
        CompanyOrder::NameDescending => ("DESC", "<"),
    };
    let mut entry = Entry::default();
    let text = entry.optional("text", filter.text.as_deref(), LINE);
    let nip = entry.nip("nip", filter.nip.as_deref());
    let city = entry.optional("city", filter.city.as_deref(), LINE);
    entry.done()?;
    for (column, value) in [("nip", nip), ("city", city)] {
        if let Some(value) = value {
            conditions.push(format!("c.{column} = {}", bind(value.into())));
        }
    }
    if let Some(text) = text {
        // Something was asked for that no name can hold.
        let Some(question) = search::question(db.is_sqlite(), &text) else {
            return Ok(Page { items: Vec::new(), next: None });
        };
        let found = few(backend, &question).await?;
        conditions.push(match (found, db.is_sqlite()) {
            // Little is looked up and sorted.
            (Some(few), true) => {
                format!("c.seq IN (SELECT value FROM json_each({}))", bind(format!("[{few}]").into()))
            }
            (Some(few), false) => {
                format!("c.seq = ANY (CAST(string_to_array({}, ',') AS BIGINT[]))", bind(few.into()))
            }
            // Of much, a page comes up sooner by going through the names until it is full. The plus hides the column's
            // own index from SQLite; PostgreSQL sees it by itself.
            (None, true) => format!("+c.seq IN (SELECT rowid {})", matching(true, &bind(question.into()))),
            (None, false) => format!("c.seq IN (SELECT seq {})", matching(false, &bind(question.into()))),
        });
    }
    if let Some(manager) = filter.account_manager {
        conditions.push(format!("c.account_manager = {}", bind(manager.into())));
    }
    if let Some(after) = &filter.after {
        let (key, id) = page::read_cursor(LIST, after)?;
        conditions.push(format!("(c.name_key, c.id) {beyond} ({}, {})", bind(key.into()), bind(id.into())));
    }
    let select = format!(
        "SELECT c.*, u.name AS account_manager_name FROM \
         (SELECT id, name, name_key, nip, city, account_manager, revision FROM companies c \
          WHERE {} ORDER BY name_key {way}, id {way} LIMIT {}) c \
         LEFT JOIN users u ON u.id = c.account_manager ORDER BY c.name_key {way}, c.id {way}",
        conditions.join(" AND "),
        limit + 1,
    );
    let rows = Row::find_by_statement(db.sql(select, values)).all(db.read()).await.map_err(db_error)?;
    Ok(page::page(LIST, rows, limit, |row| (row.name_key.clone(), row.id)).map(|row| CompanyRow {
        id: row.id,
        name: row.name,
        nip: row.nip,
        city: row.city,
        account_manager: row.account_manager,
        account_manager_name: row.account_manager_name,
        revision: row.revision,
    }))
}

/// The row numbers of what is found, separated by commas, unless there are many.
async fn few(backend: &Backend, question: &str) -> Result<Option<String>, AppError> {
    const FEW: usize = 2000;
    let db = backend.db();
    let row = if db.is_sqlite() { "rowid" } else { "seq" };
    let found = matching(db.is_sqlite(), "$1");
    let select = db.sql(format!("SELECT {row} AS seq {found} LIMIT {}", FEW + 1), [question.into()]);
    let rows = db.read().query_all_raw(select).await.map_err(db_error)?;
    if rows.len() > FEW {
        return Ok(None);
    }
    let numbers: Result<Vec<_>, _> =
        rows.iter().map(|row| row.try_get::<i64>("", "seq").map(|seq| seq.to_string())).collect();
    numbers.map(|numbers| Some(numbers.join(","))).map_err(db_error)
}

fn matching(sqlite: bool, question: &str) -> String {
    if sqlite {
        format!("FROM company_search WHERE company_search MATCH {question}")
    } else {
        format!("FROM company_search WHERE words @@ CAST({question} AS tsquery)")
    }
}
