//! What only the server can say of values: whether the ids in them stand for records, and whether files fit their field.
//! A file belongs to one event and stands there in one place.

use std::collections::{HashMap, HashSet};

use forms::{Field, FieldType, Form, Json};
use records::{AppError, Problem, Uuid, files::File};
use sea_orm::{ConnectionTrait, Value};

use super::canonical::table_key;
use crate::{
    Db,
    db::Tx,
    error::db_error,
    files::{self, TOGETHER, places},
};

/// The files that an event takes over, as they will be then.
pub(super) struct Attached {
    sender: Uuid,
    event: Uuid,
    /// The ids that were met, so that none stands twice.
    met: HashSet<Uuid>,
    pub(super) files: Vec<File>,
}

impl Attached {
    pub(super) fn new(sender: Uuid, event: Uuid) -> Self {
        Self { sender, event, met: HashSet::new(), files: Vec::new() }
    }

    /// Those that belong to the event as a whole.
    pub(super) async fn add_whole(
        &mut self,
        db: &Db,
        ids: &[Uuid],
        problems: &mut Vec<Problem>,
    ) -> Result<(), AppError> {
        let places = ids.iter().enumerate().map(|(index, id)| (format!("files[{index}]"), Some(*id), None));
        self.add(db, places.collect(), problems).await
    }

    async fn add(
        &mut self,
        db: &Db,
        places: Vec<(String, Option<Uuid>, Option<&Field>)>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), AppError> {
        if places.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = places.iter().filter_map(|(_, id, _)| *id).collect();
        let mut found = files::found(db, &ids).await?;
        for (path, id, field) in places {
            if id.is_some_and(|id| !self.met.insert(id)) {
                problems.push(Problem::new(path, "duplicate"));
                continue;
            }
            let file = id.and_then(|id| found.remove(&id)).filter(|file| match file.event {
                None => file.complete && file.uploaded_by == self.sender,
                Some(event) => event == self.event,
            });
            let Some(file) = file else {
                problems.push(Problem::new(path, "reference"));
                continue;
            };
            if let Some(field) = field {
                problems.extend(misfit(&path, &file, field));
            }
            self.files.push(File {
                event: Some(self.event),
                field: field.map(|field| field.id.clone()),
                ..file
            });
        }
        Ok(())
    }
}

/// What a field says about its files.
fn misfit(path: &str, file: &File, field: &Field) -> Option<Problem> {
    let rules = &field.constraints;
    if !rules.accept.is_empty() && !rules.accept.iter().any(|kind| accepts(kind, file)) {
        let accept = rules.accept.iter().map(|kind| Json::String(kind.clone())).collect();
        return Some(Problem::new(path, "format").with("accept", Json::Array(accept)));
    }
    let most = rules.max_bytes.filter(|most| file.size > *most)?;
    Some(Problem::new(path, "limit").with("max", most))
}

/// As `accept` of HTML's file inputs: an ending (`.pdf`), a type (`application/pdf`), or all types of a kind (`image/*`).
fn accepts(kind: &str, file: &File) -> bool {
    let kind = kind.trim().to_lowercase();
    match (kind.as_str(), kind.strip_suffix("/*")) {
        ("*" | "*/*", _) => true,
        (_, Some(family)) => file.media_type.split_once('/').is_some_and(|(of, _)| of == family),
        (ending, None) if ending.starts_with('.') => file.name.to_lowercase().ends_with(ending),
        (exact, None) => file.media_type == exact,
    }
}

/// Adds `reference` problems of ids that stand for no record, and what is wrong with files; the files are attached.
pub(super) async fn judge(
    db: &Db,
    form: &Form,
    values: &Json,
    attached: &mut Attached,
    problems: &mut Vec<Problem>,
) -> Result<(), AppError> {
    let (mut named, mut uploads) = (Vec::new(), Vec::new());
    for field in form.fields() {
        let table = match field.kind {
            FieldType::User => "users",
            FieldType::Company => "companies",
            FieldType::Contact => "contacts",
            FieldType::File | FieldType::Photo | FieldType::Signature => "files",
            // They are not kept yet, so no id can stand for one.
            FieldType::Deal | FieldType::Order | FieldType::Product => NONE,
            _ => continue,
        };
        for (path, value) in standing(values, table_key(form, field), &field.key) {
            for (path, id) in ids(format!("values.{path}"), value) {
                match table {
                    "files" => uploads.push((path, id, Some(field))),
                    table => named.push((path, id, table)),
                }
            }
        }
    }
    let mut known = HashSet::new();
    for table in ["users", "companies", "contacts"] {
        let ids = named.iter().filter(|(_, _, of)| *of == table).filter_map(|(_, id, _)| *id);
        known.extend(there(db, table, ids.collect()).await?.into_iter().map(|id| (table, Some(id))));
    }
    let lost = named.into_iter().filter(|(_, id, table)| !known.contains(&(*table, *id)));
    problems.extend(lost.map(|(path, ..)| Problem::new(path, "reference")));
    attached.add(db, uploads, problems).await
}

