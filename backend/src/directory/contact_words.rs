//! The words that contacts are found by: of the name and the address of e-mail, and the telephone as one word.

use records::{AppError, Uuid};
use sea_orm::{
    ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, Value,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use super::search::words;
use crate::{Db, db::Tx, entities::contacts, error::db_error};

/// Puts a contact's words into the index, in place of those it had.
pub(super) async fn index(
    tx: &Tx,
    id: Uuid,
    name: &str,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<(), AppError> {
    let old = tx.sql("DELETE FROM contact_words WHERE contact_id = $1", [id.into()]);
    tx.execute_raw(old).await.map_err(db_error)?;
    let mut all: Vec<String> = [Some(name), email].into_iter().flatten().flat_map(words).collect();
    all.extend(phone.map(digits).filter(|digits| !digits.is_empty()));
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..all.len()).map(|at| format!("(${}, $1)", at + 2)).collect();
    let mut values: Vec<Value> = vec![id.into()];
    values.extend(all.into_iter().map(|word| word.into_bytes().into()));
    // Two processes may index an older database at once.
    let insert = format!(
        "INSERT INTO contact_words (word, contact_id) VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    );
    tx.execute_raw(tx.sql(insert, values)).await.map(drop).map_err(db_error)
}

/// For each typed word the contacts that have a word beginning so. Digits with signs between them are one number.
pub(super) fn matching(text: &str) -> Vec<SelectStatement> {
    let number = text.chars().all(|sign| sign.is_ascii_digit() || " +-().".contains(sign));
    let typed = if number { vec![digits(text)] } else { words(text) };
    let beginning = |word: String| {
        let (from, mut to) = (word.clone().into_bytes(), word.into_bytes());
        // No UTF-8 holds this byte.
        to.push(0xff);
        let word = || Expr::col(Alias::new("word"));
        Query::select()
            .column(Alias::new("contact_id"))
            .from(Alias::new("contact_words"))
            .and_where(word().gte(from))
            .and_where(word().lt(to))
            .to_owned()
    };
    typed.into_iter().filter(|word| !word.is_empty()).map(beginning).collect()
}

/// At most as many as any telephone has.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(20).collect()
}

/// Indexes the contacts of a database from before there was an index.
pub(crate) async fn complete(db: &Db) -> Result<(), AppError> {
    const AT_ONCE: u64 = 1000;
    let without = "SELECT 1 AS one FROM contacts WHERE NOT EXISTS (SELECT 1 FROM contact_words) LIMIT 1";
    if db.read().query_one_raw(db.sql(without, [])).await.map_err(db_error)?.is_none() {
        return Ok(());
    }
    db.write(move |tx| {
        Box::pin(async move {
            let mut done = 0;
            loop {
                let select = contacts::Entity::find().order_by_asc(contacts::Column::Id);
                let some = select.offset(done).limit(AT_ONCE).all(tx).await.map_err(db_error)?;
                if some.is_empty() {
                    return Ok(());
                }
                done += some.len() as u64;
                for row in some {
                    index(tx, row.id, &row.name, row.email.as_deref(), row.phone.as_deref()).await?;
                }
            }
        })
    })
    .await
}
