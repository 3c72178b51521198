//! Refusals: every kind is a problem document that says what is wrong and where.

use reqwest::Response;
use serde_json::{Value, json};

use crate::stage::{Server, header};

/// A refusal's body, after what all of them share was checked.
async fn problem(response: Response, status: u16) -> Value {
    let kind = header(&response, "content-type");
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(kind.as_deref(), Some("application/problem+json"));
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["type"], "about:blank");
    assert!(!body["title"].as_str().unwrap().is_empty() && !body["detail"].as_str().unwrap().is_empty());
    body
}

#[tokio::test]
async fn addresses_and_methods() {
    let server = Server::start();
    let check = async |method: &str, path: &str, status: u16| {
        let response = server.by_token(method, path).header("Accept", "text/html").send().await.unwrap();
        problem(response, status).await;
    };
    check("GET", "/api/v1/nothing", 404).await;
    check("GET", "/api", 404).await;
    check("POST", "/api/v1/nothing", 404).await;
    check("PUT", "/api/v1/me", 405).await;
    check("POST", "/somewhere", 405).await;
    check("GET", "/api/v1/events/seven", 404).await;
    check("GET", "/api/v1/events/00000000-0000-0000-0000-000000000000", 404).await;
    check("GET", "/api/v1/event-types/none", 404).await;
    check("GET", "/api/v1/event-types/%00", 404).await;
    check("GET", "/api/v1/event-types/%FF", 404).await;
    check("GET", "/api/v1/docs/%FF", 404).await;
    check("GET", "/api/v1/docs/none.js", 404).await;
    check("GET", "/api/v1/event-types/called_client/versions/9", 404).await;
    check("GET", "/api/v1/event-types/called_client/versions/first", 404).await;
    check("GET", "/api/v1/companies/00000000-0000-0000-0000-000000000000/events", 404).await;
    let allowed = server.by_token("PUT", "/api/v1/me").send().await.unwrap();
    assert!(header(&allowed, "allow").unwrap().contains("GET"));
}

