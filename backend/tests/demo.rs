//! The demo firm loads into an empty database, once.

mod support;

use backend::demo;
use support::each_engine;

#[tokio::test(flavor = "multi_thread")]
async fn demo_data_loads_once() {
    each_engine(|ground| async move {
        assert_eq!(demo::load(&ground.backend).await, Ok(true));
        assert_eq!(ground.count("SELECT COUNT(*) FROM companies").await, 30);
        assert_eq!(ground.count("SELECT COUNT(*) FROM events").await, 420);
        assert_eq!(ground.count("SELECT COUNT(*) FROM event_types").await, 9);
        assert_eq!(demo::load(&ground.backend).await, Ok(false));
    })
    .await;
}
