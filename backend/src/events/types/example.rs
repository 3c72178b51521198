//! What a numbering gives, before it is kept.

use records::{
    AppError,
    event_types::{Numbering, NumberingExample},
};
use sea_orm::ConnectionTrait;

use super::row;
use crate::{Backend, Ctx, error::db_error, events::numbering, time_zone::now};

/// The number that an event of today would get, with the type's key; the counter of a type that is there goes on from
/// where it stands. Nothing is taken from it.
pub async fn numbering_example(
    backend: &Backend,
    ctx: &Ctx,
    key: &str,
    wanted: &Numbering,
) -> Result<NumberingExample, AppError> {
    ctx.may_configure()?;
    let mut problems = Vec::new();
    numbering::check(wanted, &mut problems);
    if !problems.is_empty() {
        return Ok(NumberingExample { number: None, problems });
    }
    let today = backend.time_zone().day(now());
    let known = if key.is_empty() { None } else { row(backend, key).await? };
    let mut next = i64::from(wanted.start.unwrap_or(1));
    if let Some(known) = &known {
        let db = backend.db();
        let period = numbering::period(wanted.reset, today);
        let find = db.sql(
            "SELECT next FROM counters WHERE type_id = $1 AND period = $2",
            [known.id.into(), period.into()],
        );
        if let Some(row) = db.read().query_one_raw(find).await.map_err(db_error)? {
            next = next.max(row.try_get("", "next").map_err(db_error)?);
        }
    }
    let type_key = known.as_ref().map_or(key, |known| known.key.as_str());
    Ok(NumberingExample { number: Some(numbering::written(wanted, type_key, today, next)), problems })
}
