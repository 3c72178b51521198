//! Reading the rows of a CSV file, twice: once to learn what is in it, once to register.

use std::io::Read;

use encoding_rs::Encoding;
use records::Problem;

use super::{MapError, map::FileFormat};

/// The largest file that is taken.
const LARGEST: u64 = 1 << 30;
/// A report shows this much of a row, in characters.
const SHOWN: usize = 1000;

/// A CSV file with its header.
pub(super) struct Table {
    bytes: Vec<u8>,
    delimiter: u8,
    has_header: bool,
    encoding: &'static Encoding,
    empty: Vec<String>,
    pub(super) header: Vec<String>,
}

/// A row as it stands in the file, and what can be read of it.
pub(super) struct Row {
    /// Line of the file where it begins.
    pub(super) line: u64,
    /// As it stands, cut where it is long.
    pub(super) text: String,
    /// The texts of its columns, trimmed; what is wrong with the row where it cannot be read.
    pub(super) cells: Result<Vec<String>, Vec<Problem>>,
}

/// The encoding of that name.
pub(super) fn encoding(label: &str) -> Result<&'static Encoding, MapError> {
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible())
        .ok_or_else(|| MapError(format!("file.encoding {label:?} is not known; e.g. utf-8, windows-1250")))
}

impl Table {
    /// Takes the whole file and reads its header.
    pub(super) fn read(input: impl Read, format: &FileFormat) -> Result<Self, MapError> {
        let mut bytes = Vec::new();
        input
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| MapError(format!("the file cannot be read: {error}")))?;
        if bytes.len() as u64 > LARGEST {
            return Err(MapError("the file is larger than 1 GiB; split it".into()));
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(MapError("the file is in UTF-16; save it as UTF-8".into()));
        }
        if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
            bytes.drain(..3);
        }
        let mut table = Self {
            bytes,
            delimiter: u8::try_from(format.delimiter).unwrap_or(b','),
            has_header: format.header,
            encoding: encoding(&format.encoding)?,
            empty: format.empty.clone(),
            header: Vec::new(),
        };
        table.header = table.read_header()?;
        Ok(table)
    }

    fn read_header(&self) -> Result<Vec<String>, MapError> {
        let first = self.records(0).next().ok_or_else(|| MapError("the file is empty".into()))?;
        let cells = first.map_err(|error| MapError(format!("the file cannot be read: {error}")))?;
        if !self.has_header {
            return Ok((1..=cells.len()).map(|column| column.to_string()).collect());
        }
        let mut header: Vec<String> = Vec::with_capacity(cells.len());
        for cell in &cells {
            let name = self
                .decode(cell)
                .ok_or_else(|| MapError(format!("the header is not in {}", self.encoding.name())))?;
            if header.contains(&name) {
                return Err(MapError(format!("the file has two columns {name:?}")));
            }
            header.push(name);
        }
        Ok(header)
    }

    fn records(&self, from: usize) -> impl Iterator<Item = csv::Result<csv::ByteRecord>> + '_ {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(&self.bytes[from..])
            .into_byte_records()
    }

    /// All rows in their order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let mut records = self.records(0).skip(usize::from(self.has_header)).peekable();
        std::iter::from_fn(move || {
            // Reading from memory with any number of columns cannot fail.
            let record = records.next()?.ok()?;
            let place =
                |record: &csv::ByteRecord| record.position().map_or((0, 0), |at| (at.byte(), at.line()));
            let (begin, line) = place(&record);
            let end = records.peek().and_then(|next| next.as_ref().ok()).map(|next| place(next).0);
            let begin = usize::try_from(begin).unwrap_or(0).min(self.bytes.len());
            let end = end.and_then(|end| usize::try_from(end).ok()).unwrap_or(self.bytes.len());
            let raw = &self.bytes[begin..end.clamp(begin, self.bytes.len())];
            // The position is that of the end of the row before: blank lines belong to no row.
            let blank = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let skipped = raw[..blank].iter().filter(|byte| **byte == b'\n').count() as u64;
            Some(Row { line: line + skipped, text: self.show(&raw[blank..]), cells: self.cells(&record) })
        })
    }

    fn cells(&self, record: &csv::ByteRecord) -> Result<Vec<String>, Vec<Problem>> {
        if record.len() != self.header.len() {
            return Err(vec![
                Problem::new("", "columns")
                    .with("expected", self.header.len() as u64)
                    .with("found", record.len() as u64),
            ]);
        }
        let mut problems = Vec::new();
        let mut cells = Vec::with_capacity(record.len());
        for (cell, column) in record.iter().zip(&self.header) {
            let text = self.decode(cell).unwrap_or_else(|| {
                let name = self.encoding.name();
                problems.push(Problem::new(column.as_str(), "encoding").with("encoding", name));
                String::new()
            });
            cells.push(if self.empty.contains(&text) { String::new() } else { text });
        }
        if problems.is_empty() { Ok(cells) } else { Err(problems) }
    }

    fn decode(&self, bytes: &[u8]) -> Option<String> {
        let text = self.encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.trim().to_owned())
    }

    fn show(&self, raw: &[u8]) -> String {
        let (text, _) = self.encoding.decode_without_bom_handling(&raw[..raw.len().min(4 * SHOWN)]);
        text.trim_end_matches(['\r', '\n']).chars().take(SHOWN).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8], format: &FileFormat) -> Vec<(u64, String, Result<Vec<String>, String>)> {
        let table = Table::read(bytes, format).map_err(|error| error.0).unwrap();
        let show = |problems: Vec<Problem>| {
            problems.iter().map(|one| format!("{}:{}", one.path, one.code)).collect::<Vec<_>>().join(" ")
        };
        table.rows().map(|row| (row.line, row.text, row.cells.map_err(show))).collect()
    }

    #[test]
    fn rows_with_their_lines() {
        let ok = |cells: &[&str]| Ok(cells.iter().map(|cell| (*cell).to_owned()).collect());
        let file = b"\xef\xbb\xbfa,b\r\n1,\"x\r\ny\"\r\n\r\nonly\r\n \xff,2\r\n3,NULL";
        let format = FileFormat { empty: vec!["NULL".into()], ..FileFormat::default() };
        assert_eq!(
            rows(file, &format),
            [
                (2, "1,\"x\r\ny\"".into(), ok(&["1", "x\r\ny"])),
                (5, "only".into(), Err(":columns".into())),
                (6, " \u{fffd},2".into(), Err("a:encoding".into())),
                (7, "3,NULL".into(), ok(&["3", ""])),
            ]
        );
    }

    #[test]
    fn polish_spreadsheets() {
        let format = FileFormat {
            delimiter: ';',
            encoding: "windows-1250".into(),
            header: false,
            ..FileFormat::default()
        };
        let read = rows(b"\xaf\xf3\xb3w;\"a;b\"\n", &format);
        assert_eq!(read[0].2, Ok(vec!["Żółw".into(), "a;b".into()]));
    }

    #[test]
    fn files_that_cannot_be_used() {
        let error = |bytes: &[u8]| Table::read(bytes, &FileFormat::default()).map(drop).unwrap_err().0;
        assert!(error(b"").contains("empty"));
        assert!(error(b"a,a\n").contains("two columns"));
        assert!(error(b"\xff\xfea\0").contains("UTF-16"));
        assert!(error(b"\xff,b\n").contains("UTF-8"));
        assert!(encoding("utf-16").is_err() && encoding("nonsense").is_err());
    }
}
