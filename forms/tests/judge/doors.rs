//! What the other crates build on: defaults, reports, serde, labels.

use crate::{fields, form, json};
use forms::{Context, FieldType, Form, Json, Label, Outcome, Problem, Ref, ReportValue, Validated};

#[test]
fn defaults_of_a_new_form() {
    let form = form(
        r#"{"nodes": [
        {"node": "field", "key": "total", "type": "computed", "result": "decimal", "expr": "qty * 2", "label": {}},
        {"node": "field", "key": "due", "type": "date", "label": {}, "default_expr": "addDays(today, qty)"},
        {"node": "field", "key": "qty", "type": "integer", "label": {}, "default_expr": "half * 2.4"},
        {"node": "field", "key": "half", "type": "decimal", "scale": 2, "label": {}, "default": 1.5},
        {"node": "field", "key": "who", "type": "user", "label": {}, "default_expr": "user.id"},
        {"node": "field", "key": "what", "type": "text", "label": {}, "default_expr": "company.name"},
        {"node": "field", "key": "at", "type": "date_time", "label": {}, "default_expr": "now"},
        {"node": "field", "key": "hid", "type": "text", "label": {}, "default": " x ", "visible_if": "false"},
        {"node": "field", "key": "double", "type": "decimal", "label": {}, "default_expr": "total"},
        {"node": "field", "key": "bad", "type": "decimal", "label": {}, "default_expr": "1 / 0"},
        {"node": "table", "key": "t", "nodes": [
            {"node": "field", "key": "n", "type": "integer", "label": {}, "default_expr": "size(who) + qty"},
            {"node": "field", "key": "m", "type": "decimal", "scale": 2, "label": {}, "default_expr": "n / 3"}]}]}"#,
    );
    let context = Context {
        now: Some("2026-11-23T12:00:00.5+01:00".into()),
        today: Some("2026-11-23".into()),
        user: Some(Ref { id: "u1".into(), name: "Ann".into() }),
        ..Context::default()
    };
    assert_eq!(
        forms::initial(&form, &context).to_string(),
        json(
            r#"{"due": "2026-11-27", "qty": 4, "half": "1.5", "who": "u1", "at": "2026-11-23T12:00:00.5+01:00",
                "hid": "x", "double": "8"}"#
        )
        .to_string()
    );
    let row = forms::initial_row(&form, 0, &json(r#"{"who": "abc", "qty": 7}"#), &context);
    assert_eq!(row.to_string(), r#"{"n":10,"m":"3.33"}"#);
    assert_eq!(forms::initial_row(&form, 9, &Json::Null, &context), Json::object());
}

#[test]
fn only_sound_values_are_validated_and_reported() {
    let form = form(
        r#"{"nodes": [
        {"node": "field", "key": "km", "id": "distance", "type": "decimal", "label": {}},
        {"node": "field", "key": "ok", "type": "boolean", "label": {}},
        {"node": "field", "key": "tags", "type": "choices", "label": {},
         "options": [{"key": "a", "label": {}}, {"key": "b", "label": {}}]},
        {"node": "field", "key": "long", "type": "long_text", "label": {}},
        {"node": "field", "key": "short", "type": "text", "label": {}},
        {"node": "field", "key": "files", "type": "file", "label": {}},
        {"node": "field", "key": "sum", "type": "computed", "result": "decimal", "expr": "km * 2", "label": {}},
        {"node": "table", "key": "t", "id": "rows", "nodes": [
            {"node": "field", "key": "d", "type": "date", "label": {}}]}]}"#,
    );
    let values = json(
        r#"{"km": "12.50", "ok": true, "tags": ["b", "a"], "long": "x", "short": "y", "files": ["f"],
            "t": [{"d": "2026-11-23"}, {}, {"d": "2026-11-24"}]}"#,
    );
    let sound =
        Validated::new(&form, &values, &Context::default()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let told: Vec<String> = sound
        .reportable()
        .iter()
        .map(|one| {
            let value = match &one.value {
                ReportValue::Number(number) => number.to_string(),
                ReportValue::Text(text) => format!("'{text}'"),
            };
            format!("{} {} {} {value}", one.field_id, one.row, one.item)
        })
        .collect();
    let wanted = [
        "distance 0 0 12.50",
        "ok 0 0 1",
        "tags 0 0 'b'",
        "tags 0 1 'a'",
        "short 0 0 'y'",
        "sum 0 0 25",
        "rows.d 0 0 '2026-11-23'",
        "rows.d 2 0 '2026-11-24'",
    ];
    assert_eq!(told, wanted);
    let wrong = Validated::new(&form, &json(r#"{"km": "x"}"#), &Context::default());
    assert_eq!(wrong, Err(vec![Problem::new("km", "type")]));
}

#[test]
fn what_crosses_the_wire() {
    let outcome = Outcome {
        values: json(r#"{"b": 1.50, "a": 10000000000000000000000000}"#),
        problems: vec![Problem::new("a", "max").with("max", json("1.0"))],
    };
    let text = serde_json::to_string(&outcome).unwrap_or_default();
    assert_eq!(
        text,
        r#"{"values":{"b":1.50,"a":10000000000000000000000000},"problems":[{"path":"a","code":"max","params":{"max":1.0}}]}"#
    );
    assert_eq!(serde_json::from_str::<Outcome>(&text).ok(), Some(outcome));
    assert!(serde_json::from_str::<Context>(r#"{"now": null, "user": {"id": "1", "name": "A"}}"#).is_ok());
    assert!(serde_json::from_str::<Context>(r#"{"noon": null}"#).is_err());
    assert!(serde_json::from_str::<Json>(r#"{"a": 1, "a": 2}"#).is_err());
    let through_value: Option<Json> = serde_json::from_value(serde_json::json!({"a": [1, "x", null]})).ok();
    assert_eq!(through_value, Some(json(r#"{"a": [1, "x", null]}"#)));
}

#[test]
fn forms_can_be_read() {
    let empty = Form::empty();
    assert_eq!(empty.to_json().to_string(), r#"{"nodes":[]}"#);
    let form = form(&fields(&[r#""key": "km", "type": "money", "currency": "PLN", "width": 6"#]));
    let field = form.field(0);
    assert_eq!((field.id.as_str(), field.kind, field.constraints.scale), ("km", FieldType::Money, Some(2)));
    assert_eq!(form.fields().count(), 1);
    let label = Label([("en", "Km"), ("pl", "Kilometry")].map(|(a, b)| (a.to_owned(), b.to_owned())).into());
    assert_eq!((label.in_language("pl-PL"), label.in_language("de")), ("Kilometry", "Km"));
    assert_eq!(Label::new("pl", "x").in_language("de"), "x");
    for kind in FieldType::ALL {
        assert_eq!(FieldType::from_name(kind.name()), Some(kind));
    }
}

#[test]
fn calendar() {
    use forms::civil::*;
    for days in [-719_528, -1, 0, 59, 11_016, 2_932_896] {
        let (year, month, day) = civil_from_days(days);
        assert_eq!(days_from_civil(year, month, day), days);
        assert_eq!(parse_date(&format_date(days)), Some(days));
    }
    assert_eq!(civil_from_days(0), (1970, 1, 1));
    assert_eq!(weekday(0), 4);
    let cases = [
        ("2026-11-20T10:00:00+01:00", Some((1_795_165_200_000_000, 60)), "2026-11-20T10:00:00+01:00"),
        ("1969-12-31t23:59:59.9999999z", Some((-1, 0)), "1969-12-31T23:59:59.999999Z"),
        ("2026-11-20T10:00:00-00:30", Some((1_795_170_600_000_000, -30)), "2026-11-20T10:00:00-00:30"),
        ("2026-11-20T10:00:60Z", None, ""),
        ("2026-11-20 10:00:00Z", None, ""),
        ("2026-11-20T10:00:00+24:00", None, ""),
        ("2026-11-20T10:00:00.Z", None, ""),
    ];
    for (text, wanted, written) in cases {
        let found = parse_date_time(text);
        assert_eq!(found.map(|found| (found.micros, found.offset_minutes)), wanted, "{text}");
        assert_eq!(found.map(format_date_time).unwrap_or_default(), written);
    }
    assert_eq!(parse_time("14:05:30").map(format_time).as_deref(), Some("14:05:30"));
    assert_eq!(forms::nip::normalise("PL 526-025-02-74").as_deref(), Some("5260250274"));
    assert!(!forms::nip::is_valid("1234567890"));
}