#[tokio::test]
async fn bodies() {
    let server = Server::start();
    let send = async |body: &str, kind: &str| {
        let request = server.by_token("POST", "/api/v1/companies").header("Content-Type", kind);
        request.body(body.to_owned()).send().await.unwrap()
    };
    let json = "application/json";
    problem(send("{\"name\": ", json).await, 400).await;
    problem(send("", json).await, 400).await;
    problem(send("{\"name\": \"x\"}", "text/plain").await, 415).await;
    let check = async |body: &str, path: &str, code: &str| {
        let found = problem(send(body, json).await, 422).await;
        assert_eq!(found["problems"][0], json!({"path": path, "code": code, "params": {}}), "{body}");
    };
    check("[]", "", "type").await;
    check("{}", "name", "required").await;
    check("{\"name\": \"\"}", "name", "required").await;
    check("{\"name\": 7}", "name", "type").await;
    check("{\"name\": \"a\\u0000b\"}", "name", "type").await;
    check("{\"name\": \"x\", \"colour\": 1}", "colour", "unknown_field").await;
    check("{\"name\": \"x\", \"account_manager\": \"me\"}", "account_manager", "type").await;

    let large = json!({"name": "x".repeat(8 * 1024 * 1024)}).to_string();
    problem(send(&large, json).await, 413).await;
    let stream = futures::stream::iter((0..160).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
    let request = server.by_token("POST", "/api/v1/companies").header("Content-Type", json);
    let unmeasured = request.body(reqwest::Body::wrap_stream(stream)).send().await.unwrap();
    problem(unmeasured, 413).await;
}

#[tokio::test]
async fn an_event_within_the_limits_of_forms_is_not_too_large() {
    let server = Server::start();
    let key = |n: usize| format!("text{n}");
    let field = |n| json!({"node": "field", "key": key(n), "type": "long_text", "label": {"en": "Text"}});
    let nodes: Vec<Value> = (0..80).map(field).collect();
    let new = json!({"key": "long", "kind": "form", "name": {"en": "Long"}, "form": {"nodes": nodes},
        "links": {"company": "hidden"}});
    assert_eq!(server.send("POST", "/api/v1/event-types", new).await.0, 201);
    let values: serde_json::Map<_, _> = (0..80).map(|n| (key(n), json!("x".repeat(64 * 1024)))).collect();
    let (status, _) = server.send("POST", "/api/v1/events", json!({"type": "long", "values": values})).await;
    assert_eq!(status, 201);
}

#[tokio::test]
async fn queries() {
    let server = Server::start();
    let check = async |query: &str, path: &str, code: &str| {
        let response = server.by_token("GET", &format!("/api/v1/events?{query}")).send().await.unwrap();
        let found = problem(response, 422).await;
        assert_eq!(
            (&found["problems"][0]["path"], &found["problems"][0]["code"]),
            (&json!(path), &json!(code))
        );
    };
    check("limit=many", "limit", "type").await;
    check("limit=0", "limit", "min").await;
    check("limit=201", "limit", "max").await;
    check("after=nonsense", "after", "format").await;
    check("company=seven", "company", "type").await;
    check("colour=red", "colour", "unknown_field").await;
    check("type=visit&type=call", "type", "duplicate").await;
    check("source=pigeon", "source", "option").await;
    assert_eq!(server.get("/api/v1/events?text=&company=").await.0, 200, "an empty filter is none");
}

#[tokio::test]
async fn every_list_takes_pages_and_nothing_unknown() {
    let server = Server::start();
    let company = server.company().await;
    let event = json!({"type": "called_client", "company": company});
    let (_, event) = server.send("POST", "/api/v1/events", event).await;
    let log = format!("/api/v1/events/{}/log", event["id"].as_str().unwrap());
    let history = format!("/api/v1/companies/{company}/events");
    let contacts = format!("/api/v1/companies/{company}/contacts");
    let lists = ["event-types", "groups", "tokens", "sessions", "users", "companies", "contacts", "events"];
    let paths = lists.map(|noun| format!("/api/v1/{noun}")).into_iter();
    let versions = "/api/v1/event-types/called_client/versions".to_owned();
    for path in paths.chain([log, history, contacts, versions]) {
        let (status, page) = server.get(&format!("{path}?limit=1")).await;
        assert!(status == 200 && page["items"].as_array().unwrap().len() <= 1, "{path}: {page}");
        for (query, code) in [("limit=0", "min"), ("after=x", "format"), ("colour=red", "unknown_field")] {
            let response = server.by_token("GET", &format!("{path}?{query}")).send().await.unwrap();
            let found = problem(response, 422).await;
            assert_eq!(found["problems"][0]["code"], code, "{path}?{query}");
        }
    }
    let (_, first) = server.get("/api/v1/event-types?limit=5").await;
    let (_, rest) =
        server.get(&format!("/api/v1/event-types?limit=5&after={}", first["next"].as_str().unwrap())).await;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (2, &Value::Null));
    // A cursor is of one list.
    let foreign = format!("/api/v1/sessions?after={}", first["next"].as_str().unwrap());
    let found = problem(server.by_token("GET", &foreign).send().await.unwrap(), 422).await;
    assert_eq!(
        (&found["problems"][0]["path"], &found["problems"][0]["code"]),
        (&json!("after"), &json!("format"))
    );
    let firm = json!({"name": "Sowa", "nip": "526-000-12-46", "city": "Kraków"});
    assert_eq!(server.send("POST", "/api/v1/companies", firm).await.0, 201);
    for (path, found) in [
        ("companies?nip=PL%205260001246", 1),
        ("companies?city=Krak%C3%B3w", 1),
        ("companies?city=Gda%C5%84sk", 0),
        ("users?login=admin&role=administrator&active=true", 1),
        ("users?active=false", 0),
        ("events?source=api", 1),
        ("events?number=VIS%2F1", 0),
    ] {
        let (status, page) = server.get(&format!("/api/v1/{path}")).await;
        assert_eq!((status, page["items"].as_array().unwrap().len()), (200, found), "{path}: {page}");
    }
}

