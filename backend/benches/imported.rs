//! The engine on real forms: those with most fields among the forms that `KRONIKA_TEST_DATA` (else `../shared/data`)
//! holds, as the importer reads them. `cargo bench -p backend`

use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    sync::Arc,
};

use backend::form_import;
use criterion::{Criterion, criterion_group, criterion_main};
use forms::{Context, Filling, Form, Json, initial, validate};
use records::Language;

/// Forms that are measured.
const LARGEST: usize = 3;

fn files() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = env::var("KRONIKA_TEST_DATA").map_or(beside, PathBuf::from).join("forms");
    let inside = |kind: &str| fs::read_dir(folder.join(kind)).into_iter().flatten().flatten();
    ["xlsform", "formio"].into_iter().flat_map(inside).map(|file| file.path()).collect()
}

fn imported(criterion: &mut Criterion) {
    let mut forms: Vec<(String, Vec<u8>, Json, usize)> = files()
        .into_iter()
        .map(|file| {
            let bytes = fs::read(&file).expect("the file");
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let json = form_import::read(&name, &bytes, Language::English)
                .unwrap_or_else(|error| panic!("{name}: {error}"))
                .imported
                .form;
            let fields = Form::from_json(&json).expect("a sound form").fields().count();
            (name, bytes, json, fields)
        })
        .collect();
    if forms.is_empty() {
        eprintln!("there are no real forms: KRONIKA_TEST_DATA names no folder that holds them");
    }
    forms.sort_by_key(|(.., fields)| std::cmp::Reverse(*fields));
    for (name, bytes, json, fields) in forms.into_iter().take(LARGEST) {
        let id = |what: &str| format!("{name}, {fields} fields: {what}");
        let form = Arc::new(Form::from_json(&json).expect("a sound form"));
        let about = Context::default();
        let values = initial(&form, &about);
        criterion.bench_function(&id("import"), |bencher| {
            bencher.iter(|| form_import::read(&name, black_box(&bytes), Language::English))
        });
        criterion.bench_function(&id("read and check"), |bencher| {
            bencher.iter(|| Form::from_json(black_box(&json)))
        });
        criterion.bench_function(&id("judge all values"), |bencher| {
            bencher.iter(|| validate(&form, black_box(&values), &about))
        });
        let key = form
            .fields()
            .find(|field| field.table.is_none() && !field.is_computed())
            .map(|field| field.key.clone());
        let key = key.expect("a field");
        let mut filling = Filling::new(Arc::clone(&form), &values, about);
        let mut turn = false;
        criterion.bench_function(&id("one keystroke"), |bencher| {
            bencher.iter(|| {
                turn = !turn;
                filling.set(&key, Some(Json::from(if turn { "a" } else { "b" }))).len()
            })
        });
    }
}

criterion_group!(benches, imported);
criterion_main!(benches);
