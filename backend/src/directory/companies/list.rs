//! The list of companies by name, narrowed by words and account manager.

use records::{
    AppError, Page, Uuid,
    companies::{CompanyFilter, CompanyRow},
};
use sea_orm::{FromQueryResult, Value};

use crate::{
    Backend, Ctx,
    directory::search,
    entry::{Entry, LINE},
    error::db_error,
    page,
};

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
    let mut entry = Entry::default();
    let text = entry.optional("text", filter.text.as_deref(), LINE);
    entry.done()?;
    if let Some(text) = text {
        // Something was asked for that no name can hold.
        let Some(question) = search::question(db.is_sqlite(), &text) else {
            return Ok(Page { items: Vec::new(), next: None });
        };
        let question = bind(question.into());
        conditions.push(if db.is_sqlite() {
            format!("+c.seq IN (SELECT rowid FROM company_search WHERE company_search MATCH {question})")
        } else {
            format!("c.seq IN (SELECT seq FROM company_search WHERE words @@ CAST({question} AS tsquery))")
        });
    }
    if let Some(manager) = filter.account_manager {
        conditions.push(format!("c.account_manager = {}", bind(manager.into())));
    }
    if let Some(after) = &filter.after {
        let (key, id) = page::read_cursor(after)?;
        conditions.push(format!("(c.name_key, c.id) > ({}, {})", bind(key.into()), bind(id.into())));
    }
    let select = format!(
        "SELECT c.*, u.name AS account_manager_name FROM \
         (SELECT id, name, name_key, nip, city, account_manager, revision FROM companies c \
          WHERE {} ORDER BY name_key, id LIMIT {}) c \
         LEFT JOIN users u ON u.id = c.account_manager ORDER BY c.name_key, c.id",
        conditions.join(" AND "),
        limit + 1,
    );
    let rows = Row::find_by_statement(db.sql(select, values)).all(db.read()).await.map_err(db_error)?;
    Ok(page::page(rows, limit, |row| (row.name_key.clone(), row.id)).map(|row| CompanyRow {
        id: row.id,
        name: row.name,
        nip: row.nip,
        city: row.city,
        account_manager: row.account_manager,
        account_manager_name: row.account_manager_name,
        revision: row.revision,
    }))
}
