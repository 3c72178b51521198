//! Event types: live settings, immutable published versions, and the seven built-in ones.

mod builtin;
mod check;
mod configure;
mod example;
mod versions;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use forms::{Form, Json};
use records::{
    AppError, Page, PageRequest, Text, Uuid,
    event_types::{Draft, EventType, Kind, Rules},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

pub(crate) use builtin::install;
pub(crate) use check::{is_key, texts as check_texts};
pub(crate) use configure::judge_new;
pub use configure::{change, create};
pub use example::numbering_example;
pub use versions::{
    differences, draft, publish, put_draft, roll_back, version, versions, versions_page, withdraw,
};

use crate::{Backend, Ctx, error::db_error, page};

/// Marks the cursors of this list.
const LIST: &str = "event-types";

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
pub(crate) struct Cache {
    /// Counts how often all was forgotten: what was read before does not stand after.
    times: AtomicU64,
    known: Mutex<HashMap<CacheKey, Known>>,
}

/// Key or id of a type, and the version asked for.
type CacheKey = (String, Option<u32>);

struct Known {
    published: Arc<Published>,
    read: Reading,
}

/// When a version was begun to be read.
#[derive(Clone, Copy)]
struct Reading {
    at: Instant,
    times: u64,
}

impl Cache {
    const KEPT: Duration = Duration::from_secs(1);

    fn get(&self, key: &CacheKey) -> Option<Arc<Published>> {
        let times = self.times.load(Ordering::Acquire);
        let known = self.map();
        let known = known.get(key)?;
        (known.read.times == times && known.read.at.elapsed() < Self::KEPT).then(|| known.published.clone())
    }

    fn begin(&self) -> Reading {
        Reading { at: Instant::now(), times: self.times.load(Ordering::Acquire) }
    }

    fn put(&self, key: CacheKey, read: Reading, published: Arc<Published>) {
        let mut known = self.map();
        if known.len() > 1000 {
            known.clear();
        }
        known.insert(key, Known { published, read });
    }

    /// After a change of configuration.
    fn clear(&self) {
        self.times.fetch_add(1, Ordering::Release);
        self.map().clear();
    }

    fn map(&self) -> MutexGuard<'_, HashMap<CacheKey, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
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
    let reading = backend.types().begin();
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
    backend.types().put(place, reading, published.clone());
    Ok(published)
}

/// All event types in their order.
pub async fn list(backend: &Backend, ctx: &Ctx) -> Result<Vec<EventType>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let find = db.sql(format!("{SELECT} ORDER BY t.position, t.id"), []);
    let rows = TypeRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    rows.into_iter().map(TypeRow::view).collect()
}

/// A page of them.
pub async fn page(backend: &Backend, ctx: &Ctx, request: PageRequest) -> Result<Page<EventType>, AppError> {
    ctx.may_read()?;
    let db = backend.db();
    let limit = page::limit(request.limit)?;
    let (position, id) = match &request.after {
        Some(after) => page::read_number_cursor(LIST, after)?,
        None => (i64::MIN, Uuid::nil()),
    };
    let find =
        format!("{SELECT} WHERE (t.position, t.id) > ($1, $2) ORDER BY t.position, t.id LIMIT {}", limit + 1);
    let find = db.sql(find, [position.into(), id.into()]);
    let rows = TypeRow::find_by_statement(find).all(db.read()).await.map_err(db_error)?;
    let rows = page::page(LIST, rows, limit, |row| (row.position.to_be_bytes().to_vec(), row.id));
    let next = rows.next;
    Ok(Page { items: rows.items.into_iter().map(TypeRow::view).collect::<Result<_, _>>()?, next })
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
        Err(_) if is_key(key) => db.sql("SELECT id FROM event_types WHERE key = $1", [key.into()]),
        // No type has it, and the database need not see what it may not even know as a text.
        Err(_) => return Ok(None),
    };
    let row = db.read().query_one_raw(find).await.map_err(db_error)?;
    row.map(|row| row.try_get("", "id").map_err(db_error)).transpose()
}

const SELECT: &str = "SELECT t.id, t.key, t.kind, t.name, t.color, t.task_color, t.active, t.built_in, t.default_note, \
    t.show_details, t.label_list, t.draft, t.position, t.version, t.revision, v.form, v.rules FROM event_types t \
    JOIN event_type_versions v ON v.type_id = t.id AND v.version = t.version";

async fn row(backend: &Backend, key: &str) -> Result<Option<TypeRow>, AppError> {
    let db = backend.db();
    let find = match Uuid::parse_str(key) {
        Ok(id) => db.sql(format!("{SELECT} WHERE t.id = $1"), [id.into()]),
        Err(_) if is_key(key) => db.sql(format!("{SELECT} WHERE t.key = $1"), [key.into()]),
        Err(_) => return Ok(None),
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
    position: i64,
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

#[cfg(test)]
mod tests {
    use records::event_types::Links;

    use super::*;

    #[test]
    fn what_was_read_before_a_change_does_not_stand_after() {
        let published = || {
            let rules = Rules {
                numbering: None,
                links: Links::default(),
                settlements: Vec::new(),
                backdating: None,
                on_behalf: true,
            };
            Arc::new(Published {
                type_id: Uuid::nil(),
                type_key: "visit".into(),
                kind: Kind::Form,
                version: 1,
                default_note: String::new(),
                form: Form::empty(),
                rules,
                withdrawn: None,
            })
        };
        let (cache, key) = (Cache::default(), ("visit".to_owned(), None));
        let reading = cache.begin();
        cache.clear();
        cache.put(key.clone(), reading, published());
        assert!(cache.get(&key).is_none());
        let reading = cache.begin();
        cache.put(key.clone(), reading, published());
        assert!(cache.get(&key).is_some());
        cache.clear();
        assert!(cache.get(&key).is_none());
    }
}
