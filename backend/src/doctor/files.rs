//! Whether the content of every file stands in the folder of files, by its size. Reads no content.

use records::AppError;
use sea_orm::ConnectionTrait;

use super::{Finding, RESTORE};
use crate::{Backend, error::db_error};

/// At most this many contents at once.
const TOGETHER: usize = 1000;

pub(super) async fn examine(backend: &Backend) -> Result<Finding, AppError> {
    let db = backend.db();
    let (mut after, mut seen, mut missing) = (String::new(), 0, Vec::new());
    loop {
        let find = format!(
            "SELECT sha256, MAX(size) AS size FROM files WHERE complete AND sha256 > $1 GROUP BY sha256 \
             ORDER BY sha256 LIMIT {TOGETHER}"
        );
        let rows = db.read().query_all_raw(db.sql(find, [after.as_str().into()])).await.map_err(db_error)?;
        let mut contents: Vec<(String, i64)> = Vec::new();
        for row in &rows {
            let sha256 = row.try_get("", "sha256").map_err(db_error)?;
            contents.push((sha256, row.try_get("", "size").map_err(db_error)?));
        }
        seen += contents.len();
        missing.extend(backend.files().missing(contents.clone()).await?);
        match contents.pop() {
            Some((last, _)) if rows.len() == TOGETHER => after = last,
            _ => break,
        }
    }
    Ok(match missing.first() {
        None => Finding::ok(format!("files: {seen} contents, all there")),
        Some(first) => {
            let text =
                format!("files: {} of {seen} contents are missing or cut off, {first} first", missing.len());
            Finding::fail(text, RESTORE)
        }
    })
}