#[tokio::test]
async fn forms_that_are_nested_too_deep() {
    let server = Server::start();
    let deep = format!("{{\"nodes\": {}{}}}", "[".repeat(200), "]".repeat(200));
    let check = async |method: &str, path: &str, body: String| {
        let request = server.by_token(method, path).header("Content-Type", "application/json");
        let found = problem(request.body(body).send().await.unwrap(), 422).await;
        let told = &found["form_problems"][0];
        assert_eq!((&told["at"], &told["code"]), (&json!(""), &json!("limit")), "{path}: {found}");
    };
    let new = format!(
        "{{\"key\": \"deep\", \"kind\": \"form\", \"name\": {{\"en\": \"Deep\"}}, \"form\": {deep}}}"
    );
    check("POST", "/api/v1/event-types", new).await;
    check("PUT", "/api/v1/event-types/called_client/draft", format!("{{\"form\": {deep}}}")).await;
    check("POST", "/api/v1/forms/validate", format!("{{\"form\": {deep}, \"values\": {{}}}}")).await;
}

#[tokio::test]
async fn no_text_of_a_command_holds_nul_on_sqlite() {
    no_text_holds_nul(&Server::start()).await;
}

#[tokio::test]
async fn no_text_of_a_command_holds_nul_on_postgres() {
    if let Some(server) = Server::start_on_postgres() {
        no_text_holds_nul(&server).await;
    }
}

/// Every text of every command: it is refused where it stands, and the database never sees it.
async fn no_text_holds_nul(server: &Server) {
    let company = server.company().await;
    let event = json!({"type": "called_client", "company": company});
    let (_, event) = server.send("POST", "/api/v1/events", event).await;
    let (_, me) = server.get("/api/v1/me").await;
    let (_, contact) =
        server.send("POST", "/api/v1/contacts", json!({"company": company, "name": "Jan"})).await;
    let (_, group) = server.send("POST", "/api/v1/groups", json!({"name": "Serwis"})).await;
    let at = |noun: &str, record: &Value| format!("{noun}/{}", record["id"].as_str().unwrap());
    let (event, me) = (at("events", &event), at("users", &me));
    let (contact, group) = (at("contacts", &contact), at("groups", &group));
    let nul = "a\u{0}b";
    let check = async |method: &str, path: &str, base: Value, attributes: &[&str]| {
        for attribute in attributes {
            let mut body = base.clone();
            *body.pointer_mut(attribute).unwrap() = json!(nul);
            let (status, answer) = server.send(method, &format!("/api/v1/{path}"), body).await;
            assert!(matches!(status, 401 | 422), "{method} {path} {attribute}: {status} {answer}");
        }
    };
    let texts = json!({"name": "A", "nip": "", "street": "", "postal_code": "", "post_town": "", "city": "", "country": "",
        "email": "", "phone": "", "website": "", "note": "", "revision": 1});
    let of_company = [
        "/name",
        "/nip",
        "/street",
        "/postal_code",
        "/post_town",
        "/city",
        "/country",
        "/email",
        "/phone",
        "/website",
        "/note",
    ];
    let mut new = texts.clone();
    new.as_object_mut().unwrap().remove("revision");
    check("POST", "companies", new, &of_company).await;
    check("PATCH", &format!("companies/{company}"), texts, &of_company).await;
    let of_contact = ["/name", "/position", "/email", "/phone", "/note"];
    let texts =
        json!({"name": "A", "position": "", "email": "", "phone": "", "note": "", "company": company});
    check("POST", "contacts", texts, &of_contact).await;
    let texts = json!({"name": "A", "position": "", "email": "", "phone": "", "note": "", "revision": 1});
    check("PATCH", &contact, texts, &of_contact).await;
    let texts = json!({"type": "called_client", "company": company, "note": "",
        "settlements": [{"key": "a"}], "follow_up_tasks": [{"title": "", "due": ""}]});
    let of_event =
        ["/type", "/note", "/settlements/0/key", "/follow_up_tasks/0/title", "/follow_up_tasks/0/due"];
    check("POST", "events", texts, &of_event).await;
    check("PATCH", &event, json!({"revision": 1, "note": ""}), &["/note"]).await;
    check("POST", &format!("{event}/cancel"), json!({"revision": 1, "reason": ""}), &["/reason"]).await;
    let texts = json!({"key": "visit", "kind": "form", "name": {"en": "V"}, "color": "#123456", "task_color": "#123456",
        "numbering": {"pattern": "V{seq}"}, "default_note": "",
        "settlements": [{"key": "km", "name": {"en": "Km"}, "unit": "km", "quantity": "editable", "currency": "PLN"}]});
    let of_type = [
        "/key",
        "/kind",
        "/name/en",
        "/color",
        "/task_color",
        "/numbering/pattern",
        "/default_note",
        "/settlements/0/key",
        "/settlements/0/name/en",
        "/settlements/0/unit",
        "/settlements/0/currency",
    ];
    check("POST", "event-types", texts.clone(), &of_type).await;
    let draft = json!({"numbering": texts["numbering"], "settlements": texts["settlements"]});
    check("PUT", "event-types/called_client/draft", draft, &["/numbering/pattern", "/settlements/0/unit"])
        .await;
    check("POST", "event-types/called_client/publish", json!({"note": ""}), &["/note"]).await;
    let withdrawal = "event-types/called_client/versions/1/withdrawal";
    check("PUT", withdrawal, json!({"reason": ""}), &["/reason"]).await;
    let texts =
        json!({"name": "A", "login": "ala", "password": "a long password", "email": "", "role": "employee"});
    check("POST", "users", texts, &["/name", "/login", "/password", "/email", "/role"]).await;
    let texts = json!({"name": "A", "login": "ala", "email": "", "revision": 1});
    check("PATCH", &me, texts, &["/name", "/login", "/email"]).await;
    check("POST", &format!("{me}/password"), json!({"current": "", "new": ""}), &["/current", "/new"]).await;
    check("POST", "groups", json!({"name": "A"}), &["/name"]).await;
    check("PATCH", &group, json!({"name": "A", "revision": 1}), &["/name"]).await;
    check("POST", "tokens", json!({"name": "A", "scopes": ["read"]}), &["/name", "/scopes/0"]).await;
    check("POST", "sessions", json!({"login": "admin", "password": ""}), &["/login", "/password"]).await;
    let texts = json!({"id": "00000000-0000-0000-0000-000000000001", "name": "a", "media_type": "", "size": 1, "sha256": ""});
    check("POST", "files", texts, &["/name", "/media_type", "/sha256"]).await;
}

