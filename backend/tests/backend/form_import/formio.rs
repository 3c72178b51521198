//! Form.io components and what becomes of them.

use backend::form_import::Import;
use serde_json::{Value, json};

use super::{attribute, left_out, read, rules};

/// A form of these components.
pub fn form(components: Value) -> Import {
    read("a.json", json!({"display": "form", "components": components}).to_string().as_bytes())
}

/// Fields of every kind that conditions read, and a field `x` with more members.
fn fields(x: Value) -> Import {
    let mut x = x;
    x["type"] = json!("textfield");
    x["key"] = json!("x");
    let options = json!([{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}]);
    form(json!([
        {"type": "textfield", "key": "t"},
        {"type": "number", "key": "n"},
        {"type": "checkbox", "key": "yes"},
        {"type": "datetime", "key": "day", "enableTime": false},
        {"type": "selectboxes", "key": "boxes", "values": options},
        {"type": "radio", "key": "c", "values": [{"label": "One", "value": "1"}, {"label": "Two", "value": 2}]},
        {"type": "landvelger", "key": "land"},
        {"type": "container", "key": "box", "components": [{"type": "textfield", "key": "inner"}]},
        {"type": "datagrid", "key": "rows", "components": [{"type": "textfield", "key": "cell"}]},
        x
    ]))
}

pub fn with_condition(program: &str) -> Import {
    fields(json!({"customConditional": program}))
}

pub fn with_logic(logic: &str) -> Import {
    fields(json!({"conditional": {"json": serde_json::from_str::<Value>(logic).unwrap()}}))
}

#[test]
fn simple_conditions() {
    let check = |conditional: Value, expected: &str| {
        let import = fields(json!({"conditional": conditional}));
        assert_eq!(attribute(&import, "x", "visible_if"), expected, "{:?}", import.imported.report.left_out);
    };
    let when = |when: &str, eq: Value, show: Value| json!({"when": when, "eq": eq, "show": show});
    check(when("t", json!("a"), json!(true)), "t == 'a'");
    check(when("t", json!("a"), json!("false")), "t != 'a'");
    check(when("t", json!(""), json!(true)), "t == null");
    check(when("n", json!("5"), json!(true)), "n == 5");
    check(when("n", json!(5), json!(false)), "n != 5");
    check(when("yes", json!("true"), json!(true)), "yes");
    check(when("yes", json!(true), json!(false)), "!yes");
    check(when("boxes", json!("red"), json!(true)), "'red' in boxes");
    check(when("boxes.red", json!("true"), json!(true)), "'red' in boxes");
    check(when("box.inner", json!("a"), json!(true)), "inner == 'a'");
    check(when("inner", json!("a"), json!(true)), "inner == 'a'");
    check(when("rows.cell", json!("a"), json!(true)), "rows.exists(row, row.cell == 'a')");
    check(when("day", json!("2026-11-23T00:00:00"), json!(true)), "day == date('2026-11-23')");
    check(when("gone", json!("a"), json!(true)), "");
    check(
        json!({"show": true, "conjunction": "any", "conditions": [
            {"component": "t", "operator": "isNotEqual", "value": "a"},
            {"component": "n", "operator": "greaterThan", "value": 3},
            {"component": "boxes", "operator": "isEmpty"},
            {"component": "t", "operator": "includes", "value": "b"}]}),
        "t != 'a' || n > 3 || boxes == [] || contains(coalesce(t, ''), 'b')",
    );
}

