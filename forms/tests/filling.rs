//! Filling a form step by step gives at every step what judging it anew gives.

mod generate;

use forms::{Context, Filling, Form, Json, Node, validate};
use generate::Chance;
use std::sync::Arc;

fn context(chance: &mut Chance, form: &Form) -> Context {
    serde_json::from_str(&generate::context(chance, form).to_string()).unwrap_or_default()
}

#[test]
fn every_step_equals_a_full_judgement() {
    let mut chance = Chance::new(11);
    let mut steps = 0;
    while steps < 12_000 {
        let Ok(form) = Form::from_json(&generate::form(&mut chance)) else { continue };
        let form = Arc::new(form);
        let mut about = context(&mut chance, &form);
        let mut values = Json::object();
        if let start @ Json::Object(_) = generate::values(&mut chance, &form) {
            values = start;
        }
        let mut filling = Filling::new(form.clone(), &values, about.clone());
        for _ in 0..20 {
            if chance.one_in(15) {
                about = context(&mut chance, &form);
                filling.set_context(about.clone());
            }
            let (key, value) = generate::edited(&mut chance, &form);
            match &value {
                Some(value) => values.set(&key, value.clone()),
                None => drop(values.remove(&key)),
            }
            filling.set(&key, value);
            let wanted = validate(&form, &values, &about);
            assert_eq!(filling.outcome(), wanted, "after {key} in {values} of {}", form.to_json());
            assert_eq!(filling.found(), wanted.problems);
            rows_ask_what_is_missed_in_them(&form, &filling, &wanted);
            steps += 1;
        }
    }
}

/// A cell without a value has the problem `required` just where it says that it has to be filled.
fn rows_ask_what_is_missed_in_them(form: &Form, filling: &Filling, wanted: &forms::Outcome) {
    for (at, field) in form.fields().enumerate() {
        let Some(table) = form.tables().iter().find(|table| Some(&table.id) == field.table.as_ref()) else {
            continue;
        };
        // Rows that are no objects move the others.
        let is_row = |path: &str| path.starts_with(&format!("{}[", table.key)) && path.ends_with(']');
        if wanted.problems.iter().any(|problem| is_row(&problem.path)) {
            continue;
        }
        let rows = wanted.values.get(&table.key).and_then(Json::as_array).unwrap_or_default();
        for (row, cells) in rows.iter().enumerate() {
            let path = format!("{}[{row}].{}", table.key, field.key);
            let mut problems = wanted.problems.iter().filter(|problem| {
                problem.path.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
            });
            let told = problems.clone().any(|problem| &*problem.code == "required");
            let others = problems.any(|problem| &*problem.code != "required");
            let asks = filling.is_required_in(Node::Field(at), row);
            let missing = asks && cells.get(&field.key).is_none();
            assert!(others || told == missing, "{path} of {}", form.to_json());
            assert!(!asks || filling.is_shown_in(Node::Field(at), row), "{path}");
        }
    }
}

#[test]
fn rows_tell_what_is_shown_and_asked_in_each() {
    let form = r#"{"nodes": [{"node": "table", "key": "people", "label": {}, "nodes": [
        {"node": "field", "key": "kind", "type": "text", "label": {}},
        {"node": "field", "key": "pesel", "type": "text", "label": {}, "visible_if": "kind == 'p'", "required_if": "kind == 'p'"},
        {"node": "field", "key": "fixed", "type": "text", "label": {}, "default": "x", "read_only_if": "kind == 'p'"},
        {"node": "section", "visible_if": "kind == 'c'", "nodes": [
            {"node": "text", "text": {}},
            {"node": "text", "text": {}, "visible_if": "fixed == 'y'"}]}]}]}"#;
    let form = Arc::new(Form::parse(form).unwrap_or_default());
    let mut filling = Filling::new(form, &Json::object(), Context::default());
    let (pesel, fixed, section) = (Node::Field(1), Node::Field(2), Node::Section(0));
    assert!(!filling.is_shown_in(pesel, 0) && !filling.is_required_in(pesel, 0));
    let row = |kind: &str, fixed: &str| {
        Json::Object(vec![("kind".into(), kind.into()), ("fixed".into(), fixed.into())])
    };
    let told = filling.set("people", Some(Json::Array(vec![row("p", "x"), row("c", "y"), row("c", "x")])));
    assert_eq!(told, [Node::Table(0)]);
    let shown = |node| (0..3).map(|row| filling.is_shown_in(node, row)).collect::<Vec<_>>();
    assert_eq!(shown(pesel), [true, false, false]);
    assert_eq!(shown(section), [false, true, true]);
    assert_eq!(shown(Node::Text(0)), [false, true, true]);
    assert_eq!(shown(Node::Text(1)), [false, true, false]);
    assert!(filling.is_required_in(pesel, 0) && !filling.is_required_in(pesel, 1));
    assert!(filling.is_read_only_in(fixed, 0) && !filling.is_read_only_in(fixed, 1));
    assert!(!filling.is_shown_in(pesel, 3) && !filling.is_required_in(pesel, 3));
}

