//! Event types: live settings, immutable published versions, and the seven built-in ones.

mod builtin;
mod check;
mod configure;
mod example;
mod versions;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use forms::{Form, Json};
use records::{
    AppError, Text, Uuid,
    event_types::{Draft, EventType, Kind, Rules},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

pub(crate) use builtin::install;
pub(crate) use check::is_key;
pub(crate) use configure::judge_new;
pub use configure::{change, create};
pub use example::numbering_example;
pub use versions::{differences, draft, publish, put_draft, roll_back, version, versions, withdraw};

use crate::{Backend, Ctx, error::db_error};

/// A published version with its form compiled, and what registration needs of the live type beside it.
pub(crate) struct Published {
    pub(crate) type_id: Uuid,
    pub(crate) type_key: String,
    pub(crate) kind: Kind,
    pub(crate) version: u32,
    pub(crate) default_note: String,
    pub(crate) form: Form,
    pub(crate) rules: Rules,
    /// Why it is no longer taken.
    pub(crate) withdrawn: Option<String>,
}

/// Compiled versions, kept for a moment: other processes' changes are seen within [`Cache::KEPT`].
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<CacheKey, (Instant, Arc<Published>)>>);

/// Key or id of a type, and the version asked for.
type CacheKey = (String, Option<u32>);

impl Cache {
    const KEPT: Duration = Duration::from_secs(1);

    fn get(&self, key: &CacheKey) -> Option<Arc<Published>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(key).filter(|(at, _)| at.elapsed() < Self::KEPT).map(|(_, published)| published.clone())
    }

    fn put(&self, key: CacheKey, published: Arc<Published>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() > 1000 {
            entries.clear();
        }
        entries.insert(key, (Instant::now(), published));
    }

    /// After a change of configuration.
    fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The version of a type (by key or id) that an event is registered in; the newest without a number.
pub(crate) async fn published(
    backend: &Backend,
    key: &str,
    version: Option<u32>,
) -> Result<Arc<Published>, AppError> {
    let place = (key.to_owned(), version);
    if let Some(published) = backend.types().get(&place) {
        return Ok(published);
    }
    let unknown = || AppError::at("type", "reference");
    let row = row(backend, key).await?.ok_or_else(unknown)?;
    if !row.active && version.is_none() {
        return Err(unknown());
    }
    let number = version.map_or(row.version, i64::from);
    let text = versions::stored(backend.db(), row.id, number)
        .await?
        .ok_or_else(|| AppError::at("form_version", "reference"))?;
    let form = text.compiled()?;
    let published = Arc::new(Published {
        type_id: row.id,
        type_key: row.key.clone(),
        kind: row.kind(),
        version: u32::try_from(number).unwrap_or_default(),
        default_note: row.default_note.clone(),
        form,
        rules: text.rules()?,
        withdrawn: text.withdrawn,
    });
    backend.types().put(place, published.clone());
    Ok(published)
}

/// All event types in their order.
pub async fn list(backend: &Backend, ctx: &Ctx) -> Result<Vec<EventType>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let find = db.sql(format!("{SELECT} ORDER BY t.position, t.key"), []);
    let rows = TypeRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    rows.into_iter().map(TypeRow::view).collect()
}

/// One event type, by key or id.
pub async fn get(backend: &Backend, ctx: &Ctx, key: &str) -> Result<EventType, AppError> {
    ctx.may_read()?;
    row(backend, key).await?.ok_or(AppError::NotFound)?.view()
}

/// The id of a type, by its key or id.
pub(crate) async fn id_of(backend: &Backend, key: &str) -> Result<Option<Uuid>, AppError> {
    let db = backend.db();
    let find = match Uuid::parse_str(key) {
        Ok(id) => db.sql("SELECT id FROM event_types WHERE id = $1", [id.into()]),
        Err(_) => db.sql("SELECT id FROM event_types WHERE key = $1", [key.into()]),
    };
    let row = db.read().query_one_raw(find).await.map_err(db_error)?;
    row.map(|row| row.try_get("", "id").map_err(db_error)).transpose()
}

const SELECT: &str = "SELECT t.id, t.key, t.kind, t.name, t.color, t.task_color, t.active, t.built_in, t.default_note, \
    t.show_details, t.label_list, t.draft, t.version, t.revision, v.form, v.rules FROM event_types t \
    JOIN event_type_versions v ON v.type_id = t.id AND v.version = t.version";

async fn row(backend: &Backend, key: &str) -> Result<Option<TypeRow>, AppError> {
    let db = backend.db();
    let find = match Uuid::parse_str(key) {
        Ok(id) => db.sql(format!("{SELECT} WHERE t.id = $1"), [id.into()]),
        Err(_) => db.sql(format!("{SELECT} WHERE t.key = $1"), [key.into()]),
    };
    let row = db.read().query_one_raw(find).await.map_err(db_error)?;
    row.map(|row| TypeRow::from_query_result(&row, "").map_err(db_error)).transpose()
}

#[derive(Debug, FromQueryResult)]
struct TypeRow {
    id: Uuid,
    key: String,
    kind: String,
    name: String,
    color: String,
    task_color: String,
    active: bool,
    built_in: bool,
    default_note: String,
    show_details: bool,
    label_list: Option<Uuid>,
    draft: Option<String>,
    version: i64,
    revision: i64,
    form: String,
    rules: String,
}

impl TypeRow {
    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "form" => Kind::Form,
            "automatic" => Kind::Automatic,
            "correspondence" => Kind::Correspondence,
            _ => Kind::Simplified,
        }
    }

    fn draft(&self) -> Result<Draft, AppError> {
        self.draft.as_deref().map_or(Ok(Draft::default()), from_text)
    }

    fn view(self) -> Result<EventType, AppError> {
        Ok(EventType {
            kind: self.kind(),
            name: from_text::<Text>(&self.name)?,
            form: Json::parse(&self.form).unwrap_or_default(),
            rules: from_text(&self.rules)?,
            has_draft: self.draft.is_some(),
            id: self.id,
            key: self.key,
            color: self.color,
            task_color: self.task_color,
            active: self.active,
            built_in: self.built_in,
            default_note: self.default_note,
            show_details: self.show_details,
            label_list: self.label_list,
            version: u32::try_from(self.version).unwrap_or_default(),
            revision: self.revision,
        })
    }
}

/// The name of a kind in the database.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Simplified => "simplified",
        Kind::Form => "form",
        Kind::Automatic => "automatic",
        Kind::Correspondence => "correspondence",
    }
}

/// Reads what we have written ourselves.
fn from_text<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, AppError> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "stored configuration cannot be read");
        AppError::Internal
    })
}

fn to_text(value: &impl serde::Serialize) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|error| {
        tracing::error!(%error, "configuration cannot be written");
        AppError::Internal
    })
}
