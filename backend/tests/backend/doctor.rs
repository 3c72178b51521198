//! The check-up: a sound database has nothing to fear, and vanished events are noticed.

use backend::{
    doctor::{self, Finding, Level},
    events,
};
use records::users::Role;

use crate::support::{
    Ground, each_engine,
    samples::{call, company, visit, visit_type},
    uploads::upload,
};

async fn examine(ground: &Ground) -> Vec<Finding> {
    doctor::examine(&ground.backend).await.expect("a check-up")
}

fn worst(findings: &[Finding], level: Level) -> Vec<&str> {
    findings.iter().filter(|one| one.level == level).map(|one| one.text.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_database_and_one_that_lost_events() {
    each_engine(|ground| async move {
        let new = examine(&ground).await;
        assert_eq!(worst(&new, Level::Fail), [""; 0]);
        assert_eq!(worst(&new, Level::Warn), ["administrators: nobody has an account yet"]);
        let ada = ground.administrator().await;
        let firm = company(&ground.backend, &ada, "Firma").await;
        events::types::create(&ground.backend, &ada, visit_type()).await.unwrap();
        events::register(&ground.backend, &ada, call(firm)).await.unwrap();
        for _ in 0..3 {
            events::register(&ground.backend, &ada, visit(firm, r#"{"km": "1"}"#)).await.unwrap();
        }
        let sound = examine(&ground).await;
        assert!(sound.iter().all(|one| one.level == Level::Ok), "{sound:?}");
        assert!(sound.iter().any(|one| one.text.contains("4 events")), "{sound:?}");

        let victim =
            "(SELECT id FROM events WHERE seq = (SELECT MIN(seq) FROM events WHERE number IS NOT NULL))";
        for table in ["event_values", "event_settlements", "event_log"] {
            ground.run(&format!("DELETE FROM {table} WHERE event_id = {victim}")).await;
        }
        let lost = examine(&ground).await;
        assert_eq!(worst(&lost, Level::Fail), ["records: 1 events without a log"]);
        ground.run(&format!("DELETE FROM events WHERE id = {victim}")).await;
        let lost = examine(&ground).await;
        let failed = worst(&lost, Level::Fail);
        assert!(failed.len() == 1 && failed[0].ends_with("1 missing: 1"), "{failed:?}");
        let administrators = "UPDATE users SET role = 'manager' WHERE role = 'administrator'";
        ground.run(administrators).await;
        let locked_out = examine(&ground).await;
        assert!(worst(&locked_out, Level::Fail).contains(&"administrators: none can sign in"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_that_is_gone() {
    each_engine(|ground| async move {
        let ewa = ground.acting("Ewa", Role::Administrator).await;
        let file = upload(&ground.backend, &ewa, "a", "", b"content").await;
        upload(&ground.backend, &ewa, "b", "", b"other").await;
        let sound = examine(&ground).await;
        assert!(sound.iter().any(|one| one.text == "files: 2 contents, all there"), "{sound:?}");
        let path = ground.data.join("files").join(&file.sha256[..2]).join(&file.sha256);
        std::fs::write(&path, b"cut").unwrap();
        let said = format!("files: 1 of 2 contents are missing or cut off, {} first", file.sha256);
        assert_eq!(worst(&examine(&ground).await, Level::Fail), [said.as_str()]);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(worst(&examine(&ground).await, Level::Fail), [said.as_str()]);
    })
    .await;
}