/// The table of records that are not kept yet.
const NONE: &str = "";

/// The ids in a value, each with its path: one, or a list of them.
fn ids(path: String, value: &Json) -> Vec<(String, Option<Uuid>)> {
    let read = |value: &Json| value.as_str().and_then(|text| Uuid::parse_str(text).ok());
    match value {
        Json::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (format!("{path}[{index}]"), read(item))).collect()
        }
        single => vec![(path, read(single))],
    }
}

/// Those of some ids that a table holds.
async fn there(db: &Db, table: &str, ids: Vec<Uuid>) -> Result<HashSet<Uuid>, AppError> {
    let mut there = HashSet::new();
    for ids in ids.chunks(TOGETHER) {
        let find = format!("SELECT id FROM {table} WHERE id IN ({})", places(ids.len(), 0));
        let find = db.sql(find, ids.iter().map(|id| Value::from(*id)));
        for row in db.read().query_all_raw(find).await.map_err(db_error)? {
            there.insert(row.try_get("", "id").map_err(db_error)?);
        }
    }
    Ok(there)
}

/// A field's values with their paths: one at the top, or one in each row of its table.
fn standing<'v>(values: &'v Json, table: Option<&str>, key: &str) -> Vec<(String, &'v Json)> {
    match table {
        None => values.get(key).map(|value| (key.to_owned(), value)).into_iter().collect(),
        Some(table) => match values.get(table) {
            Some(Json::Array(rows)) => rows
                .iter()
                .enumerate()
                .filter_map(|(index, row)| Some((format!("{table}[{index}].{key}"), row.get(key)?)))
                .collect(),
            _ => Vec::new(),
        },
    }
}

/// Makes files the event's own. Those that are its own already get the field in which they stand now.
///
/// Errors: `reference` where one was swept, or taken over by another event, since it was judged.
pub(super) async fn attach(tx: &Tx, event: Uuid, sender: Uuid, files: &[File]) -> Result<(), AppError> {
    let mut of_field: HashMap<Option<&str>, Vec<Uuid>> = HashMap::new();
    for file in files {
        of_field.entry(file.field.as_deref()).or_default().push(file.id);
    }
    for (field, ids) in of_field {
        for ids in ids.chunks(TOGETHER) {
            let own = [event.into(), field.map(str::to_owned).into(), sender.into()];
            let update = tx.sql(
                format!(
                    "UPDATE files SET event_id = $1, field_id = $2 WHERE id IN ({}) \
                     AND (event_id = $1 OR (event_id IS NULL AND complete AND uploaded_by = $3))",
                    places(ids.len(), own.len())
                ),
                own.into_iter().chain(ids.iter().map(|id| Value::from(*id))),
            );
            let taken = tx.execute_raw(update).await.map_err(db_error)?.rows_affected();
            if taken != ids.len() as u64 {
                return Err(AppError::at("files", "reference"));
            }
        }
    }
    Ok(())
}

/// The files of an event that stand in its values or belong to it as a whole. Others were taken out by a change; they
/// stay the event's, because its log names them.
pub(super) fn present(files: Vec<File>, values: &Json) -> Vec<File> {
    if files.iter().all(|file| file.field.is_none()) {
        return files;
    }
    let named: HashSet<Uuid> =
        super::store::strings(values).into_iter().filter_map(|text| Uuid::parse_str(text).ok()).collect();
    files.into_iter().filter(|file| file.field.is_none() || named.contains(&file.id)).collect()
}

#[cfg(test)]
mod tests {
    use records::Timestamp;

    use super::*;

    #[test]
    fn what_a_field_accepts() {
        let check = |kind: &str, name: &str, media_type: &str, expected: bool| {
            let file = File {
                id: Uuid::nil(),
                name: name.into(),
                media_type: media_type.into(),
                size: 1,
                sha256: String::new(),
                received: 1,
                complete: true,
                uploaded_by: Uuid::nil(),
                created_at: Timestamp(0),
                event: None,
                field: None,
            };
            assert_eq!(accepts(kind, &file), expected, "{kind} {name} {media_type}");
        };
        check(".pdf", "Umowa.PDF", "application/octet-stream", true);
        check(".pdf", "umowa.pdf.exe", "application/pdf", false);
        check("image/*", "x", "image/png", true);
        check("image/*", "x", "imagery/png", false);
        check("image/PNG", "x", "image/png", true);
        check("image/png", "x.png", "image/jpeg", false);
        check("*/*", "x", "text/plain", true);
    }
}
