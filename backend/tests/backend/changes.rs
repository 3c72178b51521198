//! The change feed and the writer: nothing is skipped, nothing half-written, one bad write harms no other.

use std::time::Duration;

use crate::support::each_engine;
use backend::{AppError, Backend, Ctx, changes, directory::companies};
use records::{Uuid, changes::ChangesRequest, companies::NewCompany, users::Role};
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::oneshot;

async fn page(backend: &Backend, ctx: &Ctx, since: &str) -> (Vec<Uuid>, String) {
    let since = Some(since.to_owned()).filter(|cursor| !cursor.is_empty());
    let request = ChangesRequest { since, limit: None };
    let page = changes::page(backend, ctx, request).await.expect("page");
    (page.items.iter().map(|change| change.id).collect(), page.next)
}

/// The end of the feed once everything written so far has come into it.
async fn settled(backend: &Backend, ctx: &Ctx) -> String {
    // Seven event types and one person.
    awaited(backend, ctx, "", 8).await;
    changes::present(backend).await.expect("cursor")
}

/// As many changes as are awaited: on PostgreSQL any transaction of the whole server, of other tests too, may hold the
/// feed back for a moment.
async fn awaited(backend: &Backend, ctx: &Ctx, since: &str, count: usize) -> (Vec<Uuid>, String) {
    for _ in 0..200 {
        let found = page(backend, ctx, since).await;
        if found.0.len() >= count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    page(backend, ctx, since).await
}

async fn company(backend: &Backend, ctx: &Ctx, name: &str) -> Uuid {
    let new = NewCompany { name: name.into(), ..NewCompany::default() };
    companies::create(backend, ctx, new).await.expect("company").0.id
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_resume_where_they_stopped() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let start = settled(&backend, &admin).await;
        let mut wake = backend.feed().subscribe();
        wake.mark_unchanged();
        let first = company(&backend, &admin, "Pierwsza").await;
        tokio::time::timeout(Duration::from_secs(2), wake.changed()).await.expect("woken").expect("open");
        let (ids, next) = awaited(&backend, &admin, &start, 1).await;
        assert_eq!(ids, [first]);
        assert_eq!(page(&backend, &admin, &next).await, (vec![], next.clone()));
        let second = company(&backend, &admin, "Druga").await;
        assert_eq!(awaited(&backend, &admin, &next, 1).await.0, [second]);
        let foreign = ChangesRequest { since: Some("Zm9vLjAuMA".into()), limit: None };
        assert_eq!(changes::page(&backend, &admin, foreign).await, Err(AppError::Gone));
    })
    .await;
}

/// On PostgreSQL transactions commit out of their order; what commits late must still be read, and once.
#[tokio::test(flavor = "multi_thread")]
async fn late_commits_are_not_skipped() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        if backend.db().engine() == sea_orm::DbBackend::Sqlite {
            return; // one writer: commits cannot overtake each other
        }
        let admin = ground.acting("admin", Role::Administrator).await;
        let start = settled(&backend, &admin).await;
        let (written, is_written) = oneshot::channel();
        let (go_on, may_go_on) = oneshot::channel::<()>();
        let late = Uuid::now_v7();
        let db = backend.db().clone();
        let slow = tokio::spawn(async move {
            db.write(move |tx| {
                Box::pin(async move {
                    let insert =
                        "INSERT INTO changes (entity, id, kind, at) VALUES ('company', $1, 'changed', 0)";
                    let insert =
                        Statement::from_sql_and_values(sea_orm::DbBackend::Postgres, insert, [late.into()]);
                    tx.execute_raw(insert).await.map_err(|_| AppError::Internal)?;
                    let _ = written.send(());
                    let _ = may_go_on.await;
                    Ok(())
                })
            })
            .await
        });
        is_written.await.expect("written");
        let quick = company(&backend, &admin, "Szybka").await;
        // The later row is committed, the earlier one is not: neither may be read yet.
        let (ids, next) = page(&backend, &admin, &start).await;
        assert!(ids.is_empty(), "{ids:?}");
        go_on.send(()).expect("waiting");
        slow.await.expect("no panic").expect("committed");
        assert_eq!(awaited(&backend, &admin, &next, 2).await.0, [late, quick]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_or_panicking_write_harms_no_other() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let start = settled(&backend, &admin).await;
        let engine = backend.db().engine();
        let write = |n: u32| {
            let db = backend.db().clone();
            tokio::spawn(async move {
                db.write(move |tx| {
                    Box::pin(async move {
                        let insert =
                            "INSERT INTO changes (entity, id, kind, at) VALUES ('company', $1, 'changed', 0)";
                        let id = Uuid::from_u128(u128::from(n));
                        let insert = Statement::from_sql_and_values(engine, insert, [id.into()]);
                        tx.execute_raw(insert).await.map_err(|_| AppError::Internal)?;
                        match n % 3 {
                            0 => Ok(n),
                            1 => Err(AppError::at("n", "rule")),
                            _ => panic!("on purpose"),
                        }
                    })
                })
                .await
            })
        };
        let mut kept = 0;
        for task in (0..30).map(write).collect::<Vec<_>>() {
            kept += u32::from(matches!(task.await, Ok(Ok(_))));
        }
        assert_eq!(kept, 10);
        let (ids, _) = awaited(&backend, &admin, &start, 10).await;
        assert_eq!(ids.len(), 10);
        assert!(ids.iter().all(|id| id.as_u128() % 3 == 0));
    })
    .await;
}
