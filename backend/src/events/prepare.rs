//! Judging a registration outside of the write transaction: type, version, dates, people, links, note, values and
//! settlements. Every breach is told at once, each with its place.

use std::sync::Arc;

use forms::{Context, Json, Ref, Validated};
use jiff::civil::Date;
use records::{
    AppError, Problem, Timestamp, Uuid,
    event_types::{Kind, LinkUse, NumberingDate},
    events::{RegisterEvent, Settlement, Source},
    files::File,
};
use sea_orm::{ConnectionTrait, Value};

use super::{references, settlements, types::Published};
use crate::{Backend, Ctx, Db, Door, error::db_error, time_zone::now};

/// What no door brings beside the command.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    /// An original number, from the importer; the counter is left alone.
    pub(crate) number: Option<String>,
    /// When demo data pretends to have been entered; everything else is registered now.
    pub(crate) registered_at: Option<Timestamp>,
}

/// A registration that has passed every rule; only `store` remains.
pub(super) struct Prepared {
    pub(super) id: Uuid,
    pub(super) published: Arc<Published>,
    pub(super) number: Option<String>,
    /// The day of the numbering date.
    pub(super) numbering_day: Date,
    pub(super) occurred_at: Timestamp,
    pub(super) registered_at: Timestamp,
    pub(super) filled_at: Option<Timestamp>,
    pub(super) registered_by: Person,
    pub(super) performed_by: Person,
    pub(super) source: Source,
    pub(super) company: Option<Named>,
    pub(super) contact: Option<Named>,
    pub(super) note: String,
    pub(super) values: Validated,
    pub(super) settlements: Vec<Settlement>,
    /// Those that the event takes over.
    pub(super) files: Vec<File>,
    pub(super) back_dated: bool,
}

/// A person with the name of today.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// A linked record with its name.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// A note may hold this many bytes.
const NOTE: usize = 64 * 1024;
/// A queued event may be this old.
const OLDEST_FILLED: i64 = 366 * 24 * 3600 * 1_000_000;
/// Clocks of clients may run ahead by this much before a date counts as future.
const AHEAD: i64 = 60 * 1_000_000;
/// An event that comes later than this after it was filled has waited without network.
const LATE: i64 = 60 * 1_000_000;

/// Judges a command in a published version of its type.
pub(super) async fn prepare(
    backend: &Backend,
    ctx: &Ctx,
    command: RegisterEvent,
    published: Arc<Published>,
    extra: Extra,
) -> Result<Prepared, AppError> {
    let db = backend.db();
    let mut problems = Vec::new();
    let registered_at = extra.registered_at.unwrap_or_else(now);
    let rules = &published.rules;

    if matches!(published.kind, Kind::Automatic | Kind::Correspondence) {
        problems.push(Problem::new("type", "option"));
    }
    if let Some(filled) = command.filled_at {
        if filled.0 > registered_at.0 + AHEAD {
            problems.push(Problem::new("filled_at", "max").with("max", registered_at.to_rfc3339().as_str()));
        } else if registered_at.0 - filled.0 > OLDEST_FILLED {
            problems.push(Problem::new("filled_at", "min"));
        }
    }
    let moment = command.filled_at.map_or(registered_at, |filled| filled.min(registered_at));
    let occurred_at = command.occurred_at.unwrap_or(moment);
    let back_dated = judge_date(backend, ctx, &published, occurred_at, moment, registered_at, &mut problems);

    let registered_by = Person { id: ctx.user.id, name: ctx.user.name.clone() };
    let performed_by = match command.performed_by {
        None => registered_by.clone(),
        Some(id) if id == ctx.user.id => registered_by.clone(),
        Some(id) => {
            if !rules.on_behalf {
                problems.push(Problem::new("performed_by", "read_only"));
            }
            person(db, id, ctx.door == Door::Import).await?.unwrap_or_else(|| {
                problems.push(Problem::new("performed_by", "reference"));
                registered_by.clone()
            })
        }
    };
    let linked = Linked {
        company: command.company,
        contact: command.contact,
        deal: command.deal,
        order: command.order,
        product: command.product,
    };
    let (company, contact) = links(db, &published, &linked, &mut problems).await?;

    let note = command.note.unwrap_or_else(|| published.default_note.clone()).trim().to_owned();
    check_note("note", &note, &mut problems);

    let context = Context {
        now: Some(backend.time_zone().rfc3339(moment)),
        today: Some(backend.time_zone().day(moment).to_string()),
        user: Some(Ref { id: ctx.user.id.to_string(), name: ctx.user.name.clone() }),
        company: company
            .as_ref()
            .map(|company| Ref { id: company.id.to_string(), name: company.name.clone() }),
        stored: None,
    };
    let id = command.id.unwrap_or_else(Uuid::now_v7);
    let mut attached = references::Attached::new(ctx.user.id, id);
    let values =
        judge_values(db, &published, &command.values, &context, &mut attached, &mut problems).await?;
    let settlements = settlements::settle(&rules.settlements, &command.settlements, &mut problems);

    // Tasks are not kept yet, so no id can stand for one.
    problems.extend(command.task.map(|_| Problem::new("task", "reference")));
    attached.add_whole(db, &command.files, &mut problems).await?;
    problems.extend(
        (0..command.follow_up_tasks.len())
            .map(|index| Problem::new(format!("follow_up_tasks[{index}]"), "unknown_field")),
    );
    if let Some(number) = &extra.number
        && (number.trim().is_empty() || number.chars().count() > 200 || number.contains('\0'))
    {
        problems.push(Problem::new("number", "format"));
    }

    let numbering_date = rules.numbering.as_ref().map(|numbering| numbering.date);
    let numbering_at =
        if numbering_date == Some(NumberingDate::Registered) { registered_at } else { occurred_at };
    match values {
        Some(values) if problems.is_empty() => Ok(Prepared {
            id,
            number: extra.number,
            numbering_day: backend.time_zone().day(numbering_at),
            occurred_at,
            registered_at,
            filled_at: command.filled_at,
            registered_by,
            performed_by,
            source: source(ctx.door, registered_at.0 - moment.0 > LATE),
            company,
            contact,
            note,
            values,
            settlements,
            files: attached.files,
            back_dated,
            published,
        }),
        _ => Err(AppError::Invalid { problems }),
    }
}

