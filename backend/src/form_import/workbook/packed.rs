//! `.xlsx`: XML in a zip archive, read cell by cell.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use zip::ZipArchive;

use super::{Filling, NoForm, Sheet, broken, is_wanted, shared};

/// Parts of an archive.
const PARTS: usize = 2_000;
/// Bytes of all parts, unpacked.
const UNPACKED: u64 = 64 * 1024 * 1024;

/// Unpacks every part into nothing: what an archive says of its sizes need not be true.
pub(super) fn check(bytes: &[u8]) -> Result<(), NoForm> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS {
        return Err(NoForm::ManyParts);
    }
    let mut declared = 0u64;
    for index in 0..archive.len() {
        declared = declared.saturating_add(archive.by_index_raw(index).map_err(broken)?.size());
    }
    if declared > UNPACKED {
        return Err(NoForm::Unpacked);
    }
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let length = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(length).ok_or(NoForm::Unpacked)?;
    }
    Ok(())
}

pub(super) fn read(bytes: &[u8], wanted: &[&str]) -> Result<Vec<Sheet>, NoForm> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut filling = Filling::default();
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        if !is_wanted(&name, wanted) {
            continue;
        }
        let mut sheet = Sheet { name: name.clone(), rows: Default::default() };
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            filling.put(&mut sheet, cell.get_position(), &shared(cell.get_value()))?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}
