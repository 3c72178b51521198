//! Workbooks (.xlsx, .xls) as texts in cells, with bounds on everything that a small file can make large.

mod old;
mod packed;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, ExcelDateTime};

use super::told::NoForm;

/// Characters of a cell; no program writes more.
const CELL: usize = 32_767;
/// Bytes of text in all cells together.
const TEXT: usize = 16 * 1024 * 1024;
/// Cells with something in them.
const CELLS: usize = 500_000;

/// Sheets by their names in small letters, in order.
pub(super) struct Workbook(Vec<Sheet>);

/// The cells of a sheet that hold something: trimmed texts by row and column, both from 0.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

impl Workbook {
    /// Reads the sheets that `wanted` names, in small letters.
    pub(super) fn read(bytes: &[u8], wanted: &[&str]) -> Result<Workbook, NoForm> {
        let is_packed = bytes.starts_with(b"PK");
        if is_packed {
            packed::check(bytes)?
        } else {
            old::check(bytes)?
        }
        // The reader was written for what office programs write; whatever it trips over is a broken file.
        let read =
            AssertUnwindSafe(
                || if is_packed { packed::read(bytes, wanted) } else { old::read(bytes, wanted) },
            );
        catch_unwind(read).unwrap_or(Err(NoForm::Unfitting)).map(Workbook)
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.0.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }
}

fn broken(why: impl std::fmt::Display) -> NoForm {
    NoForm::Broken(why.to_string())
}

fn is_wanted(name: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|wanted| name.trim().eq_ignore_ascii_case(wanted))
}

/// Takes cells up to the bounds of all sheets together.
#[derive(Default)]
struct Filling {
    cells: usize,
    text: usize,
}

impl Filling {
    fn put(&mut self, sheet: &mut Sheet, (row, column): (u32, u32), text: &str) -> Result<(), NoForm> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        self.text += text.len();
        if text.len() > CELL && text.chars().count() > CELL {
            return Err(NoForm::LongCell(place(&sheet.name, row, column), CELL));
        }
        if self.cells > CELLS || self.text > TEXT {
            return Err(NoForm::MuchText);
        }
        sheet.rows.entry(row).or_default().insert(column, text.to_owned());
        Ok(())
    }
}

/// `survey!C12`
pub(super) fn place(sheet: &str, row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{sheet}!{letters}{}", row + 1)
}

fn owned(data: &Data) -> String {
    match data {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => truth(*value),
        Data::DateTime(moment) => moment_text(moment),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn shared(data: &DataRef<'_>) -> String {
    match data {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Bool(value) => truth(*value),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

/// ISO 8601: a date, a time, or both.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (moment.as_f64() < 1.0, moment.as_f64().fract() == 0.0) {
        (true, _) => time,
        (_, true) => date,
        _ => format!("{date}T{time}"),
    }
}
