//! `.xls`: records of a stream in a compound file. The reader makes a full grid of each sheet at once, so what the
//! records say of their places is looked at before it may.

use std::io::{Cursor, Read};

use calamine::{Reader, Xls};
use cfb::CompoundFile;

use super::{Filling, NoForm, Sheet, broken, is_wanted, owned};

/// Cells of all grids together, empty ones included.
const GRID: u64 = 2_000_000;
const SHEETS: usize = 100;

/// Kinds of records ([MS-XLS] 2.3).
const DIMENSIONS: u16 = 0x0200;
const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
/// Number, label, rich string, truth or error, RK, shared label, RKs, formula.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x00bd, 0x0006];

pub(super) fn check(bytes: &[u8]) -> Result<(), NoForm> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let is_book = |name: &str| name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book");
    let books: Vec<_> = file
        .walk()
        .filter(|entry| entry.is_stream() && is_book(entry.name()))
        .map(|entry| entry.path().to_owned())
        .collect();
    let [book] = books.as_slice() else {
        return Err(NoForm::NoWorkbook);
    };
    let mut stream = Vec::new();
    file.open_stream(book).and_then(|mut book| book.read_to_end(&mut stream)).map_err(broken)?;
    let mut sheets = Vec::new();
    for (kind, data) in records(&stream, 0) {
        if let (BOUND_SHEET, Some(start)) = (kind, data.first_chunk::<4>()) {
            sheets.push(u32::from_le_bytes(*start) as usize);
        }
    }
    if sheets.len() > SHEETS {
        return Err(NoForm::ManySheets);
    }
    let grid: u64 = sheets.iter().map(|start| grid(&stream, *start)).fold(0, u64::saturating_add);
    if grid > GRID {
        return Err(NoForm::LargeSheets);
    }
    Ok(())
}

/// Cells of the smallest grid that holds all cells of a sheet, or of the one that it announces.
fn grid(stream: &[u8], start: usize) -> u64 {
    let number = |data: &[u8], at: usize| {
        data.get(at..at + 2).map_or(0, |bytes| u64::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    };
    let long = |data: &[u8], at: usize| number(data, at) | (number(data, at + 2) << 16);
    let (mut rows, mut columns, mut announced) = (0, 0, 0u64);
    for (kind, data) in records(stream, start) {
        if kind == DIMENSIONS {
            // Before BIFF8 rows were counted in two bytes.
            let here = if data.len() >= 14 {
                long(data, 4).saturating_mul(number(data, 10))
            } else {
                number(data, 2).saturating_mul(number(data, 6))
            };
            announced = announced.max(here);
        } else if CELLS.contains(&kind) {
            rows = rows.max(number(data, 0) + 1);
            let last = if kind == 0x00bd { data.len().saturating_sub(2) } else { 2 };
            columns = columns.max(number(data, last) + 1);
        }
    }
    announced.max(rows * columns)
}

/// The records from a place to the end of their part: kind and data.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(start..).unwrap_or_default();
    let (mut ended, mut depth) = (false, 0);
    std::iter::from_fn(move || {
        let [a, b, c, d] = *rest.first_chunk::<4>().filter(|_| !ended)?;
        let (kind, length) = (u16::from_le_bytes([a, b]), usize::from(u16::from_le_bytes([c, d])));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        // Charts inside a sheet are parts of their own.
        depth += i32::from(kind == BEGIN) - i32::from(kind == END);
        ended = kind == END && depth <= 0;
        Some((kind, data))
    })
}

pub(super) fn read(bytes: &[u8], wanted: &[&str]) -> Result<Vec<Sheet>, NoForm> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    let mut filling = Filling::default();
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        if !is_wanted(&name, wanted) {
            continue;
        }
        let range = workbook.worksheet_range(&name).map_err(broken)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut sheet = Sheet { name, rows: Default::default() };
        for (row, column, data) in range.used_cells() {
            let at = (first_row + row as u32, first_column + column as u32);
            filling.put(&mut sheet, at, &owned(data))?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}
