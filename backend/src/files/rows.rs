//! The table of files.

use std::collections::HashMap;

use records::{AppError, Timestamp, Uuid, files::File};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{Db, db::Tx, error::db_error};

const COLUMNS: &str =
    "id, name, media_type, size, sha256, received, complete, uploaded_by, created_at, event_id, field_id";
/// At most this many ids in one statement.
pub(crate) const TOGETHER: usize = 1000;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    received: i64,
    complete: bool,
    uploaded_by: Uuid,
    created_at: i64,
    event_id: Option<Uuid>,
    field_id: Option<String>,
}

impl Row {
    fn view(self) -> File {
        File {
            id: self.id,
            name: self.name,
            media_type: self.media_type,
            size: self.size.unsigned_abs(),
            sha256: self.sha256,
            received: self.received.unsigned_abs(),
            complete: self.complete,
            uploaded_by: self.uploaded_by,
            created_at: Timestamp(self.created_at),
            event: self.event_id,
            field: self.field_id,
        }
    }
}

/// One file.
pub(super) async fn find(db: &Db, id: Uuid) -> Result<Option<File>, AppError> {
    let find = db.sql(format!("SELECT {COLUMNS} FROM files WHERE id = $1"), [id.into()]);
    let row = Row::find_by_statement(find).one(db.read()).await.map_err(db_error)?;
    Ok(row.map(Row::view))
}

/// Those of some ids that are there.
pub(crate) async fn found(db: &Db, ids: &[Uuid]) -> Result<HashMap<Uuid, File>, AppError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(TOGETHER) {
        let find = format!("SELECT {COLUMNS} FROM files WHERE id IN ({})", places(ids.len(), 0));
        let find = db.sql(find, ids.iter().map(|id| Value::from(*id)));
        let rows = Row::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
        found.extend(rows.into_iter().map(|row| (row.id, row.view())));
    }
    Ok(found)
}

/// All that ever belonged to an event, in the order in which they were announced.
pub(crate) async fn of_event(db: &Db, event: Uuid) -> Result<Vec<File>, AppError> {
    let find = format!("SELECT {COLUMNS} FROM files WHERE event_id = $1 ORDER BY created_at, id");
    let rows = Row::find_by_statement(db.sql(find, [event.into()])).all(db.read()).await.map_err(db_error)?;
    Ok(rows.into_iter().map(Row::view).collect())
}

/// `$1, $2 …`, as many as are wanted, after the first few.
pub(crate) fn places(count: usize, after: usize) -> String {
    (1..=count).map(|n| format!("${}", n + after)).collect::<Vec<_>>().join(", ")
}

pub(super) async fn insert(tx: &Tx, file: &File) -> Result<(), AppError> {
    let insert = tx.sql(
        format!("INSERT INTO files ({COLUMNS}) VALUES ({})", places(11, 0)),
        [
            file.id.into(),
            file.name.as_str().into(),
            file.media_type.as_str().into(),
            file.size.cast_signed().into(),
            file.sha256.as_str().into(),
            file.received.cast_signed().into(),
            file.complete.into(),
            file.uploaded_by.into(),
            file.created_at.0.into(),
            file.event.into(),
            file.field.clone().into(),
        ],
    );
    tx.execute_raw(insert).await.map(drop).map_err(db_error)
}

/// Notes how much of a file has come; [`AppError::NotFound`] where it was swept meanwhile.
pub(super) async fn note(db: &Db, id: Uuid, received: u64, complete: bool) -> Result<(), AppError> {
    db.write(move |tx| {
        Box::pin(async move {
            let update = tx.sql(
                "UPDATE files SET received = $1, complete = $2 WHERE id = $3 AND NOT complete",
                [received.cast_signed().into(), complete.into(), id.into()],
            );
            let noted = tx.execute_raw(update).await.map_err(db_error)?.rows_affected() == 1;
            if noted { Ok(()) } else { Err(AppError::NotFound) }
        })
    })
    .await
}
