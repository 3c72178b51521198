//! PostgreSQL: every table as `COPY` text, read in one repeatable-read transaction, so that all of it is of one moment.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
};

use futures::TryStreamExt;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection,
    sqlx::{self, AssertSqlSafe, PgConnection, Row},
};

use super::{BackupError, Manifest, Table, archive, during, new_epoch, sql, staging::Staging};
use crate::Db;

/// Columns that mean something only in the database they come from; their default stands for them.
const OWN_TYPES: &str = "xid8";
/// What is not restored: everybody signs in anew.
const SESSIONS: &str = "sessions";
/// Written by the migrations themselves.
const MIGRATIONS: &str = "seaql_migrations";

/// Adds every table; the tables with their rows and columns.
pub(super) async fn dump(
    db: &Db,
    staging: &Staging,
    archive: &mut archive::Writer,
) -> Result<Vec<Table>, BackupError> {
    let pool = db.read().get_postgres_connection_pool();
    // Not given back: a transaction that fails half-way goes with its connection.
    let mut connection = pool.acquire().await.map_err(sql("cannot read the database"))?.detach();
    run(&mut connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let mut dumped = Vec::new();
    for (name, columns) in tables(&mut connection).await? {
        let staged = staging.path("table");
        let rows = copy_out(&mut connection, &name, &columns, &staged).await?;
        archive.add(&entry(&name), &staged)?;
        dumped.push(Table { name, rows, columns });
    }
    run(&mut connection, "COMMIT").await?;
    sqlx::Connection::close(connection).await.map_err(sql("cannot end the backup's connection"))?;
    Ok(dumped)
}

fn entry(table: &str) -> String {
    format!("database/{table}.copy")
}

/// Our tables with their columns in order.
async fn tables(connection: &mut PgConnection) -> Result<Vec<(String, Vec<String>)>, BackupError> {
    let select = "SELECT c.table_name::text AS name, c.column_name::text AS column_name FROM information_schema.columns c \
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> $1 AND c.udt_name <> $2 \
        ORDER BY c.table_name, c.ordinal_position";
    let rows = sqlx::query(select).bind(MIGRATIONS).bind(OWN_TYPES).fetch_all(connection).await;
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows.map_err(sql("cannot list the tables"))? {
        let (table, column): (String, String) = (row.get("name"), row.get("column_name"));
        match tables.last_mut().filter(|(name, _)| *name == table) {
            Some((_, columns)) => columns.push(column),
            None => tables.push((table, vec![column])),
        }
    }
    Ok(tables)
}

/// Copies a table into a file; the number of its rows.
async fn copy_out(
    connection: &mut PgConnection,
    table: &str,
    columns: &[String],
    path: &std::path::Path,
) -> Result<u64, BackupError> {
    let cannot = format!("cannot back up the table {table}");
    let file = File::create(path).map_err(during(&cannot))?;
    let mut out = BufWriter::new(file);
    let statement = format!("COPY {} TO STDOUT", place(table, columns));
    let mut rows = 0;
    let mut parts = connection.copy_out_raw(&statement).await.map_err(sql(&cannot))?;
    while let Some(part) = parts.try_next().await.map_err(sql(&cannot))? {
        // A line a row: ends of line inside of values are escaped.
        rows += part.iter().filter(|byte| **byte == b'\n').count() as u64;
        out.write_all(&part).map_err(during(&cannot))?;
    }
    out.flush().map_err(during(cannot))?;
    Ok(rows)
}

fn place(table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    format!("{} ({})", quoted(table), columns.join(", "))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Refuses a database that holds people, companies or events, or tables of something else.
pub(super) async fn must_be_empty(url: &str) -> Result<(), BackupError> {
    let db = connect(url).await?;
    let checked = check_empty(&db).await;
    let _ = db.close().await;
    checked
}

async fn check_empty(db: &DatabaseConnection) -> Result<(), BackupError> {
    let mut connection = acquire(db).await?;
    let there = tables(&mut connection).await?;
    for table in ["users", "companies", "events"] {
        if there.iter().any(|(name, _)| name == table) {
            let any = format!("SELECT EXISTS (SELECT 1 FROM {table})");
            let any: bool = sqlx::query_scalar(AssertSqlSafe(any))
                .fetch_one(&mut *connection)
                .await
                .map_err(sql("cannot look into the database"))?;
            if any {
                return Err(BackupError("the database holds data; restore into a new one".into()));
            }
        }
    }
    let ours: bool = sqlx::query_scalar("SELECT to_regclass('seaql_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(sql("cannot look into the database"))?;
    match there.is_empty() || ours {
        true => Ok(()),
        false => {
            Err(BackupError("the database holds tables of something else; restore into a new one".into()))
        }
    }
}

/// Makes the schema of the backup's time and loads every table in one transaction.
pub(super) async fn load(url: &str, staging: &Staging, manifest: &Manifest) -> Result<(), BackupError> {
    let db = connect(url).await?;
    let loaded = async {
        check_empty(&db).await?;
        let mut connection = acquire(&db).await?;
        let (names, _): (Vec<_>, Vec<_>) = tables(&mut connection).await?.into_iter().unzip();
        let old = names.iter().map(String::as_str).chain([MIGRATIONS]);
        let drops: Vec<String> =
            old.map(|name| format!("DROP TABLE IF EXISTS {} CASCADE", quoted(name))).collect();
        // One simple query is one transaction.
        run(&mut connection, &drops.join("; ")).await?;
        drop(connection);
        let steps = u32::try_from(manifest.migrations.len()).unwrap_or(u32::MAX);
        Migrator::up(&db, Some(steps)).await.map_err(sql("cannot make the tables"))?;
        let mut connection = acquire(&db).await?.detach();
        fill(&mut connection, staging, manifest).await?;
        sqlx::Connection::close(connection).await.map_err(sql("cannot end the restore's connection"))
    };
    let loaded = loaded.await;
    let _ = db.close().await;
    loaded
}

async fn fill(
    connection: &mut PgConnection,
    staging: &Staging,
    manifest: &Manifest,
) -> Result<(), BackupError> {
    run(connection, "BEGIN").await?;
    // Foreign keys would ask for an order of tables; they are checked when they come back.
    let keys: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid) FROM pg_constraint c \
         WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(sql("cannot list the foreign keys"))?;
    for (table, name, _) in &keys {
        run(connection, &format!("ALTER TABLE {table} DROP CONSTRAINT {name}")).await?;
    }
    for table in &manifest.tables {
        // What migrations put there comes with the backup too.
        run(connection, &format!("DELETE FROM {}", quoted(&table.name))).await?;
        if table.name != SESSIONS {
            copy_in(connection, staging, table).await?;
        }
    }
    for (table, name, definition) in &keys {
        run(connection, &format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")).await?;
    }
    let identities: Vec<(String, String)> = sqlx::query_as(
        "SELECT quote_ident(table_name), column_name::text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(sql("cannot list the identity columns"))?;
    for (table, column) in identities {
        let highest = format!("(SELECT COALESCE(MAX({}), 0) + 1 FROM {table})", quoted(&column));
        let set = format!(
            "SELECT setval(pg_get_serial_sequence('{}', '{}'), {highest}, false)",
            table.replace('\'', "''"),
            column.replace('\'', "''")
        );
        run(connection, &set).await?;
    }
    let epoch = sqlx::query("UPDATE facts SET value = $1 WHERE key = 'epoch'").bind(new_epoch());
    epoch.execute(&mut *connection).await.map_err(sql("cannot begin a new feed"))?;
    run(connection, "COMMIT").await
}

async fn copy_in(connection: &mut PgConnection, staging: &Staging, table: &Table) -> Result<(), BackupError> {
    let cannot = format!("cannot restore the table {}", table.name);
    let mut file = File::open(staging.path(&entry(&table.name))).map_err(during(&cannot))?;
    let statement = format!("COPY {} FROM STDIN", place(&table.name, &table.columns));
    let mut copy = connection.copy_in_raw(&statement).await.map_err(sql(&cannot))?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(during(&cannot))?;
        if read == 0 {
            break;
        }
        copy.send(&buffer[..read]).await.map_err(sql(&cannot))?;
    }
    let rows = copy.finish().await.map_err(sql(&cannot))?;
    if rows != table.rows {
        return Err(BackupError(format!("{cannot}: it has {rows} rows instead of {}", table.rows)));
    }
    Ok(())
}

async fn run(connection: &mut PgConnection, statement: &str) -> Result<(), BackupError> {
    let text = AssertSqlSafe(statement.to_owned());
    sqlx::raw_sql(text).execute(connection).await.map(drop).map_err(sql("the database refuses"))
}

async fn acquire(db: &DatabaseConnection) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, BackupError> {
    db.get_postgres_connection_pool().acquire().await.map_err(sql("cannot reach the database"))
}

async fn connect(url: &str) -> Result<DatabaseConnection, BackupError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    Database::connect(options).await.map_err(sql("cannot reach the database"))
}