#[tokio::test]
async fn conflicts_are_told_apart() {
    let server = Server::start();
    let id = uuid::Uuid::now_v7();
    let send = async |name: &str, status: u16| {
        let request = server.by_token("POST", "/api/v1/companies").json(&json!({"id": id, "name": name}));
        let response = request.send().await.unwrap();
        if status == 409 { problem(response, 409).await } else { json!(response.status().as_u16()) }
    };
    assert_eq!(send("Sowa", 201).await, 201);
    assert_eq!(send("Sowa", 200).await, 200);
    let found = send("Lis", 409).await;
    assert_eq!((&found["code"], found.get("current")), (&json!("id_used"), None), "{found}");
}

#[tokio::test]
async fn forms_and_revisions() {
    let server = Server::start();
    let wrong = json!({"key": "visit", "kind": "form", "name": {"en": "Visit"},
        "form": {"nodes": [{"node": "field", "key": "Km", "type": "decimal", "label": {"en": "Km"}}]}});
    let response = server.by_token("POST", "/api/v1/event-types").json(&wrong).send().await.unwrap();
    let found = problem(response, 422).await;
    assert_eq!(found["form_problems"][0]["at"], "/nodes/0/key", "{found}");
    let judge = json!({"form": wrong["form"], "values": {}});
    let response = server.by_token("POST", "/api/v1/forms/validate").json(&judge).send().await.unwrap();
    problem(response, 422).await;

    let path = format!("/api/v1/companies/{}", server.company().await);
    assert_eq!(server.send("PATCH", &path, json!({"revision": 1, "name": "Sowa"})).await.0, 200);
    let stale =
        server.by_token("PATCH", &path).json(&json!({"revision": 1, "name": "Lis"})).send().await.unwrap();
    let found = problem(stale, 409).await;
    assert_eq!((&found["current"]["name"], &found["current"]["revision"]), (&json!("Sowa"), &json!(2)));
}
