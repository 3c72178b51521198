//! Events that are linked with other records than before.

use crate::support::{
    each_engine,
    samples::{company, json, told, visit, visit_type},
};
use backend::{Backend, Ctx, changes, directory::contacts, events};
use records::{
    Uuid,
    changes::ChangesRequest,
    contacts::NewContact,
    event_types::NewEventType,
    events::{ChangeEvent, EventFilter, RegisterEvent},
    users::Role,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_moves_to_another_company() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let (one, other) =
            (company(&backend, &admin, "Jedna").await, company(&backend, &admin, "Druga").await);
        let contact = async |company: Uuid, name: &str| {
            let new = NewContact { company, name: name.into(), ..NewContact::default() };
            contacts::create(&backend, &admin, new).await.expect("contact").0.id
        };
        let (ewa, jan) = (contact(one, "Ewa").await, contact(other, "Jan").await);
        let new = NewEventType {
            form: json(
                r#"{"nodes": [{"node": "field", "key": "of", "type": "computed", "result": "text", "expr": "company.name",
                "label": {"en": "Of"}}]}"#,
            ),
            settlements: Vec::new(),
            ..visit_type()
        };
        events::types::create(&backend, &admin, new).await.expect("type");
        let command = RegisterEvent { contact: Some(ewa), note: Some("żuraw".into()), ..visit(one, "{}") };
        let (event, _) = events::register(&backend, &admin, command).await.expect("registered");
        let id = event.head.id;
        let change = async |change: ChangeEvent| {
            let change = ChangeEvent { revision: events::get(&backend, &admin, id).await.expect("read").revision, ..change };
            events::change(&backend, &admin, id, change).await
        };
        let refused = async |company: Option<Option<Uuid>>, contact: Option<Option<Uuid>>| {
            told(change(ChangeEvent { company, contact, ..ChangeEvent::default() }).await.expect_err("refused"))
        };
        // Ewa is not of the other company, nor Jan of this one; the type asks for a company.
        assert_eq!(refused(Some(Some(other)), None).await, ["contact reference"]);
        assert_eq!(refused(None, Some(Some(jan))).await, ["contact reference"]);
        assert_eq!(refused(Some(Some(Uuid::now_v7())), Some(None)).await, ["company reference"]);
        assert_eq!(refused(Some(None), Some(None)).await, ["company required"]);

        // The feed may tell of the registration a moment later than it was answered.
        told_of(&backend, &admin, id).await;
        let since = changes_of(&backend, &admin, None).await.1;
        let moved = ChangeEvent { company: Some(Some(other)), contact: Some(Some(jan)), ..ChangeEvent::default() };
        let moved = change(moved).await.expect("moved");
        assert_eq!(moved, events::get(&backend, &admin, id).await.expect("read"));
        assert_eq!((moved.head.company_name.as_deref(), moved.contact_name.as_deref()), (Some("Druga"), Some("Jan")));
        assert_eq!(moved.values.to_string(), r#"{"of":"Druga"}"#, "computed anew");
        let log = events::log(&backend, &admin, id).await.expect("log");
        let paths: Vec<_> = log[1].changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["company", "contact", "values.of"]);
        let history = async |company: Uuid, text: Option<&str>| {
            let filter = EventFilter { company: Some(company), text: text.map(Into::into), ..EventFilter::default() };
            events::list(&backend, &admin, filter).await.expect("list").items.len()
        };
        assert_eq!((history(one, None).await, history(one, Some("zuraw")).await), (0, 0));
        assert_eq!((history(other, None).await, history(other, Some("zuraw")).await), (1, 1));
        let (mut told, _) = changes_of(&backend, &admin, Some((since, 2))).await;
        told.sort_unstable();
        let mut expected = [one, other];
        expected.sort_unstable();
        assert_eq!(told, expected, "both companies' readers are told");
        let alone = change(ChangeEvent { contact: Some(None), ..ChangeEvent::default() }).await.expect("alone");
        assert_eq!((alone.head.company, alone.head.contact), (Some(other), None));
    })
    .await;
}

/// Waits until the feed has told of a record.
async fn told_of(backend: &Backend, ctx: &Ctx, id: Uuid) {
    for _ in 0..200 {
        let page = changes::page(backend, ctx, ChangesRequest::default()).await.expect("page");
        if page.items.iter().any(|change| change.id == id) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the change did not come");
}

/// Companies of the changes after a cursor, once there are as many as awaited, and the cursor of the end.
async fn changes_of(backend: &Backend, ctx: &Ctx, since: Option<(String, usize)>) -> (Vec<Uuid>, String) {
    let (since, awaited) = since.unwrap_or_else(|| ("present".into(), 0));
    for _ in 0..200 {
        let request = ChangesRequest { since: Some(since.clone()), limit: None };
        let page = changes::page(backend, ctx, request).await.expect("page");
        let companies: Vec<Uuid> = page.items.iter().filter_map(|change| change.company).collect();
        if companies.len() >= awaited {
            return (companies, page.next);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the changes did not come");
}
