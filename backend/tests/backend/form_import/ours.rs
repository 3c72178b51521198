//! Our own forms stay as they are.

use super::{read, tried};

#[test]
fn our_form_is_unchanged() {
    let text = r#"{"rules":[{"assert":"km > 1.50"}],"nodes":[{"type":"decimal","node":"field","label":{},"key":"km","max":"2000.00"}]}"#;
    let import = read("form.json", text.as_bytes());
    assert_eq!(import.imported.form.to_string(), text);
    assert_eq!(import.imported.report.imported, 1);
    assert!(import.imported.report.left_out.is_empty());
    let again = read("form.json", import.imported.form.to_string().as_bytes());
    assert_eq!(again.imported.form, import.imported.form);
}

/// What was imported from elsewhere is ours from then on.
#[test]
fn what_was_imported_is_ours() {
    let bytes = super::workbooks::survey(&[&["text", "x", "X", "${n} > 5"]]);
    let first = read("a.xlsx", &bytes).imported.form;
    let second = read("a.json", first.to_string().as_bytes()).imported;
    assert_eq!((second.form, second.report.left_out), (first, vec![]));
}

#[test]
fn a_wrong_form_says_what_is_wrong() {
    let error =
        tried("form.json", br#"{"nodes": [{"node": "field", "key": "a", "type": "colour", "label": {}}]}"#);
    assert_eq!(
        error.unwrap_err().to_string(),
        "the form has 1 problems, the first is schema at /nodes/0/type; `kronika forms check` tells all"
    );
}
