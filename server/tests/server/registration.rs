//! The main job over REST, on both engines: an event type, events, and a company's history.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::stage::Server;

#[tokio::test]
async fn on_sqlite() {
    let mut server = Server::start();
    essential_way(&mut server).await;
}

#[tokio::test]
async fn on_postgres() {
    if let Some(mut server) = Server::start_on_postgres() {
        essential_way(&mut server).await;
    }
}

async fn essential_way(server: &mut Server) {
    event_type(server).await;
    let company = server.company().await;
    null_is_absent(server, &company).await;
    made_once(server).await;
    registered_once(server, &company).await;
    changed_and_cancelled(server, &company).await;
    history_by_cursor(server, &company).await;
    let (_, before) = server.get(&format!("/api/v1/companies/{company}")).await;
    assert_eq!(before["recent_events"].as_array().unwrap().len(), 5);
    server.restart();
    let (status, after) = server.get(&format!("/api/v1/companies/{company}")).await;
    assert_eq!((status, after), (200, before));
}

async fn event_type(server: &Server) {
    let field = json!({"node": "field", "key": "km", "type": "decimal", "label": {"en": "Km"}, "required": true,
        "max": "2000", "scale": 1});
    let new = json!({"key": "visit", "kind": "form", "name": {"en": "Visit", "pl": "Wizyta"},
        "form": {"nodes": [field]}, "numbering": {"pattern": "VIS/{seq:4}/{YYYY}", "reset": "yearly"}});
    let (status, made) = server.send("POST", "/api/v1/event-types", new).await;
    assert_eq!((status, &made["version"]), (201, &json!(1)), "{made}");

    let mut next = made["form"].clone();
    next["nodes"][0]["max"] = json!("3000");
    let (status, draft) = server.send("PUT", "/api/v1/event-types/visit/draft", json!({"form": next})).await;
    assert_eq!(status, 200, "{draft}");
    let (status, version) =
        server.send("POST", "/api/v1/event-types/visit/publish", json!({"note": "longer"})).await;
    assert_eq!((status, &version["version"]), (201, &json!(2)), "{version}");
    let (_, versions) = server.get("/api/v1/event-types/visit/versions").await;
    assert_eq!((versions["items"].as_array().unwrap().len(), &versions["next"]), (2, &Value::Null));
    let (_, first) = server.get("/api/v1/event-types/visit/versions/1").await;
    assert_eq!(first["form"]["nodes"][0]["max"], "2000");
    let (status, schema) = server.get("/api/v1/event-types/visit/versions/2/json-schema").await;
    assert_eq!((status, &schema["type"]), (200, &json!("object")), "{schema}");
    versions_compared(server).await;
    let (status, types) = server.get("/api/v1/event-types").await;
    assert_eq!((status, types["items"].as_array().unwrap().len()), (200, 8), "seven are built in");
}

/// Compared, rolled back and withdrawn; the last version says what the second said.
async fn versions_compared(server: &Server) {
    let at = |rest: &str| format!("/api/v1/event-types/visit/versions/{rest}");
    let (status, differences) = server.get(&at("2/differences")).await;
    let changed = json!([{"node": "field", "id": "km", "name": {"en": "Km"}, "change": "changed",
        "attributes": [{"attribute": "max", "before": "2000", "after": "3000"}]}]);
    assert_eq!((status, &differences["form"], &differences["rules"]), (200, &changed, &json!([])));
    assert_eq!(server.get(&at("2/differences?from=9")).await.0, 422);
    for number in [1, 2] {
        let (status, back) =
            server.send("POST", &at(&format!("{number}/roll-back")), json!({"note": ""})).await;
        assert_eq!((status, &back["version"]), (201, &json!(number + 2)), "{back}");
    }
    let withdrawal = json!({"reason": "too short"});
    let (status, withdrawn) = server.send("PUT", &at("3/withdrawal"), withdrawal.clone()).await;
    assert_eq!((status, &withdrawn["withdrawn"]), (200, &json!("too short")), "{withdrawn}");
    assert_eq!(server.send("PUT", &at("4/withdrawal"), withdrawal).await.0, 409, "the newest stays in use");
    let old = json!({"id": Uuid::now_v7(), "type": "visit", "form_version": 3, "values": {"km": "1"},
        "occurred_at": "2026-01-15T10:00:00+01:00", "note": ""});
    let (status, refused) = server.send("POST", "/api/v1/events", old).await;
    assert_eq!(status, 409, "{refused}");
    assert_eq!(
        (&refused["detail"], &refused["code"]),
        (&json!("too short"), &json!("withdrawn")),
        "{refused}"
    );
}

async fn null_is_absent(server: &Server, company: &str) {
    let new = json!({"id": Uuid::now_v7(), "type": "client_called", "company": company});
    let mut nulls = new.clone();
    for name in ["contact", "note", "values", "settlements", "files", "follow_up_tasks", "form_version"] {
        nulls[name] = Value::Null;
    }
    let (status, event) = server.send("POST", "/api/v1/events", nulls).await;
    assert_eq!(status, 201, "{event}");
    assert_eq!(server.send("POST", "/api/v1/events", new).await.0, 200, "the same command");
    let path = format!("/api/v1/events/{}/cancel", event["id"].as_str().unwrap());
    let (status, cancelled) = server.send("POST", &path, json!({"revision": 1})).await;
    assert_eq!((status, &cancelled["cancel_reason"]), (200, &Value::Null), "{cancelled}");
    let judged = json!({"form": {"nodes": []}, "values": null, "context": null});
    let (status, judged) = server.send("POST", "/api/v1/forms/validate", judged).await;
    assert_eq!((status, judged), (200, json!({"values": {}, "problems": []})));
}