/// In a row the row's own fields are meant, whether the path begins with the grid or not.
#[test]
fn conditions_in_rows() {
    let import = form(json!([
        {"type": "textfield", "key": "cell"},
        {"type": "datagrid", "key": "rows", "components": [
            {"type": "textfield", "key": "cell"},
            {"type": "textfield", "key": "a", "conditional": {"when": "rows.cell", "eq": "1", "show": true}},
            {"type": "textfield", "key": "b", "conditional": {"when": "cell", "eq": "1", "show": true}},
            {"type": "textfield", "key": "c", "customConditional": "show = row.cell === data.cell"},
            {"type": "checkbox", "key": "d", "validate": {"required": true},
             "conditional": {"when": "cell", "eq": "2", "show": true}}]}
    ]));
    assert_eq!(attribute(&import, "a", "visible_if"), "cell_2 == '1'");
    assert_eq!(attribute(&import, "b", "visible_if"), "cell_2 == '1'");
    assert_eq!(attribute(&import, "c", "visible_if"), "cell_2 == cell");
    assert_eq!(rules(&import), ["rows.all(row, row.cell_2 != '2' || row.d)"]);
    assert!(left_out(&import).is_empty(), "{:?}", left_out(&import));
}

#[test]
fn components_become_fields() {
    let check = |component: Value, expected: &str| {
        let mut component = component;
        component["key"] = json!("x");
        let import = form(json!([component]));
        let mut found = vec![attribute(&import, "x", "type")];
        for name in [
            "required",
            "min",
            "max",
            "max_length",
            "pattern",
            "scale",
            "currency",
            "default",
            "unit",
            "max_items",
            "read_only_if",
            "expr",
            "default_expr",
        ] {
            let value = attribute(&import, "x", name);
            if !value.is_empty() {
                found.push(format!("{name} {value}"));
            }
        }
        assert_eq!(found.join(", "), expected, "{component}: {:?}", left_out(&import));
    };
    check(
        json!({"type": "textfield", "validate": {"required": true, "maxLength": "9", "pattern": "[a-z]*"}}),
        "text, required true, max_length 9, pattern [a-z]*",
    );
    check(
        json!({"type": "textfield", "inputMask": "99-aaa"}),
        r"text, pattern [0-9][0-9]\-[A-Za-z][A-Za-z][A-Za-z]",
    );
    check(
        json!({"type": "textfield", "defaultValue": "a", "disabled": true}),
        "text, default a, read_only_if true",
    );
    check(json!({"type": "textarea"}), "long_text");
    check(
        json!({"type": "number", "validate": {"min": 1.5, "max": ""}, "suffix": "kg", "decimalLimit": 2}),
        "decimal, min 1.5, scale 2, unit kg",
    );
    check(json!({"type": "number", "decimalLimit": 0, "defaultValue": 3}), "integer, default 3");
    check(json!({"type": "currency", "currency": "nok"}), "money, currency NOK");
    check(json!({"type": "checkbox", "defaultValue": true}), "boolean, default true");
    check(
        json!({"type": "selectboxes", "values": [{"label": "A", "value": "a"}], "defaultValue": {"a": true, "": false}}),
        r#"choices, default ["a"]"#,
    );
    check(
        json!({"type": "select", "data": {"values": [{"label": "A", "value": "a"}]}, "multiple": true}),
        "choices",
    );
    check(json!({"type": "select", "dataSrc": "json", "data": {"json": ["a", "b"]}}), "choice");
    check(json!({"type": "select", "dataSrc": "url", "data": {"url": "https://example.com"}}), "text");
    check(json!({"type": "day"}), "date");
    check(json!({"type": "datetime"}), "date_time");
    check(json!({"type": "datetime", "enableDate": false}), "time");
    check(json!({"type": "email"}), "email");
    check(json!({"type": "phoneNumber"}), "phone");
    check(json!({"type": "signature"}), "signature");
    check(json!({"type": "file", "image": true}), "photo, max_items 1");
    check(json!({"type": "whatever"}), "text");
    check(
        json!({"type": "number", "decimalLimit": 0, "calculateValue": "value = 2 * 3"}),
        "computed, expr 2 * 3",
    );
    check(
        json!({"type": "number", "calculateValue": "value = 7", "allowCalculateOverride": true}),
        "decimal, default_expr 7",
    );
    check(
        json!({"type": "datetime", "enableTime": false, "datePicker": {"minDate": "2026-01-01"}}),
        "date, min 2026-01-01",
    );
}

