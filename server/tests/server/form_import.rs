//! Forms of other programs: on the command line and by REST.

use std::fs;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::stage::{LOGIN, PASSWORD, Server, kronika, refused, run};

fn formio() -> Value {
    json!({"components": [
        {"type": "textfield", "key": "firstName", "label": "First name"},
        {"type": "textfield", "key": "other", "label": "Other",
         "conditional": {"when": "firstName", "eq": "Ewa", "show": true},
         "validate": {"custom": "valid = instance.check(input)"}}]})
}

fn expected() -> Value {
    json!({"nodes": [
        {"node": "field", "key": "first_name", "type": "text", "label": {"en": "First name"}},
        {"node": "field", "key": "other", "type": "text", "label": {"en": "Other"}, "visible_if": "first_name == 'Ewa'"}]})
}

#[test]
fn on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let import =
        |words: &[&str]| kronika(&folder.path().join("never made"), &[&["forms", "import"], words].concat());
    fs::write(path("form.json"), formio().to_string()).unwrap();

    let output = run(import(&[&path("form.json"), "--report", &path("report.json")]), "");
    assert!(output.status.success());
    let form: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(form, expected());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("/components/1/validate/custom: the validation of other"), "{told}");
    assert!(told.contains("1 of 2 conditions, constraints and calculations translated (50 %)"), "{told}");
    let report: Value = serde_json::from_str(&fs::read_to_string(path("report.json")).unwrap()).unwrap();
    let members: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(members, ["imported", "left_out"]);
    assert_eq!(report["imported"], 2);
    let one: Vec<&String> = report["left_out"][0].as_object().unwrap().keys().collect();
    assert_eq!(one, ["at", "what", "why"]);

    // What came out goes in again, and stays as it is.
    fs::write(path("ours.json"), &output.stdout).unwrap();
    let again = run(import(&[&path("ours.json")]), "");
    assert_eq!(again.stdout, output.stdout);

    fs::write(path("foreign.json"), r#"{"a": 1}"#).unwrap();
    fs::write(path("broken.xlsx"), "PK\u{3}\u{4}").unwrap();
    let large = fs::File::create(path("large.xlsx")).unwrap();
    large.set_len(100 << 20).unwrap();
    for (name, why) in [
        ("foreign.json", "no form"),
        ("broken.xlsx", "broken"),
        ("large.xlsx", "larger than 16 MiB"),
        ("missing.xlsx", "cannot read"),
    ] {
        let (code, sentence) = refused(import(&[&path(name)]));
        assert_eq!(code, Some(1), "{name}");
        assert!(sentence.contains(why), "{name}: {sentence}");
    }
}

#[tokio::test]
async fn by_rest() {
    let server = Server::start();
    let path = "/api/v1/forms/import?name=form.json";
    let send_to = async |path: &str, token: &str, body: Vec<u8>| {
        let request =
            server.plain("POST", path).bearer_auth(token).header("Content-Type", "application/octet-stream");
        let response = request.body(body).send().await.unwrap();
        (response.status(), response.json::<Value>().await.unwrap())
    };
    let send = async |token: &str, body: Vec<u8>| send_to(path, token, body).await;
    let (status, answer) = send(&server.token, formio().to_string().into_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["form"], expected());
    assert_eq!(answer["report"]["imported"], 2);
    let left_out = &answer["report"]["left_out"][0];
    assert_eq!(left_out["at"], "/components/1/validate/custom");
    assert!(left_out["why"].as_str().unwrap().starts_with("it uses `instance.check()`"), "{left_out}");

    let spoken = async |language: &str, body: Vec<u8>| {
        send_to(&format!("{path}&language={language}"), &server.token, body).await
    };
    let (_, answer) = spoken("pl", formio().to_string().into_bytes()).await;
    let left_out = &answer["report"]["left_out"][0];
    assert!(left_out["what"].as_str().unwrap().starts_with("sprawdzanie elementu „other”"), "{left_out}");
    assert!(left_out["why"].as_str().unwrap().starts_with("nie ma tu na to wyrażenia"), "{left_out}");
    let (status, answer) = spoken("pl", b"no form".to_vec()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["detail"].as_str().unwrap().starts_with("plik „form.json” nie jest ani"), "{answer}");
    let (status, answer) = spoken("de", formio().to_string().into_bytes()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        (&answer["problems"][0]["path"], &answer["problems"][0]["code"]),
        (&"language".into(), &"option".into())
    );

    let (status, answer) = send(&server.token, b"PK but no workbook".to_vec()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["detail"].as_str().unwrap().contains("broken"), "{answer}");
    let (status, answer) = send(&server.token, b"no form".to_vec()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["detail"].as_str().unwrap().starts_with("form.json is neither"), "{answer}");
    let (status, _) = send(&server.token, vec![b' '; 9 << 20]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let manager = server.other("marek", "manager");
    let (status, _) = send(&manager, formio().to_string().into_bytes()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let nobody = server.plain("POST", path).body("{}").send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
}

/// By session the bytes must be called bytes, which no form of another site's page can do.
#[tokio::test]
async fn by_session() {
    let server = Server::start();
    let credentials = json!({"login": LOGIN, "password": PASSWORD});
    let session = server.plain("POST", "/api/v1/sessions").json(&credentials).send().await.unwrap();
    let cookie = session.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let send = async |kind: &str, origin: Option<&str>| {
        let mut request = server.plain("POST", "/api/v1/forms/import").header("Cookie", &cookie);
        request = request.header("Content-Type", kind);
        if let Some(origin) = origin {
            request = request.header("Origin", origin);
        }
        request.body(formio().to_string()).send().await.unwrap().status()
    };
    assert_eq!(send("application/octet-stream", None).await, StatusCode::OK);
    assert_eq!(
        send("application/octet-stream", Some("https://elsewhere.example")).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(send("text/plain", None).await, StatusCode::FORBIDDEN);
}
