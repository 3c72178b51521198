//! Event types: made, drafted, published, retired; wrong ones are refused.

mod support;

use backend::{AppError, events};
use records::{
    Text,
    event_types::{Backdating, ChangeEventType, Draft, Kind, LinkUse, Links, NewEventType, Publish},
    events::RegisterEvent,
    users::Role,
};
use support::{
    each_engine,
    samples::{company, json, told, visit, visit_type},
};

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_published_and_stay() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let made = events::types::create(&backend, &admin, visit_type()).await.expect("type");
        assert_eq!((made.version, made.has_draft), (1, false));
        let error = events::types::create(&backend, &admin, visit_type()).await.expect_err("twice");
        assert_eq!(told(error), ["key duplicate"]);
        let forbidden = events::types::create(&backend, &ewa, visit_type()).await;
        assert!(matches!(forbidden, Err(AppError::Forbidden { .. })));

        let draft = |form: &str| Draft { form: Some(json(form)), ..Draft::default() };
        let wrong = draft(r#"{"nodes": [{"node": "field", "key": "km", "type": "boolean", "label": {"en": "Km"}}]}"#);
        let error = events::types::put_draft(&backend, &admin, "visit", wrong).await.expect_err("type changed");
        assert!(matches!(&error, AppError::InvalidForm { form_problems } if form_problems[0].code == "type_changed"), "{error:?}");
        let next = draft(r#"{"nodes": [{"node": "field", "key": "miles", "type": "integer", "label": {"en": "Miles"}}]}"#);
        events::types::put_draft(&backend, &admin, "visit", next).await.expect("draft");
        let version = events::types::publish(&backend, &admin, "visit", Publish { note: "mile".into() }).await.expect("published");
        assert_eq!(version.version, 2);
        let again = events::types::publish(&backend, &admin, "visit", Publish::default()).await;
        assert!(matches!(again, Err(AppError::Conflict { .. })));

        let old = RegisterEvent { form_version: Some(1), ..visit(firm, r#"{"km": "5"}"#) };
        let (event, _) = events::register(&backend, &ewa, old).await.expect("an older version is taken");
        assert_eq!(event.form_version, 1);
        let error = events::register(&backend, &ewa, visit(firm, r#"{"km": "5"}"#)).await.expect_err("newest counts");
        assert_eq!(told(error), ["values.km unknown_field"]);
        assert_eq!(events::types::version(&backend, &admin, "visit", 1).await.expect("kept").form, made.form);

        let off = ChangeEventType { revision: 3, active: Some(false), ..ChangeEventType::default() };
        let changed = events::types::change(&backend, &admin, "visit", off.clone()).await.expect("retired");
        assert!(!changed.active);
        assert!(matches!(events::types::change(&backend, &admin, "visit", off).await, Err(AppError::Conflict { .. })));
        let error = events::register(&backend, &ewa, visit(firm, "{}")).await.expect_err("retired");
        assert_eq!(told(error), ["type reference"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_configuration_is_refused() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let wrong = NewEventType {
            key: "Zła".into(),
            name: Text::default(),
            color: Some("red".into()),
            numbering: serde_json::from_str(r#"{"pattern": "{seq}", "reset": "monthly"}"#)
                .expect("numbering"),
            kind: Kind::Simplified,
            backdating: Some(Backdating { max_days: Some(1) }),
            links: Links { company: LinkUse::Hidden, ..Links::default() },
            ..visit_type()
        };
        let error = events::types::create(&backend, &admin, wrong).await.expect_err("refused");
        assert_eq!(
            told(error),
            [
                "key pattern",
                "name required",
                "task_color format",
                "color format",
                "form rule",
                "numbering.pattern rule"
            ]
        );
        assert_eq!(
            events::types::list(&backend, &admin).await.expect("list").len(),
            7,
            "the built-in ones only"
        );
    })
    .await;
}
