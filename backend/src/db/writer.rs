//! The SQLite writer: one task owns the write connection and commits what is waiting as one batch, so that concurrent
//! registrations share a sync. Each write has a savepoint: a refused one harms no other. A failed commit fails the batch.

use std::panic::AssertUnwindSafe;

use futures::{FutureExt, future::BoxFuture};
use records::AppError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};

use super::{Tx, lock};
use crate::error::db_error;

/// At most this many writes in one commit.
const BATCH: usize = 128;

type Work = Box<dyn for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Done> + Send>;
/// Whether the work is to be kept, and how to answer once the commit's outcome is known.
type Done = (bool, Answer);
type Answer = Box<dyn FnOnce(Result<(), AppError>) + Send>;

enum Message {
    Write(Work),
    Close(oneshot::Sender<()>),
}

/// Takes writes to the writer task.
#[derive(Clone)]
pub(super) struct Queue(mpsc::Sender<Message>);

impl Queue {
    /// Starts the task on the one write connection.
    pub(super) fn start(connection: DatabaseConnection) -> Self {
        let (send, receive) = mpsc::channel(1024);
        tokio::spawn(run(connection, receive));
        Self(send)
    }

    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, AppError>
    where
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, AppError>> + Send + 'static,
        T: Send + 'static,
    {
        let (send, receive) = oneshot::channel();
        let work: Work = Box::new(move |tx| {
            Box::pin(async move {
                let outcome = work(tx).await;
                let keep = outcome.is_ok();
                let answer: Answer = Box::new(move |commit| {
                    // The caller may have gone; the write stands all the same.
                    let _ = send.send(outcome.and_then(|value| commit.map(|()| value)));
                });
                (keep, answer)
            })
        });
        self.0.send(Message::Write(work)).await.map_err(|_| AppError::Unavailable)?;
        // No answer: nothing could be begun, the work panicked (both are logged), or the server is stopping.
        receive.await.unwrap_or(Err(AppError::Unavailable))
    }

    pub(super) async fn close(&self) {
        let (send, receive) = oneshot::channel();
        if self.0.send(Message::Close(send)).await.is_ok() {
            let _ = receive.await;
        }
    }
}

async fn run(connection: DatabaseConnection, mut queue: mpsc::Receiver<Message>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut waiting, BATCH).await > 0 {
        let mut works = Vec::with_capacity(waiting.len());
        let mut closing = None;
        for message in waiting.drain(..) {
            match message {
                Message::Write(work) => works.push(work),
                Message::Close(answer) => closing = Some(answer),
            }
        }
        if !works.is_empty() {
            batch(&connection, works).await;
        }
        if let Some(answer) = closing {
            let _ = connection.close().await;
            let _ = answer.send(());
            return;
        }
    }
}

async fn batch(connection: &DatabaseConnection, works: Vec<Work>) {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    // Dropping a work or its answer tells the caller that the server cannot answer.
    let tx = match connection.begin_with_options(immediate).await {
        Ok(outer) => Tx::new(outer),
        Err(error) => return drop(db_error(error)),
    };
    match all(&tx, works).await {
        Ok(answers) => {
            let commit = tx.inner.commit().await.map_err(db_error);
            for answer in answers {
                answer(commit.clone());
            }
        }
        Err(error) => {
            drop(db_error(error));
            // After a full disk SQLite may have rolled back by itself.
            let _ = tx.inner.rollback().await;
        }
    }
}

/// Runs the works, each in a savepoint whose end is always said aloud. A savepoint that cannot be ended is gone, and the
/// whole transaction with it: nothing of the batch stands then.
async fn all(tx: &Tx, works: Vec<Work>) -> Result<Vec<Answer>, DbErr> {
    let mut answers = Vec::with_capacity(works.len());
    let mut open = false;
    for work in works {
        // Goes with the work's first statement, to spare a trip to the database.
        tx.plan_savepoint(if open { "RELEASE one; SAVEPOINT one" } else { "SAVEPOINT one" });
        let waiting = lock(&tx.later).len();
        let done = AssertUnwindSafe(work(tx)).catch_unwind().await;
        let touched = tx.take_savepoint().is_none();
        open |= touched;
        if !matches!(done, Ok((true, _))) {
            lock(&tx.later).truncate(waiting);
            if touched {
                tx.inner.execute_unprepared("ROLLBACK TO one").await?;
            }
        }
        match done {
            Ok((_, answer)) => answers.push(answer),
            // Dropping its answer has told the caller.
            Err(_) => tracing::error!("a write panicked; it was taken back"),
        }
    }
    if open {
        tx.plan_savepoint("RELEASE one");
    }
    tx.run_later().await?;
    tx.set_savepoint().await?;
    Ok(answers)
}
