//! A database that goes away under requests, and comes back.

use std::{collections::BTreeSet, time::Duration};

use crate::support::{
    each_engine, now,
    samples::{call, company},
    status,
};
use backend::events;
use records::{events::EventFilter, users::Role};

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_ended_are_no_fault_of_ours() {
    each_engine(|ground| async move {
        if ground.engine == "SQLite" {
            return; // there is no connection to end
        }
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let end = now().0 + 3_000_000;
        let ask = || {
            let (backend, admin) = (backend.clone(), admin.clone());
            tokio::spawn(async move {
                let mut statuses = BTreeSet::new();
                while now().0 < end {
                    statuses.insert(status(&events::register(&backend, &admin, call(firm)).await));
                    statuses.insert(status(&events::list(&backend, &admin, EventFilter::default()).await));
                }
                statuses
            })
        };
        let asking: Vec<_> = (0..12).map(|_| ask()).collect();
        while now().0 < end {
            ground
                .run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )
                .await;
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        let mut statuses = BTreeSet::new();
        for asked in asking {
            statuses.extend(asked.await.expect("no panic"));
        }
        assert_eq!(statuses, BTreeSet::from([200, 503]));
        events::register(&backend, &admin, call(firm)).await.expect("it is there again");
    })
    .await;
}