/// People, groups and types: the same command again is 200.
async fn made_once(server: &Server) {
    for (noun, mut command) in [
        ("users", json!({"name": "Jan", "role": null})),
        ("groups", json!({"name": "Serwis", "members": null})),
        ("event-types", json!({"key": "once", "kind": "simplified", "name": {"en": "Once"}, "links": null})),
    ] {
        command["id"] = json!(Uuid::now_v7());
        let path = format!("/api/v1/{noun}");
        let (status, made) = server.send("POST", &path, command.clone()).await;
        assert_eq!(status, 201, "{made}");
        assert_eq!(server.send("POST", &path, command.clone()).await, (200, made));
        command["name"] = if noun == "event-types" { json!({"en": "Other"}) } else { json!("Other") };
        let (status, refused) = server.send("POST", &path, command).await;
        assert_eq!((status, &refused["code"]), (409, &json!("id_used")), "{refused}");
    }
}

async fn registered_once(server: &Server, company: &str) {
    let id = Uuid::now_v7();
    let command = json!({"id": id, "type": "visit", "company": company, "note": "Dzień dobry",
        "occurred_at": "2026-01-15T10:00:00+01:00", "values": {"km": "120.55"}});
    let (status, refused) = server.send("POST", "/api/v1/events", command.clone()).await;
    assert_eq!(
        (status, &refused["problems"][0]),
        (
            422,
            &json!(
        {"path": "values.km", "code": "scale", "params": refused["problems"][0]["params"]})
        )
    );
    let command = {
        let mut command = command;
        command["values"]["km"] = json!("120.5");
        command
    };
    let (status, event) = server.send("POST", "/api/v1/events", command.clone()).await;
    assert_eq!(status, 201, "{event}");
    assert_eq!((&event["number"], &event["values"]["km"]), (&json!("VIS/0001/2026"), &json!("120.5")));
    let (status, again) = server.send("POST", "/api/v1/events", command.clone()).await;
    assert_eq!((status, &again), (200, &event), "the same again");
    let mut other = command;
    other["note"] = json!("Something else");
    let (status, conflict) = server.send("POST", "/api/v1/events", other).await;
    assert_eq!((status, conflict.get("current")), (409, None), "bare");
    let (_, read) = server.get(&format!("/api/v1/events/{id}")).await;
    assert_eq!(read, event);
}

async fn changed_and_cancelled(server: &Server, company: &str) {
    let new = json!({"type": "visit", "company": company, "values": {"km": "1"}});
    let (_, event) = server.send("POST", "/api/v1/events", new).await;
    assert_eq!(event["number"].as_str().map(|number| number.starts_with("VIS/00")), Some(true), "{event}");
    let path = format!("/api/v1/events/{}", event["id"].as_str().unwrap());
    let (status, changed) = server.send("PATCH", &path, json!({"revision": 1, "values": {"km": "2"}})).await;
    assert_eq!((status, &changed["values"]["km"]), (200, &json!("2")), "{changed}");
    let (status, refused) = server.send("PATCH", &path, json!({"revision": 2, "values": {}})).await;
    assert_eq!((status, &refused["problems"][0]["path"]), (422, &json!("values.km")));
    let cancel = json!({"revision": 2, "reason": "a mistake"});
    let (status, cancelled) = server.send("POST", &format!("{path}/cancel"), cancel.clone()).await;
    assert_eq!((status, &cancelled["cancel_reason"]), (200, &json!("a mistake")), "{cancelled}");
    assert_eq!(server.send("POST", &format!("{path}/cancel"), cancel).await.0, 409);
    let (_, log) = server.get(&format!("{path}/log")).await;
    let kinds: Vec<&str> =
        log["items"].as_array().unwrap().iter().filter_map(|entry| entry["kind"].as_str()).collect();
    assert_eq!(kinds, ["registered", "edited", "cancelled"]);
}

async fn history_by_cursor(server: &Server, company: &str) {
    for day in 1..=6 {
        let at = format!("2026-02-0{day}T09:00:00Z");
        let new = json!({"type": "called_client", "company": company, "occurred_at": at});
        assert_eq!(server.send("POST", "/api/v1/events", new).await.0, 201);
    }
    let base = format!("/api/v1/companies/{company}/events?limit=3&type=called_client");
    let mut path = base.clone();
    let mut seen = Vec::new();
    loop {
        let (status, page) = server.get(&path).await;
        assert_eq!(status, 200, "{page}");
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3 && items.iter().all(|row| row.get("values").is_none()));
        seen.extend(items.iter().map(|row| row["occurred_at"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{base}&after={next}");
    }
    let expected: Vec<String> = (1..=6).rev().map(|day| format!("2026-02-0{day}T09:00:00Z")).collect();
    assert_eq!(seen, expected, "newest first, each once");
    let (_, found) = server.get("/api/v1/companies?text=zolw").await;
    assert_eq!(found["items"][0]["name"], "Żółw", "{found}");
}
