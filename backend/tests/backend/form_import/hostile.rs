//! Files that are broken, foreign, or made to hurt: each gets a sentence, none a panic.

use std::io::{Cursor, Write};

use backend::form_import::LARGEST;
use serde_json::{Value, json};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    read, tried,
    workbooks::{survey, workbook},
};

#[track_caller]
fn refused(name: &str, bytes: &[u8], why: &str) {
    match tried(name, bytes) {
        Ok(import) => panic!("{name} was taken: {}", import.imported.form),
        Err(error) => assert!(error.to_string().contains(why), "{name}: {error}"),
    }
}

#[test]
fn foreign_files() {
    refused("a.json", b"", "neither");
    refused("a.json", b"\xff\xfe\x00", "neither");
    refused("a.txt", b"type,name\n", "neither");
    refused("a.json", b"[1, 2]", "neither");
    refused("a.json", b"{\"components\": [", "not JSON");
    refused("a.json", b"{}", "no form");
    refused("a.json", br#"{"openapi": "3.1.0", "components": {"schemas": {}}}"#, "no form");
    refused("a.json", br#"{"components": [{"name": "a"}]}"#, "none of a Form.io form");
    refused("a.json", br#"{"components": [1]}"#, "none of a Form.io form");
    let deep = format!("{}{}", "{\"a\":".repeat(5000), "}".repeat(5000));
    refused("a.json", deep.as_bytes(), "nested deeper");
    refused("a.pdf", b"%PDF-1.7", "neither");
    refused("big.json", &vec![b' '; LARGEST + 1], "larger than 16 MiB");
}

#[test]
fn broken_workbooks() {
    let whole = survey(&[&["text", "x", "X"]]);
    // Cut anywhere, and with any byte turned: an error or a form, never a panic.
    for length in (0..whole.len()).step_by(97) {
        assert!(tried("cut.xlsx", &whole[..length]).is_err(), "cut at {length}");
    }
    for at in (0..whole.len()).step_by(41) {
        let mut turned = whole.clone();
        turned[at] ^= 0xff;
        let _ = tried("turned.xlsx", &turned);
    }
    refused("a.xlsx", b"PK\x03\x04 but no more", "broken");
    refused("a.xlsx", &packed(&[("hello.txt", b"hello")]), "broken");
    refused("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "broken");
    refused("a.xlsx", &workbook(&[("Sheet1", &[&["type"]])]), "no sheet `survey`");
    refused("a.xlsx", &workbook(&[("survey", &[])]), "empty");
    refused("a.xlsx", &workbook(&[("survey", &[&["name", "label"], &["a", "b"]])]), "no column `type`");
    refused(
        "a.xlsx",
        &workbook(&[("survey", &[&["type"]]), ("choices", &[&["a"]])]),
        "no column `list_name`",
    );
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn bombs() {
    let zeros = vec![b'0'; 80 << 20];
    let bomb = packed(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    refused("bomb.xlsx", &bomb, "64 MiB");
    // The same with a lie about its size, in both places where it stands.
    let mut lying = bomb.clone();
    let size = (80u32 << 20).to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
    }
    assert!(tried("lying.xlsx", &lying).is_err());
    let names: Vec<String> = (0..3000).map(|at| format!("{at}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("parts.xlsx", &packed(&parts), "2,000 parts");
}

/// One cell in the last corner of a sheet: no grid is made of it.
#[test]
fn far_cells() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("survey").unwrap();
    for (column, text) in ["type", "name", "label"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, text).unwrap();
        sheet.write_string(1, column as u16, "text").unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let import = read("far.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(import.imported.report.imported, 1);
}

/// Records of an old workbook that announce, or place, more cells than there is memory.
#[test]
fn old_workbooks_that_claim_too_much() {
    let record =
        |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let mut announced = vec![0; 14];
    announced[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    announced[10..12].copy_from_slice(&255u16.to_le_bytes());
    let number = |row: u16, column: u16| {
        let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        data.extend(1f64.to_le_bytes());
        record(0x0203, &data)
    };
    for claim in [record(0x0200, &announced), [number(0, 0), number(u16::MAX, 255)].concat()] {
        let sheet_name = [&[0u8, 0, 6, 0][..], b"survey"].concat();
        let globals_length = begin(5).len() + 4 + 4 + sheet_name.len() + end.len();
        let sheet = record(0x0085, &[&(globals_length as u32).to_le_bytes()[..], &sheet_name].concat());
        let stream = [begin(5), sheet, end.clone(), begin(16), claim, end.clone()].concat();
        let stream = [stream, vec![0; 5000]].concat();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
        file.flush().unwrap();
        refused("claims.xls", &file.into_inner().into_inner(), "larger than any form");
    }
}

#[test]
fn huge_cells() {
    // Excel would not write it; other programs may. Shared strings make it cheap to repeat.
    let long = "x".repeat(40_000);
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row></sheetData></worksheet>"#
    );
    let bytes = packed(&[
        ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    refused("huge.xlsx", &bytes, "survey!A1 holds more than 32767 characters");
}

/// Groups in one another without end, conditions in circles, thousands of fields.
#[test]
fn forms_that_are_too_much() {
    let mut nested = json!({"type": "textfield", "key": "deep"});
    for level in 0..60 {
        nested = json!({"type": "panel", "key": format!("p{level}"), "title": "P", "components": [nested]});
    }
    let text = json!({"components": [nested]}).to_string();
    let import = read("deep.json", text.as_bytes());
    assert_eq!(import.imported.report.imported, 0);
    assert!(import.imported.report.left_out[0].why.contains("too deep"));

    let mut nested = json!({"type": "textfield", "key": "deep"});
    for level in 0..30 {
        nested = json!({"type": "panel", "key": format!("p{level}"), "title": "P", "components": [nested],
                        "conditional": {"when": "t", "eq": level.to_string(), "show": true}});
    }
    let text = json!({"components": [{"type": "textfield", "key": "t"}, nested]}).to_string();
    let import = read("deep.json", text.as_bytes());
    assert_eq!((import.share.found, import.share.translated), (30, 30));
    // 8 levels are kept; what the others ask stands at the field itself.
    let form = import.imported.form.to_string();
    assert!(form.contains("t == '0'") && form.contains("t == '29'"), "{form}");

    let circle = |key: &str, when: &str| json!({"type": "textfield", "key": key, "conditional": {"when": when, "eq": "1", "show": true}});
    let text = json!({"components": [circle("a", "b"), circle("b", "a"), circle("c", "c")]}).to_string();
    let import = read("circle.json", text.as_bytes());
    assert_eq!((import.share.found, import.share.translated), (3, 1));
    assert_eq!(import.imported.report.left_out.len(), 2);

    let many: Vec<Value> =
        (0..2100).map(|at| json!({"type": "textfield", "key": format!("f{at}")})).collect();
    let import = read("many.json", json!({"components": many}).to_string().as_bytes());
    assert_eq!(import.imported.report.imported, 2000);
    assert_eq!(import.imported.report.left_out.len(), 100);

    // One long list under many questions would fill the memory.
    let keys: Vec<String> = (0..5000).map(|at| format!("k{at}")).collect();
    let mut choices: Vec<&[&str]> = vec![&["list_name", "name"]];
    let rows: Vec<[&str; 2]> = keys.iter().map(|key| ["l", key.as_str()]).collect();
    choices.extend(rows.iter().map(|row| &row[..]));
    let names: Vec<String> = (0..100).map(|at| format!("q{at}")).collect();
    let rows: Vec<[&str; 2]> = names.iter().map(|name| ["select_one l", name.as_str()]).collect();
    let mut questions: Vec<&[&str]> = vec![&["type", "name"]];
    questions.extend(rows.iter().map(|row| &row[..]));
    refused(
        "lists.xlsx",
        &workbook(&[("survey", &questions), ("choices", &choices)]),
        "more than 200,000 options",
    );
    let many: Vec<&[&str]> = (0..10_100).map(|_| &["text", "a"][..]).collect();
    refused("rows.xlsx", &workbook(&[("survey", &many)]), "more than 10,000 rows");
}
