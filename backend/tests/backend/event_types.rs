//! Event types: made, drafted, published, retired; wrong ones are refused.

use crate::support::{
    each_engine,
    samples::{company, decimal, json, told, visit, visit_type},
};
use backend::{AppError, events};
use forms::compare::Change;
use records::{
    ConflictCode, PageRequest, Text, Uuid,
    event_types::{
        Backdating, ChangeEventType, Draft, Kind, LinkUse, Links, NewEventType, Numbering, Publish, Reset,
        Withdrawal,
    },
    events::{ChangeEvent, RegisterEvent},
    users::Role,
};

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_published_and_stay() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let made = events::types::create(&backend, &admin, visit_type()).await.expect("type").0;
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
        let version = events::types::publish(&backend, &admin, "visit", Publish { note: "mile".into(), ..Publish::default() }).await.expect("published");
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
        let same = ChangeEventType { revision: changed.revision, color: Some(changed.color.to_uppercase()), ..off.clone() };
        let same = events::types::change(&backend, &admin, "visit", same).await.expect("nothing new");
        assert_eq!(same, changed);
        assert!(matches!(events::types::change(&backend, &admin, "visit", off).await, Err(AppError::Conflict { .. })));
        let error = events::register(&backend, &ewa, visit(firm, "{}")).await.expect_err("retired");
        assert_eq!(told(error), ["type reference"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_compared_withdrawn_and_rolled_back() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let first = events::types::create(&backend, &admin, visit_type()).await.expect("type").0;
        let next = json(r#"{"nodes": [{"node": "field", "key": "miles", "type": "integer", "label": {"en": "Miles"}}]}"#);
        let next = Draft { form: Some(next), on_behalf: Some(false), ..Draft::default() };
        events::types::put_draft(&backend, &admin, "visit", next).await.expect("draft");
        let publish = Publish { note: "  miles ".into(), revision: None };
        let second = events::types::publish(&backend, &admin, "visit", publish).await.expect("published");
        assert_eq!(second.note, "miles");

        let differences = events::types::differences(&backend, &ewa, "visit", 2, None).await.expect("compared");
        let parts: Vec<_> =
            differences.form.iter().map(|one| (one.node.as_str(), one.id.as_str(), one.change)).collect();
        assert_eq!((differences.from, parts[0]), (1, ("field", "miles", Change::Added)));
        assert!(parts.contains(&("field", "km", Change::Removed)));
        assert_eq!(differences.rules.len(), 1);
        assert_eq!(differences.rules[0].attribute, "on_behalf");
        let from_nothing = events::types::differences(&backend, &ewa, "visit", 1, None).await.expect("compared");
        assert!(from_nothing.form.iter().all(|one| one.change == Change::Added) && from_nothing.from == 0);
        let unknown = events::types::differences(&backend, &ewa, "visit", 2, Some(7)).await.expect_err("unknown");
        assert_eq!(told(unknown), ["from reference"]);

        let why = |reason: Option<&str>| Withdrawal { reason: reason.map(str::to_owned) };
        let withdraw = async |number: u32, reason: Option<&str>| {
            events::types::withdraw(&backend, &admin, "visit", number, why(reason)).await
        };
        assert!(matches!(withdraw(2, Some("old")).await, Err(AppError::Conflict { .. })), "the newest stays");
        assert!(matches!(withdraw(3, Some("old")).await, Err(AppError::NotFound)));
        assert_eq!(told(withdraw(1, Some(" ")).await.expect_err("no reason")), ["reason required"]);
        let old = RegisterEvent { form_version: Some(1), ..visit(firm, r#"{"km": "5"}"#) };
        let (kept, _) = events::register(&backend, &ewa, old.clone()).await.expect("taken before");
        assert_eq!(withdraw(1, Some("kilometres are gone")).await.expect("withdrawn").withdrawn.as_deref(), Some("kilometres are gone"));
        let again = RegisterEvent { id: None, ..old.clone() };
        let error = events::register(&backend, &ewa, again.clone()).await.expect_err("withdrawn");
        assert!(matches!(&error, AppError::Conflict { detail, .. } if detail.contains("kilometres are gone")), "{error:?}");
        let read = events::get(&backend, &ewa, kept.head.id).await.expect("still opens");
        assert_eq!(read.form_version, 1);
        assert_eq!(withdraw(1, None).await.expect("in use again").withdrawn, None);
        events::register(&backend, &ewa, again).await.expect("taken again");

        let draft = Draft { backdating: Some(None), ..Draft::default() };
        events::types::put_draft(&backend, &admin, "visit", draft.clone()).await.expect("draft");
        let back = Publish { note: "back".into(), revision: None };
        let third = events::types::roll_back(&backend, &admin, "visit", 1, back).await.expect("rolled back");
        assert_eq!((third.version, &third.form, &third.rules), (3, &first.form, &first.rules));
        let kept = events::types::draft(&backend, &admin, "visit").await.expect("draft");
        assert_eq!((kept.backdating, kept.form), (draft.backdating, None), "a draft stays");
        let newest = events::types::roll_back(&backend, &admin, "visit", 3, Publish::default()).await;
        assert!(matches!(newest, Err(AppError::Conflict { .. })));
        let same = events::types::differences(&backend, &ewa, "visit", 3, Some(1)).await.expect("compared");
        assert!(same.form.is_empty() && same.rules.is_empty());
        let forbidden = events::types::roll_back(&backend, &ewa, "visit", 2, Publish::default()).await;
        assert!(matches!(forbidden, Err(AppError::Forbidden { .. })));

        // What was taken out keeps its type, whichever version it was in.
        let other = json(r#"{"nodes": [{"node": "field", "key": "miles", "type": "boolean", "label": {"en": "Miles"}}]}"#);
        let other = Draft { form: Some(other), ..Draft::default() };
        let error = events::types::put_draft(&backend, &admin, "visit", other).await.expect_err("type changed");
        assert!(matches!(&error, AppError::InvalidForm { form_problems } if form_problems[0].code == "type_changed"), "{error:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_drafts_at_once_are_told_of_each_other() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let made = events::types::create(&backend, &admin, visit_type()).await.expect("type").0;
        let draft = |revision: Option<i64>, on_behalf: bool| Draft {
            revision,
            on_behalf: Some(on_behalf),
            ..Draft::default()
        };
        let put = async |draft: Draft| events::types::put_draft(&backend, &admin, "visit", draft).await;
        let first = put(draft(Some(made.revision), false)).await.expect("from the newest");
        assert_eq!(first.revision, Some(made.revision + 1));
        let stale = put(draft(Some(made.revision), true)).await.expect_err("stale");
        let current = stale.current().expect("the draft as it is now");
        assert_eq!(current.get("on_behalf").and_then(forms::Json::as_bool), Some(false));
        assert_eq!(current.get("form"), Some(&made.form), "whole: what is not drafted is as published");
        let late = Publish { revision: Some(made.revision), ..Publish::default() };
        let late = events::types::publish(&backend, &admin, "visit", late).await.expect_err("stale");
        assert!(late.current().is_some());
        put(draft(first.revision, true)).await.expect("from the newest again");

        // An empty draft is none.
        put(Draft::default()).await.expect("discarded");
        assert!(!events::types::get(&backend, &admin, "visit").await.expect("type").has_draft);
        let nothing = events::types::publish(&backend, &admin, "visit", Publish::default()).await;
        assert!(matches!(nothing, Err(AppError::Conflict { current: None, .. })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_numbering_shows_what_it_gives() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let numbering = |pattern: &str, start: Option<u32>| Numbering {
            pattern: pattern.into(),
            reset: Reset::Never,
            date: Default::default(),
            start,
        };
        let example = async |key: &str, numbering: Numbering| {
            events::types::numbering_example(&backend, &admin, key, &numbering).await.expect("example")
        };
        let new = example("audit", numbering("{type}/{seq:3}", Some(7))).await;
        assert_eq!(new.number.as_deref(), Some("audit/007"));
        let wrong = example("audit", numbering("{seq}{seq}", None)).await;
        assert_eq!((wrong.number, wrong.problems.len()), (None, 1));
        let message = wrong.problems[0].params.get("message").and_then(|message| message.get("pl"));
        assert!(message.is_some(), "told in both languages");

        let counted = NewEventType { numbering: Some(numbering("W{seq}", None)), ..visit_type() };
        events::types::create(&backend, &admin, counted).await.expect("type");
        let (event, _) =
            events::register(&backend, &ewa, visit(firm, r#"{"km": "5"}"#)).await.expect("registered");
        assert_eq!(event.head.number.as_deref(), Some("W1"));
        for _ in 0..2 {
            assert_eq!(example("visit", numbering("X{seq}", None)).await.number.as_deref(), Some("X2"));
        }
        let forbidden =
            events::types::numbering_example(&backend, &ewa, "visit", &numbering("{seq}", None)).await;
        assert!(matches!(forbidden, Err(AppError::Forbidden { .. })));
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

#[tokio::test(flavor = "multi_thread")]
async fn a_type_with_an_id_is_made_once() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let new = NewEventType { id: Some(Uuid::now_v7()), ..visit_type() };
        let create = async |new: &NewEventType| events::types::create(&backend, &admin, new.clone()).await;
        let (one, two) = futures::join!(create(&new), create(&new));
        let (one, two) = (one.expect("made"), two.expect("the same"));
        assert_eq!((&one.0, one.1), (&two.0, !two.1), "{}", ground.engine);
        let mut spelled = new.clone();
        spelled.settlements[0].default_unit_price = Some(decimal("1.150"));
        assert_eq!(create(&spelled).await, Ok((one.0.clone(), false)));
        let other = NewEventType { default_note: "Other".into(), ..new.clone() };
        let refused = create(&other).await;
        assert!(
            matches!(refused, Err(AppError::Conflict { code: Some(ConflictCode::IdUsed), .. })),
            "{refused:?}"
        );
        // Those that come built in were made by no command.
        let built_in = events::types::get(&backend, &admin, "called_client").await.expect("built in").id;
        let taken = NewEventType { id: Some(built_in), key: "other".into(), ..visit_type() };
        assert_eq!(told(create(&taken).await.expect_err("taken")), ["id duplicate"]);
        let taken = NewEventType { id: Some(Uuid::now_v7()), ..visit_type() };
        assert_eq!(told(create(&taken).await.expect_err("taken")), ["key duplicate"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_type_may_not_say() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let long = "x".repeat(64 * 1024 + 1);
        let create = async |new: NewEventType| {
            told(events::types::create(&backend, &admin, new).await.expect_err("refused"))
        };
        let with_note = NewEventType { default_note: long.clone(), ..visit_type() };
        assert_eq!(create(with_note).await, ["default_note limit"]);
        let control = Numbering {
            pattern: "V\0{seq}".into(),
            reset: Reset::Never,
            ..visit_type().numbering.expect("numbering")
        };
        assert_eq!(
            create(NewEventType { numbering: Some(control), ..visit_type() }).await,
            ["numbering.pattern format"]
        );

        let change = ChangeEventType { revision: 1, default_note: Some(long), ..ChangeEventType::default() };
        let refused =
            events::types::change(&backend, &admin, "called_client", change).await.expect_err("refused");
        assert_eq!(told(refused), ["default_note limit"]);
        // A type with a note only takes no fields, at no door.
        let form = visit_type().form;
        let simple = NewEventType { kind: Kind::Simplified, ..visit_type() };
        assert_eq!(create(simple).await, ["form rule"]);
        let draft = Draft { form: Some(form), ..Draft::default() };
        let refused = events::types::put_draft(&backend, &admin, "called_client", draft.clone()).await;
        assert_eq!(told(refused.expect_err("refused")), ["form rule"]);
        let text = serde_json::to_string(&draft).expect("JSON").replace('\'', "''");
        ground.run(&format!("UPDATE event_types SET draft = '{text}' WHERE key = 'called_client'")).await;
        let refused = events::types::publish(&backend, &admin, "called_client", Publish::default()).await;
        assert_eq!(told(refused.expect_err("refused")), ["form rule"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn types_versions_and_logs_by_pages() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let (mut keys, mut after) = (Vec::new(), None);
        loop {
            let request = PageRequest { limit: Some(3), after };
            let page = events::types::page(&backend, &admin, request).await.expect("page");
            keys.extend(page.items.into_iter().map(|one| one.key));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let all = events::types::list(&backend, &admin).await.expect("list");
        assert_eq!(keys, all.into_iter().map(|one| one.key).collect::<Vec<_>>());

        for days in [10, 20] {
            let backdating = Some(Some(Backdating { max_days: Some(days) }));
            let draft = Draft { backdating, ..Draft::default() };
            events::types::put_draft(&backend, &admin, "visit", draft).await.expect("draft");
            events::types::publish(&backend, &admin, "visit", Publish::default()).await.expect("published");
        }
        let page = async |limit, after| {
            let request = PageRequest { limit: Some(limit), after };
            events::types::versions_page(&backend, &admin, "visit", request).await.expect("page")
        };
        let first = page(2, None).await;
        let rest = page(2, first.next.clone()).await;
        let numbers: Vec<u32> = first.items.iter().chain(&rest.items).map(|one| one.version).collect();
        assert_eq!((numbers, rest.next), (vec![3, 2, 1], None));

        let firm = company(&backend, &admin, "Firma").await;
        let (event, _) =
            events::register(&backend, &admin, visit(firm, r#"{"km": "1"}"#)).await.expect("event");
        for (revision, note) in [(1, "a"), (2, "b")] {
            let change = ChangeEvent { revision, note: Some(note.into()), ..ChangeEvent::default() };
            events::change(&backend, &admin, event.head.id, change).await.expect("changed");
        }
        let page = async |after| {
            let request = PageRequest { limit: Some(2), after };
            events::log_page(&backend, &admin, event.head.id, request).await.expect("page")
        };
        let first = page(None).await;
        let rest = page(first.next.clone()).await;
        let all = events::log(&backend, &admin, event.head.id).await.expect("log");
        assert_eq!(([first.items, rest.items].concat(), rest.next), (all, None));
    })
    .await;
}