/// Whether the date of occurrence may stand; answers whether the event counts as back-dated.
pub(super) fn judge_date(
    backend: &Backend,
    ctx: &Ctx,
    published: &Published,
    occurred_at: Timestamp,
    moment: Timestamp,
    registered_at: Timestamp,
    problems: &mut Vec<Problem>,
) -> bool {
    const EARLIEST: i64 = -2_208_988_800_000_000; // 1900-01-01
    const LATEST: i64 = 7_258_118_400_000_000; // 2200-01-01
    let zone = backend.time_zone();
    let (day, today) = (zone.day(occurred_at), zone.day(moment));
    if !(EARLIEST..LATEST).contains(&occurred_at.0) {
        problems.push(Problem::new("occurred_at", "limit"));
    } else if occurred_at.0 > registered_at.0 + AHEAD && !ctx.is_manager() {
        problems.push(Problem::new("occurred_at", "max").with("max", registered_at.to_rfc3339().as_str()));
    }
    if let Some(days) = published.rules.backdating.and_then(|rule| rule.max_days) {
        let earliest = today.saturating_sub(jiff::Span::new().days(i64::from(days.min(100_000))));
        if day < earliest {
            problems.push(
                Problem::new("occurred_at", "min")
                    .with("min", earliest.to_string().as_str())
                    .with("max_days", days.to_string().as_str()),
            );
        }
    }
    day < today
}

/// NUL and notes beyond the limit are refused.
pub(super) fn check_note(path: &str, note: &str, problems: &mut Vec<Problem>) {
    if note.contains('\0') {
        problems.push(Problem::new(path, "type"));
    } else if note.len() > NOTE {
        problems.push(Problem::new(path, "limit").with("max", NOTE.to_string().as_str()));
    }
}

/// Judges values by the form and adds what only the server can say: whether ids in them stand for records.
pub(super) async fn judge_values(
    db: &Db,
    published: &Published,
    values: &Json,
    context: &Context,
    attached: &mut references::Attached,
    problems: &mut Vec<Problem>,
) -> Result<Option<Validated>, AppError> {
    let empty = Json::Object(Vec::new());
    let values = if values.is_null() { &empty } else { values };
    if !matches!(values, Json::Object(_)) {
        problems.push(Problem::new("values", "type"));
        return Ok(None);
    }
    let (judged, valid) = match Validated::new(&published.form, values, context) {
        Ok(valid) => (valid.values().clone(), Some(valid)),
        Err(found) => {
            problems.extend(found.into_iter().map(|mut problem| {
                problem.path = match problem.path.as_str() {
                    "" => "values".to_owned(),
                    path => format!("values.{path}"),
                };
                problem
            }));
            (forms::validate(&published.form, values, context).values, None)
        }
    };
    references::judge(db, &published.form, &judged, attached, problems).await?;
    Ok(valid)
}

