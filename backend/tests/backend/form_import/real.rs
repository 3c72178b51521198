//! Real forms, read from the folder that `KRONIKA_TEST_DATA` names: nothing is lost unsaid, most expressions are
//! translated, and what comes out can be published and filled in.

use std::{collections::BTreeSet, path::PathBuf};

use backend::{
    events::types,
    form_import::{Import, Share},
};
use calamine::Reader;
use forms::{Context, FieldType, Form, Json, check_form, initial, validate};
use records::{event_types::NewEventType, users::Role};

use super::read;
use crate::support::each_engine;

/// All files of a kind with their imports; `None` without the folder.
fn all(kind: &str) -> Option<Vec<(PathBuf, Vec<u8>, Import)>> {
    let Ok(folder) = std::env::var("KRONIKA_TEST_DATA") else {
        eprintln!("the real forms were skipped: KRONIKA_TEST_DATA is not set");
        return None;
    };
    let folder = format!("{folder}/forms/{kind}");
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} is empty");
    let import = |file: PathBuf| {
        let bytes = std::fs::read(&file).unwrap();
        let import = read(&file.display().to_string(), &bytes);
        (file, bytes, import)
    };
    Some(files.into_iter().map(import).collect())
}

fn named(file: &std::path::Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn told(shares: impl Iterator<Item = (String, Share)>) -> f64 {
    let (mut found, mut translated) = (0, 0);
    for (name, share) in shares {
        eprintln!("{name}: {} of {} expressions", share.translated, share.found);
        found += share.found;
        translated += share.translated;
    }
    let all = translated as f64 / found as f64;
    eprintln!("all: {translated} of {found} expressions, {:.1} %", all * 100.0);
    all
}

/// Whatever was left out whole is called by its bare name; everything else that was found must stand in the form.
fn accounted(import: &Import, sources: &[(String, String)]) {
    let lost = |(place, name): &&(String, String)| {
        import.imported.report.left_out.iter().any(|one| one.at == *place && one.what == *name)
    };
    let lost: Vec<_> = sources.iter().filter(lost).collect();
    assert_eq!(
        import.imported.report.imported as usize + lost.len(),
        sources.len(),
        "lost: {lost:?} of {sources:?}"
    );
}

#[test]
fn xlsforms() {
    let Some(files) = all("xlsform") else { return };
    for (file, bytes, import) in &files {
        let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
        let range = book.worksheet_range("survey").unwrap();
        let first = range.start().unwrap().0;
        let heads: Vec<String> = range.rows().next().unwrap().iter().map(|cell| cell.to_string()).collect();
        let column = |name: &str| heads.iter().position(|head| head.trim() == name).unwrap();
        let (kind, name) = (column("type"), column("name"));
        let mut sources = Vec::new();
        for (at, row) in range.rows().enumerate().skip(1) {
            let of = row[kind].to_string().to_lowercase();
            if of.is_empty() || of.starts_with("end") || of == "begin group" || of == "begin_group" {
                continue;
            }
            let name = if row[name].to_string().is_empty() { of } else { row[name].to_string() };
            sources.push((format!("survey!{}", first as usize + at + 1), name));
        }
        eprintln!("{}: {} rows", named(file), sources.len());
        accounted(import, &sources);
    }
    let share = told(files.iter().map(|(file, _, import)| (named(file), import.share)));
    assert!(share >= 0.9, "{share}");
}

#[test]
fn formio_forms() {
    let Some(files) = all("formio") else { return };
    for (_, bytes, import) in &files {
        let json = Json::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        let mut sources = Vec::new();
        collect(json.get("components").unwrap(), "/components", false, &mut sources);
        accounted(import, &sources);
    }
    let share = told(files.iter().map(|(file, _, import)| (named(file), import.share)));
    assert!(share >= 0.8, "{share}");
}

/// All components but those that only hold others; of grids in grids the inner ones hold others here.
fn collect(components: &Json, place: &str, in_rows: bool, sources: &mut Vec<(String, String)>) {
    for (at, component) in components.as_array().unwrap().iter().enumerate() {
        let place = format!("{place}/{at}");
        let of = component.get("type").and_then(Json::as_str).unwrap();
        let is_grid = of == "datagrid";
        let holds = ["panel", "container", "navSkjemagruppe"].contains(&of) || (is_grid && in_rows);
        if !holds {
            let key = component.get("key").and_then(Json::as_str).unwrap();
            sources.push((place.clone(), key.to_owned()));
        }
        if let Some(inside) = component.get("components") {
            collect(inside, &format!("{place}/components"), in_rows || is_grid, sources);
        }
    }
}

/// A value that fits the type of a field.
fn sample(field: &forms::Field) -> Json {
    let first = || field.constraints.options.first().map_or("", |option| option.key.as_str());
    let least = || field.constraints.min.clone();
    Json::parse(&match field.kind {
        FieldType::Integer | FieldType::Duration | FieldType::Rating => {
            return least().unwrap_or(Json::from(1u64));
        }
        FieldType::Decimal | FieldType::Money => return least().unwrap_or(Json::from("1.50")),
        FieldType::Boolean => "true".to_owned(),
        FieldType::Date => return least().unwrap_or(Json::from("2026-11-23")),
        FieldType::Time => r#""10:00""#.to_owned(),
        FieldType::DateTime => r#""2026-11-23T10:00:00+01:00""#.to_owned(),
        FieldType::Choice => return Json::from(first()),
        FieldType::Choices => return Json::Array(vec![Json::from(first())]),
        FieldType::Email => r#""ewa@example.pl""#.to_owned(),
        FieldType::Phone => r#""600 700 800""#.to_owned(),
        FieldType::Url => r#""https://example.pl""#.to_owned(),
        FieldType::Location => r#"{"lat": 52.2, "lon": 21.0}"#.to_owned(),
        FieldType::File | FieldType::Photo | FieldType::Signature => r#"["0199"]"#.to_owned(),
        _ => r#""2026-11""#.to_owned(),
    })
    .unwrap()
}

/// Every form passes the check, opens with its defaults, and judges empty and full values without a hitch.
#[test]
fn imported_forms_can_be_filled_in() {
    for kind in ["xlsform", "formio"] {
        let Some(files) = all(kind) else { return };
        for (file, _, import) in &files {
            let json = &import.imported.form;
            assert_eq!(check_form(json), vec![], "{}", named(file));
            let form = Form::from_json(json).unwrap();
            let about: Context = serde_json::from_str(
                r#"{"today": "2026-11-25", "now": "2026-11-25T12:00:00+01:00", "user": {"id": "u", "name": "Ewa"}}"#,
            )
            .unwrap();
            let mut full = Json::object();
            for field in form.fields().filter(|field| field.table.is_none() && !field.is_computed()) {
                full.set(&field.key, sample(field));
            }
            for table in form.tables() {
                let mut row = Json::object();
                for field in form
                    .fields()
                    .filter(|field| field.table.as_deref() == Some(&table.key) && !field.is_computed())
                {
                    row.set(&field.key, sample(field));
                }
                full.set(&table.key, vec![row.clone(), row]);
            }
            let mut codes = BTreeSet::new();
            for values in [Json::object(), initial(&form, &about), full] {
                let outcome = validate(&form, &values, &about);
                codes.extend(outcome.problems.into_iter().map(|problem| problem.code.into_owned()));
            }
            // Samples need not keep lengths, patterns and rules; but nothing may fail to be judged.
            for code in ["type", "expression", "option", "unknown_field", "limit", "format"] {
                assert!(!codes.contains(code), "{}: {code}", named(file));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn imported_forms_can_be_published() {
    let (Some(mut files), Some(more)) = (all("xlsform"), all("formio")) else { return };
    files.extend(more);
    let forms: Vec<Json> = files.into_iter().map(|(_, _, import)| import.imported.form).collect();
    each_engine(move |ground| {
        let forms = forms.clone();
        async move {
            let admin = ground.acting("admin", Role::Administrator).await;
            for (at, form) in forms.iter().enumerate() {
                let new: NewEventType = serde_json::from_str(&format!(
                    r#"{{"key": "form_{at}", "kind": "form", "name": {{"en": "Form {at}"}}, "form": {form}}}"#
                ))
                .unwrap();
                let made = types::create(&ground.backend, &admin, new).await;
                let made = made.unwrap_or_else(|error| panic!("form {at}: {error:?}"));
                assert_eq!(made.0.version, 1);
            }
        }
    })
    .await;
}
