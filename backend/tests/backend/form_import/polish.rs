//! What an import tells in Polish.

use backend::form_import;
use records::Language;

use super::workbooks::survey;

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let told = match form_import::read(name, bytes, Language::Polish) {
        Ok(import) => {
            let left_out = import.imported.report.left_out;
            left_out.iter().map(|one| format!("{}: {}: {}", one.at, one.what, one.why)).collect()
        }
        Err(error) => vec![error.to_string()],
    };
    assert_eq!(told, expected);
}

#[test]
fn reports_are_told_in_polish() {
    check(
        "a.xlsx",
        &survey(&[&["text", "x", "X", "${n} = ${day}"], &["hologram", "h", "H"]]),
        &[
            "survey!18: „me”: pole nie jest potrzebne: zdarzenie pamięta, kto je zarejestrował",
            "survey!20: „h”: typ `hologram` nie jest znany; dodaj pole ręcznie",
            "survey!D19: warunek elementu „x”: ${n} = ${day}: liczba i data nie dają się porównać; wpisz to ręcznie",
        ],
    );
    check(
        "a.json",
        br#"{"components": [
            {"type": "textfield", "key": "x", "customConditional": "show = instance.isDigital()"},
            {"type": "textfield", "key": "y", "validate": {"pattern": "(?=a)b"}}]}"#,
        &[
            "/components/0/customConditional: warunek elementu „x”: show = instance.isDigital(): nie ma tu na to \
             wyrażenia: wywołanie `instance.isDigital()`; wpisz to ręcznie",
            "/components/1: `pattern` elementu „y”: wzorzec używa czegoś, czego tutejsze wzorce nie mają \
             (np. look-around); zapisz go bez tego",
        ],
    );
}

#[test]
fn what_is_no_form_is_told_in_polish() {
    let neither = "nie jest ani skoroszytem (.xlsx, .xls), ani obiektem JSON";
    check("a.json", b"[]", &[&format!("plik „a.json” {neither}")]);
    check("", b"[]", &[&format!("plik {neither}")]);
    check(
        "a.json",
        br#"{"a": }"#,
        &["plik „a.json” nie jest JSON-em: powinien tu być inny znak, wiersz 1, kolumna 7"],
    );
    // What the reader of workbooks says of it is English, and left out.
    let broken = "skoroszyt jest uszkodzony; otwórz go w arkuszu kalkulacyjnym i zapisz na nowo";
    check("a.xlsx", b"PK but no workbook", &[broken]);
}
