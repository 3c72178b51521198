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

    let large = json!({"name": "x".repeat(2 * 1024 * 1024)}).to_string();
    problem(send(&large, json).await, 413).await;
    let stream = futures::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
    let request = server.by_token("POST", "/api/v1/companies").header("Content-Type", json);
    let unmeasured = request.body(reqwest::Body::wrap_stream(stream)).send().await.unwrap();
    problem(unmeasured, 413).await;
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
    assert_eq!(server.get("/api/v1/events?text=&company=").await.0, 200, "an empty filter is none");
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