const FORM: &str = r#"{"nodes": [
    {"node": "field", "key": "qty", "type": "integer", "label": {}, "min": 1},
    {"node": "field", "key": "price", "type": "money", "label": {}},
    {"node": "field", "key": "total", "type": "computed", "result": "decimal", "scale": 2, "label": {}, "expr": "qty * price"},
    {"node": "section", "visible_if": "total > 100", "nodes": [
        {"node": "field", "key": "why", "type": "text", "label": {}, "required": true}]},
    {"node": "field", "key": "other", "type": "text", "label": {}}],
    "rules": [{"assert": "total < 1000", "at": "price"}]}"#;

#[test]
fn a_field_tells_what_it_asks() {
    let form = r#"{"nodes": [
        {"node": "field", "key": "a", "type": "integer", "label": {}},
        {"node": "field", "key": "b", "type": "text", "label": {}, "required_if": "a > 1"},
        {"node": "field", "key": "c", "type": "text", "label": {}, "read_only_if": "a > 2", "default": "x"}]}"#;
    let form = Arc::new(Form::parse(form).unwrap_or_default());
    let mut filling = Filling::new(form, &Json::object(), Context::default());
    let (b, c) = (Node::Field(1), Node::Field(2));
    assert!(!filling.is_required(b) && !filling.is_read_only(c));
    filling.set("b", Some("there".into()));
    filling.set("c", Some("x".into()));
    assert_eq!(filling.set("a", Some(Json::from(3u64))), [Node::Field(0), b, c]);
    assert!(filling.is_required(b) && filling.is_read_only(c) && filling.problems(c).is_empty());
    filling.set("a", None);
    assert!(!filling.is_required(b) && !filling.is_read_only(c));
}

#[test]
fn a_change_tells_what_it_changed() {
    let form = Arc::new(Form::parse(FORM).unwrap_or_default());
    let mut filling = Filling::new(form, &Json::object(), Context::default());
    let (qty, price, total, why) = (Node::Field(0), Node::Field(1), Node::Field(2), Node::Field(3));
    assert_eq!(filling.set("other", Some("x".into())), [Node::Field(4)]);
    assert_eq!(filling.set("other", Some(" x ".into())), []);
    assert_eq!(filling.set("price", Some("60".into())), [price]);
    assert_eq!(filling.set("qty", Some(2u64.into())), [qty, total, why, Node::Section(0)]);
    assert!(filling.is_shown(why));
    assert_eq!(filling.problems(why).len(), 1);
    assert_eq!(filling.value(total), Some(&Json::from("120.00")));
    assert_eq!(filling.set("qty", Some(20u64.into())), [qty, total]);
    assert_eq!(filling.outcome().problems.last().map(|problem| &*problem.code), Some("rule"));
}

#[test]
fn what_was_hidden_is_there_again() {
    let form = Form::parse(
        r#"{"nodes": [{"node": "field", "key": "car", "type": "boolean", "label": {}},
            {"node": "field", "key": "km", "type": "decimal", "label": {}, "visible_if": "car"}]}"#,
    );
    let values = Json::Object(vec![("car".into(), true.into()), ("km".into(), "12.50".into())]);
    let mut filling = Filling::new(Arc::new(form.unwrap_or_default()), &values, Context::default());
    filling.set("car", Some(false.into()));
    assert_eq!(filling.value(Node::Field(1)), None);
    filling.set("car", Some(true.into()));
    assert_eq!(filling.value(Node::Field(1)), Some(&Json::from("12.50")));
}
