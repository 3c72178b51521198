//! Events found by their words, and by the names of fields.

use crate::support::{
    each_engine, now,
    samples::{call, company, visit, visit_type},
};
use backend::{directory::contacts, events};
use records::{
    Timestamp, Uuid,
    contacts::NewContact,
    events::{EventFilter, RegisterEvent, Source},
    users::Role,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_searched_for() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let words: Vec<String> = ('a'..='z').map(|letter| letter.to_string().repeat(5)).collect();
        let note = format!("{} {} koniec", "długie".repeat(20), words.join(" "));
        events::register(&backend, &admin, RegisterEvent { note: Some(note), ..call(firm) })
            .await
            .expect("event");
        let check = async |text: &str, expected: usize| {
            let filter = EventFilter { text: Some(text.into()), ..EventFilter::default() };
            let found = events::list(&backend, &admin, filter).await.expect("list").items.len();
            assert_eq!(found, expected, "{}: {text}", ground.engine);
        };
        check("---", 0).await;
        check(&"długie".repeat(20), 1).await;
        check(&words.join(" "), 1).await;
        check(&format!("{} nothing", words[..20].join(" ")), 0).await;
        check("koniec", 1).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_by_the_names_of_fields() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let new = NewContact { company: firm, name: "Jan".into(), ..NewContact::default() };
        let jan = contacts::create(&backend, &admin, new).await.expect("contact").0.id;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let visited = RegisterEvent { contact: Some(jan), ..visit(firm, r#"{"km": "1"}"#) };
        let (visited, _) = events::register(&backend, &admin, visited).await.expect("registered");
        let queued = RegisterEvent { filled_at: Some(Timestamp(now().0 - 3_600_000_000)), ..call(firm) };
        let (queued, _) = events::register(&backend, &ewa, queued).await.expect("registered");
        let check = async |filter: EventFilter, expected: Uuid| {
            let found = events::list(&backend, &admin, filter.clone()).await.expect("list").items;
            assert_eq!(
                found.iter().map(|row| row.id).collect::<Vec<_>>(),
                [expected],
                "{}: {filter:?}",
                ground.engine
            );
        };
        let none = EventFilter::default;
        check(EventFilter { contact: Some(jan), ..none() }, visited.head.id).await;
        check(EventFilter { registered_by: Some(ewa.user.id), ..none() }, queued.head.id).await;
        check(EventFilter { source: Some(Source::Offline), ..none() }, queued.head.id).await;
        check(EventFilter { number: visited.head.number.clone(), ..none() }, visited.head.id).await;
        let other = EventFilter { number: Some("VIS/1".into()), company: Some(firm), ..none() };
        assert!(events::list(&backend, &admin, other).await.expect("list").items.is_empty());
    })
    .await;
}
