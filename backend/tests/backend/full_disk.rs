//! A disk that is full: what cannot be written is refused, what was acknowledged is there, and work goes on once there
//! is room.

use crate::support::{
    each_engine,
    samples::{company, visit, visit_type},
};
use backend::{AppError, Db, events};
use records::users::Role;
use sea_orm::{ConnectionTrait, Statement};

/// Allows the database file that many pages beyond those it has.
async fn room(db: &Db, pages: i64) {
    db.write(move |tx| {
        Box::pin(async move {
            let ask = Statement::from_string(tx.get_database_backend(), "PRAGMA page_count");
            let row = tx.query_one_raw(ask).await.expect("answer").expect("row");
            let most = row.try_get::<i64>("", "page_count").expect("count") + pages;
            let limit =
                Statement::from_string(tx.get_database_backend(), format!("PRAGMA max_page_count = {most}"));
            tx.query_one_raw(limit).await.map(drop).expect("limit");
            Ok(())
        })
    })
    .await
    .expect("a limit");
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_and_loses_nothing() {
    each_engine(|ground| async move {
        if ground.engine != "SQLite" {
            return; // The disk of PostgreSQL is its own affair.
        }
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        room(backend.db(), 40).await;
        let (mut stored, mut refused) = (0, 0);
        while refused == 0 {
            let round: Vec<_> = (0..16)
                .map(|_| {
                    let (backend, admin) = (backend.clone(), admin.clone());
                    let command = records::events::RegisterEvent {
                        note: Some("x".repeat(3000)),
                        ..visit(firm, r#"{"km": "1"}"#)
                    };
                    tokio::spawn(async move { events::register(&backend, &admin, command).await })
                })
                .collect();
            for answer in round {
                match answer.await.expect("no panic") {
                    Ok(_) => stored += 1,
                    Err(AppError::Unavailable) => refused += 1,
                    Err(other) => panic!("{other:?}"),
                }
            }
        }
        assert_eq!(ground.count("SELECT count(*) FROM events").await, stored);
        assert_eq!(ground.count("SELECT count(*) FROM event_log").await, stored);
        assert_eq!(ground.count("SELECT next - 1 FROM counters").await, stored);
        room(backend.db(), 1000).await;
        events::register(&backend, &admin, visit(firm, r#"{"km": "1"}"#)).await.expect("there is room again");
        assert_eq!(ground.count("SELECT next - 1 FROM counters").await, stored + 1);
    })
    .await;
}
