//! Commands: people, tokens, forms.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::stage::{kronika, printed, refused, run};

#[test]
fn people_and_tokens() {
    let data = tempfile::tempdir().unwrap();
    let add = ["user", "add", "jan", "--name", "Jan Kowalski", "--role", "read-only", "--password-stdin"];
    let id = printed(kronika(data.path(), &add), "a long password\n");
    assert_eq!(id.trim_end().len(), 36);
    let (_, sentence) = refused({
        let mut command = kronika(data.path(), &add);
        command.arg("--no-migrate");
        command
    });
    assert!(sentence.contains("password"), "{sentence}");
    let again = run(kronika(data.path(), &add), "another password\n");
    assert!(String::from_utf8_lossy(&again.stderr).contains("login"), "the login is taken");
    assert!(!again.status.success());

    assert_eq!(printed(kronika(data.path(), &["user", "list"]), ""), "jan\tread-only\tJan Kowalski\n");

    let token = printed(kronika(data.path(), &["token", "create", "--login", "jan", "--name", "script"]), "");
    assert!(token.starts_with("krn_") && token.ends_with('\n') && token.lines().count() == 1, "{token:?}");
    let (_, sentence) = refused(kronika(data.path(), &["token", "create", "--login", "nobody"]));
    assert!(sentence.contains("nobody"), "{sentence}");
}

struct Files(tempfile::TempDir);

impl Files {
    fn write(&self, name: &str, content: &Value) -> PathBuf {
        let file = self.0.path().join(name);
        fs::write(&file, content.to_string()).unwrap();
        file
    }

    fn run(&self, words: &[&str]) -> (Option<i32>, Vec<Value>) {
        let mut command = kronika(&self.0.path().join("never made"), &[&["forms"], words].concat());
        command.current_dir(self.0.path());
        let output = run(command, "");
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }
}

#[test]
fn forms_are_checked() {
    let files = Files(tempfile::tempdir().unwrap());
    files.write("good.json", &form("decimal"));
    files.write("bad.json", &form("colour"));
    assert_eq!(files.run(&["check", "good.json"]), (Some(0), vec![json!({"form_problems": []})]));
    let (code, printed) = files.run(&["check", "bad.json"]);
    assert_eq!(code, Some(1));
    assert_eq!(printed[0]["form_problems"][0]["code"], "schema", "{printed:?}");
    assert_eq!(files.run(&["check", "missing.json"]), (Some(1), vec![]));
    fs::write(files.0.path().join("deep.json"), deep()).unwrap();
    let (code, printed) = files.run(&["check", "deep.json"]);
    assert_eq!(code, Some(1));
    assert_eq!((printed.len(), limit(&printed[0])), (1, true), "{printed:?}");
}

/// A form that no JSON reader of ours follows to its end.
fn deep() -> String {
    format!("{{\"nodes\": {}{}}}", "[".repeat(200), "]".repeat(200))
}

/// Whether it is told that the form is too deep.
fn limit(printed: &Value) -> bool {
    let problem = &printed["form_problems"][0];
    problem["at"] == "" && problem["code"] == "limit"
}

#[test]
fn values_are_judged() {
    let files = Files(tempfile::tempdir().unwrap());
    files.write("form.json", &form("decimal"));
    files.write("bad.json", &form("colour"));
    files.write("good values.json", &json!({"km": "12.50"}));
    files.write("values.json", &json!({"km": "x"}));
    files.write("context.json", &json!({"today": "2026-11-23"}));
    assert_eq!(
        files.run(&["validate", "form.json", "good values.json", "--context", "context.json"]),
        (Some(0), vec![json!({"values": {"km": "12.50"}, "problems": []})])
    );
    let wrong = json!({"values": {}, "problems": [{"path": "km", "code": "type", "params": {}}]});
    assert_eq!(files.run(&["validate", "form.json", "values.json"]), (Some(1), vec![wrong.clone()]));
    fs::write(files.0.path().join("null.json"), "null").unwrap();
    let with_null = ["validate", "form.json", "good values.json", "--context", "null.json"];
    assert_eq!(files.run(&with_null).0, Some(0), "null is no context");
    let (code, printed) = files.run(&["validate", "bad.json", "values.json"]);
    assert_eq!(code, Some(1));
    assert!(printed[0]["form_problems"].is_array());

    let cases = [
        json!({"form": form("decimal"), "values": {"km": "x"}}),
        json!({"form": form("colour"), "values": {}}),
        json!({"form": form("decimal"), "values": {"km": 1}, "context": {"today": "2026-11-23"}}),
    ];
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    fs::write(files.0.path().join("cases.jsonl"), lines.join("\n")).unwrap();
    let (_, printed) = files.run(&["validate", "--batch", "cases.jsonl"]);
    assert_eq!(printed.len(), 3);
    assert_eq!(printed[0], wrong);
    assert!(printed[1]["form_problems"].is_array());
    assert_eq!(printed[2], json!({"values": {"km": "1"}, "problems": []}));
}

#[test]
fn every_line_of_a_batch_gets_its_result() {
    let files = Files(tempfile::tempdir().unwrap());
    let good = json!({"form": form("decimal"), "values": {"km": "1"}, "context": null}).to_string();
    let lines: [&[u8]; 8] = [
        b"{\"form\": ",
        good.as_bytes(),
        b"{\"form\": {\"nodes\": []}, \"colour\": 1}",
        b"",
        b"\xff",
        b"[]",
        &format!("{{\"form\": {}}}", deep()).into_bytes(),
        good.as_bytes(),
    ];
    fs::write(files.0.path().join("cases.jsonl"), [&lines.join(&b'\n')[..], b"\n\n"].concat()).unwrap();
    let (code, printed) = files.run(&["validate", "--batch", "cases.jsonl"]);
    assert_eq!((code, printed.len()), (Some(1), 8), "{printed:?}");
    let sound = json!({"values": {"km": "1"}, "problems": []});
    assert_eq!((&printed[1], &printed[7]), (&sound, &sound));
    for index in [0, 2, 3, 4, 5] {
        assert!(printed[index]["error"].is_string(), "{}", printed[index]);
    }
    assert!(limit(&printed[6]), "{}", printed[6]);
    fs::write(files.0.path().join("good.jsonl"), good).unwrap();
    assert_eq!(files.run(&["validate", "--batch", "good.jsonl"]).0, Some(0));
    fs::write(files.0.path().join("none.jsonl"), "\n").unwrap();
    assert_eq!(files.run(&["validate", "--batch", "none.jsonl"]), (Some(0), vec![]));
}

fn form(kind: &str) -> Value {
    json!({"nodes": [{"node": "field", "key": "km", "type": kind, "label": {"en": "Kilometres"}}]})
}

/// What cannot be printed is a failure with a sentence, and no panic.
#[test]
fn a_full_disk_behind_the_output() {
    let data = tempfile::tempdir().unwrap();
    printed(kronika(data.path(), &["migrate"]), "");
    for words in [&["migrate"][..], &["doctor"], &["demo"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = kronika(data.path(), words);
        let output =
            command.stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(said.contains("cannot print the result") && !said.contains("panicked"), "{words:?}: {said}");
    }
}
