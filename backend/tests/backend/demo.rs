//! The demo firm: whole, believable, loaded once.

use backend::{
    demo,
    doctor::{self, Level},
};

use crate::support::each_engine;

#[tokio::test(flavor = "multi_thread")]
async fn demo_data_loads_once() {
    each_engine(|ground| async move {
        let loaded = demo::load(&ground.backend, &|_| ()).await;
        assert_eq!(loaded, Ok(true));
        let count = async |sql: &str| ground.count(sql).await;
        assert_eq!(count("SELECT COUNT(*) FROM users").await, 40);
        assert_eq!(count("SELECT COUNT(*) FROM user_groups").await, 4);
        assert_eq!(count("SELECT COUNT(DISTINCT name) FROM companies").await, 300);
        assert!(count("SELECT COUNT(*) FROM contacts").await > 500);
        assert_eq!(count("SELECT COUNT(DISTINCT nip) FROM companies WHERE country = 'PL'").await, 288);
        assert_eq!(count("SELECT COUNT(*) FROM events").await, demo::EVENTS as i64);
        assert_eq!(count("SELECT COUNT(DISTINCT type_id) FROM events").await, 12, "every type is in use");
        let days = "SELECT (MAX(occurred_at) - MIN(occurred_at)) / 86400000000 FROM events";
        assert!((715..735).contains(&count(days).await));
        // Entered when they happened or soon after, not all today.
        let odd = "SELECT COUNT(*) FROM events WHERE registered_at < occurred_at \
                   OR registered_at > occurred_at + 10 * 86400000000";
        assert_eq!(count(odd).await, 0);
        let numbered = "SELECT SUM(next - 1) - (SELECT COUNT(number) FROM events) FROM counters";
        assert_eq!(count(numbered).await, 0, "no number was lost");
        assert!(count("SELECT COUNT(*) FROM events WHERE cancelled_at IS NOT NULL").await > 0);
        assert!(count("SELECT COUNT(*) FROM events WHERE performed_by <> registered_by").await > 100);
        let sound = doctor::examine(&ground.backend).await.unwrap();
        assert!(sound.iter().all(|one| one.level == Level::Ok), "{sound:?}");
        assert_eq!(demo::is_loaded(&ground.backend).await, Ok(true));
        assert_eq!(demo::load(&ground.backend, &|_| ()).await, Ok(false));
        assert_eq!(count("SELECT COUNT(*) FROM events").await, demo::EVENTS as i64);
    })
    .await;
}
