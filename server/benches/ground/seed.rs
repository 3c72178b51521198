//! A database to measure on: what a firm configures comes through the door, the bulk of old events by plain SQL.

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::machine::{Server, text};

/// What the measurements refer to.
#[derive(Clone)]
pub(crate) struct Ground {
    pub(crate) companies: Vec<String>,
    pub(crate) type_id: String,
    pub(crate) user: String,
    /// Ids of some events of the bulk.
    pub(crate) events: Vec<String>,
}

/// Companies and a simplified, numbered event type, over REST.
pub(crate) fn through_the_door(server: &Server, count: u64) -> Result<Ground, String> {
    let mut connection = server.connect()?;
    let made = connection.post(
        "/api/v1/event-types",
        r#"{"key": "bench", "kind": "simplified", "name": {"en": "Call"}, "links": {"company": "required"},
            "numbering": {"pattern": "{seq:6}/{YYYY}", "reset": "yearly"}}"#,
    )?;
    let kind = made.json(201)?;
    let me = connection.get("/api/v1/me", "")?.json(200)?;
    let mut companies = Vec::new();
    for n in 0..1000 {
        let body = format!(r#"{{"name": "Zakład Usług nr {n} Żółw"}}"#);
        let company = connection.post("/api/v1/companies", &body)?.json(201)?;
        companies.push(string(&company["id"])?);
    }
    let user = string(&me["id"]).or_else(|_| string(&me["user"]["id"]))?;
    let some = (0..1000).map(|n| u128::from(count / 1000 * n));
    let events = some.map(|n| uuid::Uuid::from_u128(BULK + n).to_string()).collect();
    Ok(Ground { companies, type_id: string(&kind["id"])?, user, events })
}

/// Ids of the bulk count up from here.
const BULK: u128 = 0x0191_0000_0000_7000_8000_0000_0000_0000;

/// Fills in that many old events with their log and search words, in chunks.
pub(crate) fn events(url: &str, ground: &Ground, count: u64) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(text)?;
    runtime.block_on(async {
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.map_err(text)?;
        let sqlite = db.get_database_backend() == DbBackend::Sqlite;
        if sqlite {
            db.execute_unprepared("PRAGMA synchronous = OFF").await.map_err(text)?;
            db.execute_unprepared("PRAGMA cache_size = -262144").await.map_err(text)?;
        }
        let mut done = 0;
        while done < count {
            let chunk = (count - done).min(50_000);
            for statement in if sqlite { SQLITE } else { POSTGRES } {
                let sql = statement
                    .replace("{from}", &done.to_string())
                    .replace("{to}", &(done + chunk).to_string())
                    .replace("{type}", &id(&ground.type_id, sqlite))
                    .replace("{user}", &id(&ground.user, sqlite));
                db.execute_raw(Statement::from_string(db.get_database_backend(), sql)).await.map_err(text)?;
            }
            done += chunk;
        }
        let finish = if sqlite { "PRAGMA wal_checkpoint(TRUNCATE)" } else { "ANALYZE" };
        db.execute_unprepared(finish).await.map_err(text)?;
        db.close().await.map_err(text)
    })
}

/// What is read, and the paths to read in turn.
pub(crate) fn reads(ground: &Ground) -> Vec<(&'static str, Vec<String>)> {
    let companies = |end: &str| -> Vec<String> {
        ground.companies.iter().map(|id| format!("/api/v1/companies/{id}{end}")).collect()
    };
    vec![
        ("one event", ground.events.iter().map(|id| format!("/api/v1/events/{id}")).collect()),
        ("company card", companies("")),
        ("history, a page of 50", companies("/events?limit=50")),
        ("history of a company by a word", companies("/events?limit=50&text=slowo12")),
        ("companies by two words", (0..100).map(|n| format!("/api/v1/companies?text=zolw%20{n}")).collect()),
        (
            "events of all companies by a rare word",
            (0..100).map(|n| format!("/api/v1/events?text=slowo{}", 4000 + n)).collect(),
        ),
    ]
}

fn string(value: &serde_json::Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or("an id is missing in an answer".into())
}

/// An id as a literal of the engine.
fn id(text: &str, sqlite: bool) -> String {
    if sqlite { format!("x'{}'", text.replace('-', "")) } else { format!("'{text}'") }
}

const SQLITE: [&str; 3] = [
    "INSERT INTO events (id, type_id, version, number, occurred_at, registered_at, registered_by, performed_by, source, \
      company_id, note, form_values, revision) \
     WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {to}), \
      c AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY seq) - 1 AS k FROM companies) \
     SELECT unhex(printf('019100000000700080%014X', i)), {type}, 1, printf('%06d/2024', i), \
      1704067200000000 + i * 31000000, 1704067200000000 + i * 31000000, {user}, {user}, 'manual', \
      (SELECT id FROM c WHERE k = i % 1000), \
      'Rozmowa o dostawie nr ' || i || ', slowo' || (i % 997) || ' slowo' || (i % 4999), '{}', 1 FROM n",
    "INSERT INTO event_log (event_id, at, actor, kind, details) \
     SELECT id, registered_at, registered_by, 'registered', '{}' FROM events \
     WHERE seq > {from} AND seq <= {to}",
    "INSERT INTO event_search (rowid, words, company) \
     SELECT seq, 'rozmowa o dostawie nr ' || (seq - 1) || ' slowo' || ((seq - 1) % 997) || ' slowo' || ((seq - 1) % 4999), \
      'company' || lower(hex(company_id)) FROM events WHERE seq > {from} AND seq <= {to}",
];

const POSTGRES: [&str; 3] = [
    "INSERT INTO events (id, type_id, version, number, occurred_at, registered_at, registered_by, performed_by, source, \
      company_id, note, form_values, revision) \
     SELECT ('019100000000700080' || lpad(to_hex(i), 14, '0'))::uuid, {type}, 1, lpad(i::text, 6, '0') || '/2024', \
      1704067200000000 + i * 31000000, 1704067200000000 + i * 31000000, {user}, {user}, 'manual', c.id, \
      'Rozmowa o dostawie nr ' || i || ', slowo' || (i % 997) || ' slowo' || (i % 4999), '{}', 1 \
     FROM generate_series({from}::bigint, {to}::bigint - 1) AS i \
     JOIN (SELECT id, row_number() OVER (ORDER BY seq) - 1 AS k FROM companies) c ON c.k = i % 1000",
    "INSERT INTO event_log (event_id, at, actor, kind, details) \
     SELECT id, registered_at, registered_by, 'registered', '{}' FROM events WHERE seq > {from} AND seq <= {to}",
    "INSERT INTO event_search (seq, words) SELECT seq, array_to_tsvector(ARRAY['rozmowa', 'o', 'dostawie', 'nr', \
      'slowo' || (seq % 997), 'slowo' || (seq % 4999), 'company' || replace(company_id::text, '-', '')]) \
     FROM events WHERE seq > {from} AND seq <= {to}",
];
