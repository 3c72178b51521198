//! The database: many readers, and writes that are committed in one place.

mod open;
mod script;
mod writer;

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::{FutureExt, future::BoxFuture};
use records::AppError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, TransactionTrait, Value,
};
use tokio::sync::watch;

use crate::error::db_error;
pub(crate) use open::known_migrations;
pub use open::{Migrate, OpenError};
pub(crate) use script::Script;

/// An opened database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: DatabaseConnection,
    writes: Writes,
    /// Counts commits of this process, so that the change feed wakes at once.
    commits: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
enum Writes {
    /// SQLite: one task owns the write connection and commits what is waiting as one batch.
    Batched(writer::Queue),
    /// PostgreSQL: a short transaction each.
    Each,
}

/// A transaction; what is written through it is there after the commit or not at all.
pub struct Tx {
    inner: DatabaseTransaction,
    /// A savepoint that is to be set before the next statement.
    savepoint: Mutex<Option<&'static str>>,
    /// What waits for the end of the transaction.
    later: Mutex<Script>,
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.set_savepoint().await?;
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.set_savepoint().await?;
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.set_savepoint().await?;
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.set_savepoint().await?;
        self.inner.query_all_raw(statement).await
    }
}

impl Db {
    /// Opens the database of a URL (`sqlite:///path/file.db`, `postgres://…`) and brings it up to date; a new one gets the
    /// built-in event types. With [`Migrate::Refuse`] nothing is made or changed.
    pub async fn open(url: &str, migrate: Migrate) -> Result<Self, OpenError> {
        let db = open::open(url, migrate).await?;
        if migrate == Migrate::Refuse {
            return Ok(db);
        }
        crate::events::types::install(&db)
            .await
            .map_err(|_| OpenError("the built-in event types cannot be written into the database".into()))?;
        crate::directory::contact_words::complete(&db)
            .await
            .map_err(|_| OpenError("the words of the contacts cannot be written into the database".into()))?;
        Ok(db)
    }

    /// Names of the migrations that the database has, in their order.
    pub(crate) async fn migrations(&self) -> Vec<String> {
        open::applied(&self.readers).await
    }

    /// For reads. On SQLite this connection refuses writes.
    pub fn read(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// Which engine it is.
    pub fn engine(&self) -> DbBackend {
        self.readers.get_database_backend()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.engine() == DbBackend::Sqlite
    }

    /// Runs `work` in a write transaction and answers after the commit. An error of `work` takes back all it wrote
    /// and harms no other write.
    pub async fn write<T, F>(&self, work: F) -> Result<T, AppError>
    where
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, AppError>> + Send + 'static,
        T: Send + 'static,
    {
        let answer = match &self.writes {
            Writes::Batched(queue) => queue.write(work).await?,
            Writes::Each => each(self.readers.clone(), work).await?,
        };
        self.commits.send_modify(|count| *count += 1);
        Ok(answer)
    }

    /// Wakes whenever this process has committed something.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// A statement with `$1, $2 …` for this engine.
    pub(crate) fn sql(&self, text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.engine(), text, values)
    }

    /// Ends all connections; writes already accepted are finished. The writer is the last, so that SQLite brings its
    /// write-ahead log into the database file.
    pub async fn close(self) {
        if let Writes::Batched(queue) = &self.writes {
            let _ = self.readers.close_by_ref().await;
            queue.close().await;
        } else {
            let _ = self.readers.close().await;
        }
    }
}

/// One write in a transaction of its own. It runs as a task, so a caller that goes away cannot leave it half-done, and
/// its end is always said aloud: a transaction that is merely dropped may live on in its pooled connection.
async fn each<T, F>(connection: DatabaseConnection, work: F) -> Result<T, AppError>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, AppError>> + Send + 'static,
    T: Send + 'static,
{
    let task = tokio::spawn(async move {
        let tx = Tx::new(connection.begin().await.map_err(db_error)?);
        let mut outcome = AssertUnwindSafe(work(&tx)).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!("a write panicked; it was taken back");
            Err(AppError::Unavailable)
        });
        if outcome.is_ok()
            && let Err(error) = tx.run_later().await
        {
            outcome = Err(db_error(error));
        }
        match outcome {
            Ok(answer) => tx.inner.commit().await.map(|()| answer).map_err(db_error),
            Err(error) => {
                tx.inner.rollback().await.map_err(db_error)?;
                Err(error)
            }
        }
    });
    task.await.unwrap_or(Err(AppError::Unavailable))
}

impl Tx {
    fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, savepoint: Mutex::default(), later: Mutex::default() }
    }

    /// Runs the statements of a script, in one trip; the row is the one that its last statement answered with.
    pub(crate) async fn run(&self, mut script: Script) -> Result<Option<QueryResult>, DbErr> {
        if let Some(savepoint) = self.take_savepoint() {
            script.add_first(savepoint);
        }
        let mut row = None;
        for statement in script.statements(self.inner.get_database_backend()) {
            row = self.inner.query_one_raw(statement).await?;
        }
        Ok(row)
    }

    /// Leaves a statement for the end of the transaction, where those of a whole batch go in one trip. It is for what
    /// cannot be refused: on SQLite its failure is the batch's.
    pub(crate) fn later(&self, sql: &'static str, values: impl IntoIterator<Item = Value>) {
        lock(&self.later).add(sql, values);
    }

    async fn run_later(&self) -> Result<(), DbErr> {
        let script = std::mem::take(&mut *lock(&self.later));
        if script.is_empty() { Ok(()) } else { self.run(script).await.map(drop) }
    }

    /// Has a savepoint set before the next statement, if there is one.
    fn plan_savepoint(&self, sql: &'static str) {
        *lock(&self.savepoint) = Some(sql);
    }

    fn take_savepoint(&self) -> Option<&'static str> {
        lock(&self.savepoint).take()
    }

    async fn set_savepoint(&self) -> Result<(), DbErr> {
        match self.take_savepoint() {
            Some(sql) => self.inner.execute_unprepared(sql).await.map(drop),
            None => Ok(()),
        }
    }

    /// A statement with `$1, $2 …` for this engine.
    pub(crate) fn sql(&self, text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.inner.get_database_backend(), text, values)
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.inner.get_database_backend() == DbBackend::Sqlite
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
