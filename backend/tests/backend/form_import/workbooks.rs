//! Small workbooks, written by the test that reads them.

use rust_xlsxwriter::Workbook;

/// A workbook of sheets, each with its rows; the first row holds the columns' names.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row as u32, column as u16, *text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

const COLUMNS: [&str; 8] =
    ["type", "name", "label", "relevant", "calculation", "constraint", "constraint_message", "required"];

/// Fields of every kind that expressions read, and choices for them.
const FIELDS: [[&str; 3]; 17] = [
    ["text", "t", "T"],
    ["integer", "n", "N"],
    ["integer", "m", "M"],
    ["decimal", "d", "D"],
    ["date", "day", "Day"],
    ["date", "until", "Until"],
    ["dateTime", "moment", "Moment"],
    ["time", "hour", "Hour"],
    ["select_one grades", "grade", "Grade"],
    ["select_one colors", "color", "Color"],
    ["select_multiple colors", "colors", "Colors"],
    ["acknowledge", "ok", "OK"],
    ["begin repeat", "people", "People"],
    ["text", "who", "Who"],
    ["integer", "age", "Age"],
    ["end repeat", "", ""],
    ["username", "me", ""],
];

const CHOICES: [&[&str]; 6] = [
    &["list_name", "name", "label", "warm"],
    &["grades", "1", "One"],
    &["grades", "2", "Two"],
    &["grades", "3", "Three"],
    &["colors", "red", "Red", "yes"],
    &["colors", "blue", "Blue", "no"],
];

/// An XLSForm with all of these fields and, last, the rows given: type, name, and the columns after `label`.
pub fn survey(last: &[&[&str]]) -> Vec<u8> {
    let mut rows: Vec<Vec<&str>> = vec![COLUMNS.to_vec()];
    rows.extend(FIELDS.iter().map(|field| field.to_vec()));
    rows.extend(last.iter().map(|row| row.to_vec()));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    workbook(&[("survey", &rows), ("choices", &CHOICES)])
}