#[test]
fn validations_become_rules() {
    let check = |validate: Value, expected: &[&str]| {
        let import = form(
            json!([{"type": "number", "key": "n"}, {"type": "number", "key": "x", "validate": validate}]),
        );
        assert_eq!(rules(&import), expected, "{:?}", left_out(&import));
    };
    check(json!({"custom": "valid = input > 5"}), &["x == null || x > 5"]);
    check(
        json!({"custom": "valid = (input < data.n) ? true : 'Too much';"}),
        &["x == null || coalesce(x < n, false)"],
    );
    check(json!({"custom": "valid = input > 5 ? 'Too much' : true"}), &["x == null || !(x > 5)"]);
    check(json!({"custom": "if (input > 5) { valid = 'Too much' }"}), &["x == null || !(x > 5)"]);
    check(
        json!({"json": {"if": [{">": [{"var": "input"}, 5]}, true, "Too little"]}}),
        &["x == null || x > 5"],
    );
    check(json!({"custom": "valid = instance.check(input)"}), &[]);
}

#[test]
fn layout_words_and_languages() {
    let import = read(
        "a.json",
        json!({"components": [
            {"type": "panel", "key": "page", "title": "Page", "components": [
                {"type": "columns", "key": "columns", "columns": [
                    {"width": 4, "components": [{"type": "textfield", "key": "left", "label": "Left", "tooltip": "<b>Help</b>"}]},
                    {"width": 8, "components": [{"type": "textfield", "key": "right"}]}]},
                {"type": "content", "key": "text", "html": "<p>One</p><p>Two</p>"},
                {"type": "table", "key": "grid", "rows": [[{"components": [{"type": "textfield", "key": "cell"}]}]]},
                {"type": "tabs", "key": "tabs", "components": [
                    {"key": "tab", "label": "Tab", "components": [{"type": "textfield", "key": "inTab"}]}]}]},
            {"type": "well", "key": "empty", "components": []},
            {"type": "button", "key": "submit", "action": "submit"},
            {"type": "editgrid", "key": "list", "validate": {"minLength": 1, "maxLength": 3}, "components": [
                {"type": "datagrid", "key": "deeper", "components": [{"type": "textfield", "key": "deep"}]}]}],
            "i18n": {"pl": {"Left": "Lewe"}, "en": {}}})
        .to_string()
        .as_bytes(),
    );
    assert_eq!(attribute(&import, "left", "label"), r#"{"en":"Left","pl":"Lewe"}"#);
    assert_eq!(attribute(&import, "left", "help"), r#"{"en":"Help"}"#);
    assert_eq!(
        (attribute(&import, "left", "width"), attribute(&import, "right", "width")),
        ("4".into(), "8".into())
    );
    assert_eq!(attribute(&import, "cell", "type"), "text");
    assert_eq!(attribute(&import, "in_tab", "type"), "text");
    assert_eq!(
        (attribute(&import, "list", "min_items"), attribute(&import, "list", "max_items")),
        ("1".into(), "3".into())
    );
    assert_eq!(attribute(&import, "deep", "type"), "text");
    assert_eq!(
        left_out(&import),
        ["/components/2: submit", "/components/3/components/0: the rows of deeper"]
    );
    assert!(import.imported.form.to_string().contains(r#"{"en":"One\nTwo"}"#));
    assert_eq!(import.imported.report.imported, 7);
}

/// A key that stands twice, or is no key here, gets another one, and what refers to it follows.
#[test]
fn keys_are_made_to_fit() {
    let import = form(json!([
        {"type": "textfield", "key": "today"},
        {"type": "container", "key": "a", "components": [{"type": "textfield", "key": "Name"}]},
        {"type": "container", "key": "b", "components": [
            {"type": "textfield", "key": "Name"},
            {"type": "textfield", "key": "x", "conditional": {"when": "b.Name", "eq": "1", "show": true}},
            {"type": "textfield", "key": "y", "customConditional": "show = data.today === data.a.Name"}]}
    ]));
    assert_eq!(attribute(&import, "x", "visible_if"), "name_2 == '1'");
    assert_eq!(attribute(&import, "y", "visible_if"), "today_2 == name");
    assert!(left_out(&import).is_empty());
}
