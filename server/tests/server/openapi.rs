//! The OpenAPI document: a snapshot, so that no route changes unnoticed. `KRONIKA_TEST_WRITE=1` writes it anew.

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;

use crate::stage::Server;

#[tokio::test]
async fn the_document_is_as_committed() {
    let server = Server::start();
    let response = server.plain("GET", "/api/v1/openapi.json").send().await.unwrap();
    let document: Value = response.json().await.unwrap();
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if env::var("KRONIKA_TEST_WRITE").is_ok_and(|value| value == "1") {
        fs::write(&file, &text).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let stale = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
    assert!(
        committed == text,
        "server/openapi.json is stale, first at {stale:?}; write it with KRONIKA_TEST_WRITE=1 cargo test -p server openapi"
    );
}

#[tokio::test]
async fn the_document_holds_together() {
    let server = Server::start();
    let document: Value =
        server.plain("GET", "/api/v1/openapi.json").send().await.unwrap().json().await.unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut named = BTreeSet::new();
    references(&document, &mut named);
    for name in named {
        assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name} leads nowhere");
    }
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path} says nothing");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let in_path = path.contains(&format!("{{{}}}", parameter["name"].as_str().unwrap()));
                assert_eq!(parameter["in"] == "path", in_path, "{method} {path}: {parameter}");
            }
            assert!(ids.insert(operation["operationId"].to_string()), "{method} {path} shares its name");
        }
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
