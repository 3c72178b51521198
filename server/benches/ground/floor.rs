//! The floor: the row writes of a registration in a bare durable transaction, one writer, prepared statements, the same
//! driver and the same database.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionOptions,
    TransactionTrait, Value,
};

use crate::{machine::text, seed::Ground};

/// Transactions in a second.
pub(crate) fn rate(url: &str, ground: &Ground, seconds: u64) -> Result<f64, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(text)?;
    runtime.block_on(async {
        let db = open(url).await?;
        let begun = Instant::now();
        let mut done = 0_u64;
        while begun.elapsed() < Duration::from_secs(seconds) {
            write(&db, ground, done).await.map_err(text)?;
            done += 1;
        }
        let rate = done as f64 / begun.elapsed().as_secs_f64();
        db.close().await.map_err(text)?;
        Ok(rate)
    })
}

async fn open(url: &str) -> Result<DatabaseConnection, String> {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.map_err(text)?;
    if db.get_database_backend() == DbBackend::Sqlite {
        for pragma in ["PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 10000"]
        {
            db.execute_unprepared(pragma).await.map_err(text)?;
        }
    }
    Ok(db)
}

async fn write(db: &DatabaseConnection, ground: &Ground, n: u64) -> Result<(), sea_orm::DbErr> {
    let engine = db.get_database_backend();
    let sqlite = engine == DbBackend::Sqlite;
    let uuid = |text: &str| uuid::Uuid::parse_str(text).unwrap_or_default();
    let id = uuid::Uuid::now_v7();
    let (kind, user) = (uuid(&ground.type_id), uuid(&ground.user));
    let company = uuid(&ground.companies[n as usize * 31 % ground.companies.len()]);
    let tx = if sqlite {
        let mode = Some(sea_orm::SqliteTransactionMode::Immediate);
        db.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() })
            .await?
    } else {
        db.begin().await?
    };
    let run = async |sql: &str, values: Vec<Value>| {
        tx.execute_raw(Statement::from_sql_and_values(engine, sql, values)).await.map(drop)
    };
    run(
        "INSERT INTO commands (id, entity, sender, hash, received_at) VALUES ($1, 'event', $2, $3, $4)",
        vec![id.into(), user.into(), vec![7_u8; 32].into(), 0_i64.into()],
    )
    .await?;
    run(
        "INSERT INTO event_log (event_id, at, actor, kind, details) VALUES ($1, $2, $3, 'registered', '{\"source\":\"api\"}')",
        vec![id.into(), 0_i64.into(), user.into()],
    )
    .await?;
    run(
        "INSERT INTO changes (entity, id, kind, type_id, company_id, at) VALUES ('event', $1, 'created', $2, $3, $4)",
        vec![id.into(), kind.into(), company.into(), 0_i64.into()],
    )
    .await?;
    let counter = "INSERT INTO counters (type_id, period, next) VALUES ($1, 'floor', 2) \
                   ON CONFLICT (type_id, period) DO UPDATE SET next = counters.next + 1 RETURNING next";
    tx.query_one_raw(Statement::from_sql_and_values(engine, counter, [kind.into()])).await?;
    let insert = "INSERT INTO events (id, type_id, version, number, occurred_at, registered_at, registered_by, \
                  performed_by, source, company_id, note, form_values, revision) \
                  VALUES ($1, $2, 1, $3, $4, $4, $5, $5, 'api', $6, $7, '{}', 1) RETURNING seq";
    let at = 1_790_000_000_000_000_i64 + n as i64;
    let note = format!("Rozmowa o dostawie nr {n}, slowo{} slowo{}", n % 997, n % 4999);
    let values: Vec<Value> = vec![
        id.into(),
        kind.into(),
        format!("floor {id}").into(),
        at.into(),
        user.into(),
        company.into(),
        note.as_str().into(),
    ];
    let row = tx.query_one_raw(Statement::from_sql_and_values(engine, insert, values)).await?;
    let seq: i64 = row.ok_or(sea_orm::DbErr::RecordNotInserted)?.try_get("", "seq")?;
    let words = format!("rozmowa o dostawie nr {n} slowo{} slowo{}", n % 997, n % 4999);
    let company = format!("company{}", company.simple());
    if sqlite {
        let insert = "INSERT INTO event_search (rowid, words, company) VALUES ($1, $2, $3)";
        run(insert, vec![seq.into(), words.into(), company.into()]).await?;
    } else {
        let insert =
            "INSERT INTO event_search (seq, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))";
        run(insert, vec![seq.into(), format!("{words} {company}").into()]).await?;
    }
    tx.commit().await
}
