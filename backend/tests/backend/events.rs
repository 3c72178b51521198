//! Registration and reading back, through the backend's own functions, on every engine.

use std::collections::BTreeSet;

use crate::support::{
    each_engine, now,
    samples::{at, call, company, decimal, json, told, visit, visit_type},
};
use backend::{AppError, directory::companies, events};
use records::{
    ConflictCode, Timestamp, Uuid,
    companies::NewCompany,
    event_types::{ChangeEventType, Draft, NewEventType, Publish},
    events::{CancelEvent, ChangeEvent, EventFilter, LogKind, RegisterEvent, SettlementInput, Source},
    users::{NewUser, Role},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_registered_and_read_back() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let zolw = company(&backend, &admin, "Żółw sp. z o.o.").await;
        let (event, new) = events::register(&backend, &admin, call(zolw)).await.expect("registered");
        assert!(new);
        assert_eq!(event.head.source, Source::Manual);
        assert_eq!(event.head.company_name.as_deref(), Some("Żółw sp. z o.o."));
        let read = events::get(&backend, &admin, event.head.id).await.expect("read");
        assert_eq!(read, event, "the answer is what is stored");
        let card = companies::card(&backend, &admin, zolw).await.expect("card");
        assert_eq!(card.recent_events.len(), 1);
        let log = events::log(&backend, &admin, event.head.id).await.expect("log");
        assert_eq!(log.iter().map(|line| line.kind).collect::<Vec<_>>(), [LogKind::Registered]);
        assert_eq!(events::get(&backend, &admin, Uuid::now_v7()).await, Err(AppError::NotFound));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_command_takes_effect_once() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let other = ground.acting("other", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let mut first = visit(firm, r#"{"km": "120.50", "mood": null}"#);
        first.id = Some(Uuid::now_v7());
        first.occurred_at = Some(Timestamp(now().0 - 3_600_000_000));
        // Sent sixteen times at once: one event, one number.
        let answers =
            futures::future::join_all((0..16).map(|_| events::register(&backend, &admin, first.clone())))
                .await;
        let new = answers.iter().filter(|answer| answer.as_ref().expect("accepted").1).count();
        assert_eq!(new, 1);
        let numbers: BTreeSet<_> =
            answers.iter().map(|answer| answer.as_ref().expect("accepted").0.head.number.clone()).collect();
        assert_eq!(numbers.len(), 1);
        // Another spelling of the same.
        let mut spelled = first.clone();
        spelled.values = json(r#"{"km": 120.5}"#);
        assert!(!events::register(&backend, &admin, spelled).await.expect("the same").1);
        // Another content, or another sender, is a bare conflict.
        let mut differs = first.clone();
        differs.values = json(r#"{"km": "121"}"#);
        let bare =
            |answer: Result<_, AppError>| matches!(answer, Err(AppError::Conflict { current: None, .. }));
        assert!(bare(events::register(&backend, &admin, differs).await));
        assert!(bare(events::register(&backend, &other, first).await));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_the_same_whatever_became_of_its_type() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let sent = RegisterEvent { id: Some(Uuid::now_v7()), ..visit(firm, r#"{"km": "7.50"}"#) };
        let (event, _) = events::register(&backend, &admin, sent.clone()).await.expect("registered");
        let again = async || {
            let spelled = RegisterEvent { values: json(r#"{"km": 7.5}"#), ..sent.clone() };
            for command in [sent.clone(), spelled] {
                assert_eq!(events::register(&backend, &admin, command).await, Ok((event.clone(), false)));
            }
            let other = RegisterEvent { values: json(r#"{"km": 8}"#), ..sent.clone() };
            let answer = events::register(&backend, &admin, other).await;
            assert!(matches!(answer, Err(AppError::Conflict { current: None, .. })), "{answer:?}");
        };
        again().await;
        // A version without the field, in which the command would be refused.
        let form =
            r#"{"nodes": [{"node": "field", "key": "miles", "type": "integer", "label": {"en": "Miles"}}]}"#;
        let draft = Draft { form: Some(json(form)), ..Draft::default() };
        events::types::put_draft(&backend, &admin, "visit", draft).await.expect("draft");
        events::types::publish(&backend, &admin, "visit", Publish::default()).await.expect("published");
        again().await;
        let off = ChangeEventType { revision: 3, active: Some(false), ..ChangeEventType::default() };
        events::types::change(&backend, &admin, "visit", off).await.expect("retired");
        again().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn references_in_rows_are_checked_in_a_renamed_table_too() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let form = |key: &str| {
            json(&format!(
                r#"{{"nodes": [{{"node": "table", "key": "{key}", "id": "people", "label": {{"en": "People"}},
                "nodes": [{{"node": "field", "key": "who", "type": "user", "label": {{"en": "Who"}}}}]}}]}}"#
            ))
        };
        let new = NewEventType { form: form("people"), settlements: Vec::new(), ..visit_type() };
        events::types::create(&backend, &admin, new).await.expect("type");
        let draft = Draft { form: Some(form("guests")), ..Draft::default() };
        events::types::put_draft(&backend, &admin, "visit", draft).await.expect("draft");
        events::types::publish(&backend, &admin, "visit", Publish::default()).await.expect("published");
        let values =
            |who: Uuid| format!(r#"{{"guests": [{{"who": "{}"}}, {{"who": "{who}"}}]}}"#, admin.user.id);
        let known = visit(firm, &values(admin.user.id));
        events::register(&backend, &admin, known).await.expect("registered");
        let error = events::register(&backend, &admin, visit(firm, &values(Uuid::now_v7()))).await;
        assert_eq!(told(error.expect_err("nobody")), ["values.guests[1].who reference"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_values_are_stored() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let fields: Vec<String> = (0..20)
            .map(|n| {
                format!(r#"{{"node": "field", "key": "f{n}", "type": "integer", "label": {{"en": "F"}}}}"#)
            })
            .collect();
        let form = format!(
            r#"{{"nodes": [{{"node": "table", "key": "rows", "label": {{"en": "Rows"}}, "nodes": [{}]}}]}}"#,
            fields.join(", ")
        );
        let new = NewEventType { form: json(&form), settlements: Vec::new(), ..visit_type() };
        events::types::create(&backend, &admin, new).await.expect("type");
        let row: Vec<String> = (0..20).map(|n| format!(r#""f{n}": {n}"#)).collect();
        let rows = vec![format!("{{{}}}", row.join(", ")); 500].join(", ");
        let command = visit(firm, &format!(r#"{{"rows": [{rows}]}}"#));
        let (event, _) = events::register(&backend, &admin, command).await.expect("registered");
        assert_eq!(events::get(&backend, &admin, event.head.id).await.expect("read"), event);
        assert_eq!(ground.count("SELECT count(*) FROM event_values").await, 10_000);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gap_and_no_duplicate() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let mut new = visit_type();
        new.backdating = None;
        events::types::create(&backend, &admin, new).await.expect("type");
        let register = |n: usize| {
            let mut command =
                visit(firm, if n.is_multiple_of(5) { r#"{"km": "-1"}"# } else { r#"{"km": "1"}"# });
            command.occurred_at =
                Some(at(if n.is_multiple_of(2) { "2026-03-10T10:00:00Z" } else { "2026-04-10T10:00:00Z" }));
            let (backend, admin) = (backend.clone(), admin.clone());
            tokio::spawn(async move { events::register(&backend, &admin, command).await })
        };
        let mut numbers = BTreeSet::new();
        for task in (0..100).map(register).collect::<Vec<_>>() {
            match task.await.expect("no panic") {
                Ok((event, _)) => assert!(numbers.insert(event.head.number.expect("number"))),
                Err(error) => assert_eq!(told(error), ["values.km min"]),
            }
        }
        let expected: BTreeSet<String> =
            (1..=40).flat_map(|n| [format!("VIS/{n:04}/03/2026"), format!("VIS/{n:04}/04/2026")]).collect();
        assert_eq!(numbers, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn breaches_are_told_with_their_places() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let employee = ground.acting("ewa", Role::Employee).await;
        let reader = ground.acting("rita", Role::ReadOnly).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let ghost = Uuid::now_v7();
        let days = |n: i64| Some(Timestamp(now().0 - n * 86_400_000_000));
        let good = || visit(firm, r#"{"km": "1"}"#);
        let cases: Vec<(RegisterEvent, &[&str])> = vec![
            (
                visit(firm, r#"{"km": "1.255", "x": 1, "mood": "so"}"#),
                &["values.km scale", "values.mood option", "values.x unknown_field"],
            ),
            (visit(firm, "[]"), &["values type"]),
            (RegisterEvent { company: None, ..good() }, &["company required"]),
            (RegisterEvent { company: Some(ghost), ..good() }, &["company reference"]),
            (RegisterEvent { contact: Some(ghost), ..good() }, &["contact reference"]),
            (RegisterEvent { deal: Some(ghost), ..good() }, &["deal unknown_field"]),
            (RegisterEvent { order: Some(ghost), ..good() }, &["order reference"]),
            (RegisterEvent { performed_by: Some(ghost), ..good() }, &["performed_by reference"]),
            (RegisterEvent { occurred_at: days(40), ..good() }, &["occurred_at min"]),
            (RegisterEvent { occurred_at: days(-2), ..good() }, &["occurred_at max"]),
            (RegisterEvent { filled_at: days(-1), ..good() }, &["filled_at max"]),
            (RegisterEvent { r#type: "none".into(), ..good() }, &["type reference"]),
            (RegisterEvent { form_version: Some(9), ..good() }, &["form_version reference"]),
            (RegisterEvent { note: Some("a\0b".into()), ..good() }, &["note type"]),
            (RegisterEvent { files: vec![ghost], ..good() }, &["files[0] reference"]),
            (
                RegisterEvent {
                    settlements: vec![
                        SettlementInput {
                            key: "mileage".into(),
                            quantity: None,
                            unit_price: Some(decimal("2")),
                        },
                        SettlementInput { key: "hours".into(), quantity: None, unit_price: None },
                    ],
                    ..good()
                },
                &["settlements[0].unit_price read_only", "settlements[1].key option"],
            ),
        ];
        for (command, expected) in cases {
            let error = events::register(&backend, &employee, command.clone()).await.expect_err("refused");
            assert_eq!(told(error), expected, "{command:?}");
        }
        assert!(matches!(events::register(&backend, &reader, good()).await, Err(AppError::Forbidden { .. })));
        // A manager may enter a future date; an old one filled in time is judged as it was when filled.
        events::register(&backend, &admin, RegisterEvent { occurred_at: days(-2), ..good() })
            .await
            .expect("future");
        let queued = RegisterEvent { occurred_at: days(45), filled_at: days(20), ..good() };
        let (event, _) =
            events::register(&backend, &employee, queued).await.expect("within 30 days of filling");
        let log = events::log(&backend, &employee, event.head.id).await.expect("log");
        assert_eq!(
            log.iter().map(|line| line.kind).collect::<Vec<_>>(),
            [LogKind::Registered, LogKind::BackDated]
        );
        assert_eq!(event.head.source, Source::Offline);
        let page = events::list(&backend, &admin, EventFilter::default()).await.expect("list");
        assert_eq!(page.items.len(), 2, "nothing of the refused ones is there");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settlements_and_on_behalf() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let driver = NewUser {
            id: None,
            name: "Jan Kierowca".into(),
            login: None,
            password: None,
            role: Role::Employee,
            email: None,
        };
        let driver = backend::access::users::create(&backend, &admin, driver)
            .await
            .expect("employee without account")
            .0;
        let mut command = visit(firm, r#"{"km": "120.5"}"#);
        command.performed_by = Some(driver.id);
        command.id = Some(Uuid::now_v7());
        command.settlements = vec![SettlementInput {
            key: "mileage".into(),
            quantity: Some(decimal("120.50")),
            unit_price: None,
        }];
        let (event, _) = events::register(&backend, &admin, command.clone()).await.expect("registered");
        let read = events::get(&backend, &admin, event.head.id).await.expect("read");
        let spelled =
            |event: &records::events::Event| serde_json::to_string(&event.settlements).expect("JSON");
        assert_eq!(spelled(&event), spelled(&read));
        let (again, _) = events::register(&backend, &admin, command).await.expect("the same");
        assert_eq!(spelled(&again), spelled(&read));
        assert_eq!(read.head.performed_by_name, "Jan Kierowca");
        assert_eq!(read.settlements[0].amount, Some(decimal("138.58")));
        let log = events::log(&backend, &admin, event.head.id).await.expect("log");
        assert_eq!(
            log.iter().map(|line| line.kind).collect::<Vec<_>>(),
            [LogKind::Registered, LogKind::OnBehalf]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_logged_and_a_stale_one_refused() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let stranger = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        events::types::create(&backend, &admin, visit_type()).await.expect("type");
        let (event, _) =
            events::register(&backend, &admin, visit(firm, r#"{"km": "1"}"#)).await.expect("registered");
        let id = event.head.id;
        let change = ChangeEvent {
            revision: 1,
            note: Some("poprawiona gęś".into()),
            values: Some(json(r#"{"km": "2.5", "people": 3}"#)),
            ..ChangeEvent::default()
        };
        assert!(matches!(
            events::change(&backend, &stranger, id, change.clone()).await,
            Err(AppError::Forbidden { .. })
        ));
        let changed = events::change(&backend, &admin, id, change.clone()).await.expect("changed");
        assert_eq!(changed, events::get(&backend, &admin, id).await.expect("read"));
        assert_eq!((changed.revision, &changed.head.number), (2, &event.head.number));
        let stale = events::change(&backend, &admin, id, change).await.expect_err("stale");
        assert_eq!(
            stale.current().and_then(|now| now.get("note").cloned()),
            Some(json("\"poprawiona gęś\""))
        );
        let log = events::log(&backend, &admin, id).await.expect("log");
        let paths: Vec<_> = log[1].changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["note", "values.km", "values.people"]);
        let find = |text: &str| EventFilter { text: Some(text.into()), ..EventFilter::default() };
        assert_eq!(events::list(&backend, &admin, find("GES")).await.expect("list").items.len(), 1);

        let cancel = |revision, reason: &str| CancelEvent { revision, reason: reason.into() };
        let long = "x".repeat(2001);
        let error = events::cancel(&backend, &admin, id, cancel(2, &long)).await.expect_err("too long");
        assert_eq!(told(error), ["reason max_length"]);
        assert!(matches!(
            events::cancel(&backend, &admin, id, cancel(1, "x")).await,
            Err(AppError::Conflict { .. })
        ));
        let cancelled = events::cancel(&backend, &admin, id, cancel(2, "pomyłka")).await.expect("cancelled");
        assert!(cancelled.head.cancelled_at.is_some());
        assert!(companies::card(&backend, &admin, firm).await.expect("card").recent_events.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn history_by_cursor_and_filters() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let ewa = ground.acting("ewa", Role::Employee).await;
        let firm = company(&backend, &admin, "Firma").await;
        let noise = company(&backend, &admin, "Inna").await;
        let base = at("2026-03-31T21:30:00Z").0; // 23:30 in Warsaw: still March
        for n in 0..60_i64 {
            let mut command = call(if n % 6 == 5 { noise } else { firm });
            // Three at each moment, so that the cursor must tell them apart by id.
            command.occurred_at = Some(Timestamp(base + n / 3 * 3_600_000_000));
            command.note = Some(format!("notatka nr {n} łąka"));
            let ctx = if n % 2 == 0 { &admin } else { &ewa };
            events::register(&backend, ctx, command).await.expect("registered");
        }
        let of = |filter: EventFilter| EventFilter { company: Some(firm), limit: Some(7), ..filter };
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = events::list(&backend, &admin, of(EventFilter { after, ..EventFilter::default() }))
                .await
                .expect("page");
            seen.extend(page.items.iter().map(|event| (event.occurred_at, event.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 50);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, each once");

        let count = async |filter: EventFilter| {
            let filter = EventFilter { limit: Some(200), ..of(filter) };
            events::list(&backend, &admin, filter).await.map(|page| page.items.len()).map_err(told)
        };
        let text = |text: &str| EventFilter { text: Some(text.into()), ..EventFilter::default() };
        assert_eq!(count(text("laka")).await, Ok(50));
        assert_eq!(count(text("notat nr 12")).await, Ok(1));
        assert_eq!(count(text("\" OR 1 --")).await, Ok(0));
        assert_eq!(
            count(EventFilter { performed_by: Some(ewa.user.id), ..EventFilter::default() }).await,
            Ok(20)
        );
        let march = EventFilter {
            from: Some("2026-03-01".into()),
            to: Some("2026-03-31".into()),
            ..EventFilter::default()
        };
        assert_eq!(count(march).await, Ok(3));
        assert_eq!(
            count(EventFilter { r#type: Some("invoice_sent".into()), ..EventFilter::default() }).await,
            Ok(0)
        );
        assert_eq!(
            count(EventFilter { r#type: Some("nothing".into()), ..EventFilter::default() }).await,
            Err(vec!["type reference".into()])
        );
        assert_eq!(
            count(EventFilter { from: Some("marzec".into()), ..EventFilter::default() }).await,
            Err(vec!["from type".into()])
        );
        assert_eq!(
            count(EventFilter { after: Some("x".into()), ..EventFilter::default() }).await,
            Err(vec!["after format".into()])
        );

        let card = companies::card(&backend, &admin, firm).await.expect("card");
        assert_eq!(card.recent_events.len(), 5);
        assert_eq!(card.registered_today.len(), 5, "older ones that were registered today");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_the_companies_that_one_looks_after() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("Anna", Role::Administrator).await;
        let own =
            NewCompany { name: "Moja".into(), account_manager: Some(admin.user.id), ..NewCompany::default() };
        let own = companies::create(&backend, &admin, own).await.expect("company").0.id;
        let other = company(&backend, &admin, "Cudza").await;
        let (mine, _) = events::register(&backend, &admin, call(own)).await.expect("event");
        events::register(&backend, &admin, call(other)).await.expect("event");
        let filter = EventFilter { account_manager: Some(admin.user.id), ..EventFilter::default() };
        let page = events::list(&backend, &admin, filter).await.expect("list");
        let ids: Vec<_> = page.items.iter().map(|row| row.id).collect();
        assert_eq!(ids, [mine.head.id], "{}", ground.engine);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_cancelled_without_a_reason_too() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let (event, _) = events::register(&backend, &admin, call(firm)).await.expect("registered");
        let cancel = CancelEvent { revision: 1, reason: "  ".into() };
        let cancelled = events::cancel(&backend, &admin, event.head.id, cancel).await.expect("cancelled");
        assert!(cancelled.head.cancelled_at.is_some() && cancelled.cancel_reason.is_none());
        let log = events::log(&backend, &admin, event.head.id).await.expect("log");
        assert_eq!((log[1].kind, log[1].details.to_string().as_str()), (LogKind::Cancelled, "{}"));
    })
    .await;
}

/// Events of about as many values as one statement of PostgreSQL takes: the one that counts and the one that reads its
/// answer stand together.
#[tokio::test(flavor = "multi_thread")]
async fn events_as_large_as_a_statement() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let fields: Vec<String> = (0..20)
            .map(|n| {
                format!(r#"{{"node": "field", "key": "f{n}", "type": "integer", "label": {{"en": "F"}}}}"#)
            })
            .collect();
        let form = format!(
            r#"{{"nodes": [{{"node": "table", "key": "rows", "label": {{"en": "Rows"}}, "nodes": [{}]}}]}}"#,
            fields.join(", ")
        );
        let new = NewEventType { form: json(&form), settlements: Vec::new(), ..visit_type() };
        events::types::create(&backend, &admin, new).await.expect("type");
        let row = |fields: usize| {
            let fields: Vec<String> = (0..fields).map(|n| format!(r#""f{n}": {n}"#)).collect();
            format!("{{{}}}", fields.join(", "))
        };
        for values in [7496, 7497] {
            let mut rows = vec![row(20); values / 20];
            rows.push(row(values % 20));
            let command = RegisterEvent {
                id: Some(Uuid::now_v7()),
                ..visit(firm, &format!(r#"{{"rows": [{}]}}"#, rows.join(", ")))
            };
            let (event, _) = events::register(&backend, &admin, command).await.expect("registered");
            assert!(event.head.number.is_some(), "{values}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn times_in_values_count_by_value() {
    each_engine(|ground| async move {
        let backend = ground.backend.clone();
        let admin = ground.acting("admin", Role::Administrator).await;
        let firm = company(&backend, &admin, "Firma").await;
        let form = r#"{"nodes": [{"node": "field", "key": "at", "type": "time", "label": {"en": "At"}},
            {"node": "table", "key": "rows", "label": {"en": "Rows"}, "nodes": [
              {"node": "field", "key": "from", "type": "time", "label": {"en": "From"}},
              {"node": "field", "key": "place", "type": "location", "label": {"en": "Place"}}]}]}"#;
        let new = NewEventType { form: json(form), settlements: Vec::new(), ..visit_type() };
        events::types::create(&backend, &admin, new).await.expect("type");
        let id = Some(Uuid::now_v7());
        let send = async |values: &str| {
            events::register(&backend, &admin, RegisterEvent { id, ..visit(firm, values) }).await.map(|(_, new)| new)
        };
        let first = r#"{"at": "14:05", "rows": [{"from": "09:00:30", "place": {"lat": 1, "lon": 2}}]}"#;
        assert_eq!(send(first).await, Ok(true));
        let spelled = r#"{"at": "14:05:00", "rows": [{"from": " 09:00:30 ", "place": {"lat": 1, "lon": 2, "accuracy": null}}]}"#;
        assert_eq!(send(spelled).await, Ok(false));
        let other = r#"{"at": "14:05:01", "rows": [{"from": "09:00:30", "place": {"lat": 1, "lon": 2}}]}"#;
        let refused = send(other).await;
        assert!(
            matches!(refused, Err(AppError::Conflict { code: Some(ConflictCode::IdUsed), .. })),
            "{refused:?}"
        );
    })
    .await;
}