/// The records that an event is to be linked with.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) company: Option<Uuid>,
    pub(super) contact: Option<Uuid>,
    pub(super) deal: Option<Uuid>,
    pub(super) order: Option<Uuid>,
    pub(super) product: Option<Uuid>,
}

/// Company and contact by the type's links; a contact brings its company.
pub(super) async fn links(
    db: &Db,
    published: &Published,
    sent: &Linked,
    problems: &mut Vec<Problem>,
) -> Result<(Option<Named>, Option<Named>), AppError> {
    let links = published.rules.links;
    let mut company = match sent.company {
        Some(id) if links.company != LinkUse::Hidden => {
            found(named(db, "companies", id).await?, "company", problems)
        }
        _ => None,
    };
    let mut contact = None;
    if let Some(id) = sent.contact
        && links.contact != LinkUse::Hidden
    {
        let find = db.sql(
            "SELECT c.name AS name, o.id AS company_id, o.name AS company_name \
             FROM contacts c JOIN companies o ON o.id = c.company_id WHERE c.id = $1",
            [id.into()],
        );
        match db.read().query_one_raw(find).await.map_err(db_error)? {
            None => problems.push(Problem::new("contact", "reference")),
            Some(row) => {
                let name = row.try_get("", "name").map_err(db_error)?;
                let owner = Named {
                    id: row.try_get("", "company_id").map_err(db_error)?,
                    name: row.try_get("", "company_name").map_err(db_error)?,
                };
                if sent.company.is_some_and(|company| company != owner.id) {
                    problems.push(Problem::new("contact", "reference"));
                }
                company = company.or(Some(owner));
                contact = Some(Named { id, name });
            }
        }
    }
    let wanted = [
        ("company", links.company, sent.company, company.is_some()),
        ("contact", links.contact, sent.contact, contact.is_some()),
        ("deal", links.deal, sent.deal, false),
        ("order", links.order, sent.order, false),
        ("product", links.product, sent.product, false),
    ];
    for (path, link, sent, there) in wanted {
        match (link, sent) {
            (LinkUse::Hidden, Some(_)) => problems.push(Problem::new(path, "unknown_field")),
            (LinkUse::Required, None) if !there => problems.push(Problem::new(path, "required")),
            // Deals, orders and products are not kept yet, so no id can stand for one.
            (_, Some(_)) if matches!(path, "deal" | "order" | "product") => {
                problems.push(Problem::new(path, "reference"));
            }
            _ => {}
        }
    }
    Ok((company, contact))
}

fn found(record: Option<Named>, path: &str, problems: &mut Vec<Problem>) -> Option<Named> {
    if record.is_none() {
        problems.push(Problem::new(path, "reference"));
    }
    record
}

async fn named(db: &Db, table: &str, id: Uuid) -> Result<Option<Named>, AppError> {
    let find = db.sql(format!("SELECT name FROM {table} WHERE id = $1"), [Value::from(id)]);
    let row = db.read().query_one_raw(find).await.map_err(db_error)?;
    row.map(|row| Ok(Named { id, name: row.try_get("", "name").map_err(db_error)? })).transpose()
}

/// The person of that id; inactive ones only for an import.
pub(super) async fn person(db: &Db, id: Uuid, inactive_too: bool) -> Result<Option<Person>, AppError> {
    let find = db.sql("SELECT name, active FROM users WHERE id = $1", [id.into()]);
    let Some(row) = db.read().query_one_raw(find).await.map_err(db_error)? else { return Ok(None) };
    let active: bool = row.try_get("", "active").map_err(db_error)?;
    let name = row.try_get("", "name").map_err(db_error)?;
    Ok((active || inactive_too).then_some(Person { id, name }))
}

fn source(door: Door, late: bool) -> Source {
    match door {
        Door::Import => Source::Import,
        Door::Client | Door::Api if late => Source::Offline,
        Door::Client => Source::Manual,
        Door::Api | Door::Cli => Source::Api,
    }
}
