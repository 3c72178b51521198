//! The columns of a sheet, under whatever of their names it uses, and the languages of its words.

use std::collections::BTreeMap;

use forms::Label;

use crate::form_import::{
    html, languages,
    workbook::{Sheet, place},
};

/// A sheet with its header read.
pub(super) struct Table<'a> {
    sheet: &'a Sheet,
    /// Where the header stands.
    header: u32,
    columns: BTreeMap<u32, Column>,
    /// Language of words whose column names none.
    language: &'a str,
}

/// A column as it is meant: `label`, in the language of a `label::English (en)`.
struct Column {
    name: String,
    language: Option<String>,
}

/// One row below the header that holds something.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table<'a>,
    row: u32,
    cells: &'a BTreeMap<u32, String>,
}

/// A cell with something in it.
#[derive(Clone)]
pub(super) struct Cell<'a> {
    pub(super) text: &'a str,
    pub(super) place: String,
}

impl<'a> Table<'a> {
    pub(super) fn of(sheet: &'a Sheet, language: &'a str) -> Option<Table<'a>> {
        let (header, cells) = sheet.rows.iter().next()?;
        let columns = cells.iter().map(|(at, name)| (*at, column(name))).collect();
        Some(Table { sheet, header: *header, columns, language })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let below = self.sheet.rows.range(self.header + 1..);
        below.map(|(row, cells)| Row { table: self, row: *row, cells })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.values().any(|column| column.name == name)
    }

    /// The place of a column's heading, and its name, for columns that are none of these.
    pub(super) fn others(&self, known: &[&str]) -> Vec<(String, String)> {
        let unknown = self.columns.iter().filter(|(_, column)| !known.contains(&column.name.as_str()));
        unknown.map(|(at, column)| (place(&self.sheet.name, self.header, *at), column.name.clone())).collect()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.values().filter(|column| column.language.is_none()).map(|column| column.name.as_str())
    }
}

impl<'a> Row<'a> {
    pub(super) fn cell(&self, name: &str) -> Option<Cell<'a>> {
        let plain = |column: &&Column| column.name == name && column.language.is_none();
        self.table.columns.iter().find_map(|(at, column)| {
            let text = Some(&column).filter(|column| plain(column)).and(self.cells.get(at))?;
            Some(Cell { text, place: place(&self.table.sheet.name, self.row, *at) })
        })
    }

    pub(super) fn text(&self, name: &str) -> &'a str {
        self.cell(name).map_or("", |cell| cell.text)
    }

    /// Words in all languages that the sheet has them in, and the place of the first.
    pub(super) fn label(&self, name: &str) -> (Label, String) {
        let mut label = Label::default();
        let mut first = self.place();
        for (at, column) in self.table.columns.iter().filter(|(_, column)| column.name == name) {
            let Some(text) = self.cells.get(at) else { continue };
            if label.is_empty() {
                first = place(&self.table.sheet.name, self.row, *at);
            }
            let text = html::plain_if_marked(text);
            match &column.language {
                Some(language) => label.0.insert(language.clone(), text),
                // A column that names its language knows better.
                None => Some(label.0.entry(self.table.language.to_owned()).or_insert(text).clone()),
            };
        }
        (label, first)
    }

    /// All cells of a column in any language: of pictures and sounds.
    pub(super) fn cells(&self, name: &str) -> Vec<Cell<'a>> {
        let at = self.table.columns.iter().filter(|(_, column)| column.name == name).map(|(at, _)| *at);
        at.filter_map(|at| {
            let text = self.cells.get(&at)?;
            Some(Cell { text, place: place(&self.table.sheet.name, self.row, at) })
        })
        .collect()
    }

    /// `survey!12`
    pub(super) fn place(&self) -> String {
        format!("{}!{}", self.table.sheet.name, self.row + 1)
    }
}

/// Columns whose cells hold words or media, in one language each.
const IN_LANGUAGES: [&str; 9] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "big-image",
    "audio",
    "video",
];

fn column(heading: &str) -> Column {
    let mut parts: Vec<&str> = heading.split(':').map(str::trim).filter(|part| !part.is_empty()).collect();
    let small = |part: &str| part.to_lowercase().replace([' ', '-'], "_");
    // `bind::jr:constraintMsg`, `media::image::English (en)`
    while parts.len() > 1 && matches!(small(parts[0]).as_str(), "bind" | "media" | "jr" | "control" | "body")
    {
        parts.remove(0);
    }
    let name = match small(parts.first().unwrap_or(&"")).as_str() {
        "caption" => "label",
        "relevance" => "relevant",
        "constraintmsg" | "constraint_msg" => "constraint_message",
        "requiredmsg" => "required_message",
        "calculate" => "calculation",
        "readonly" => "read_only",
        "count" | "repeat_count" => "repeat_count",
        "list_name" | "list" => "list_name",
        "value" => "name",
        "big_image" => "big-image",
        other => return other_column(heading, other, &parts),
    };
    Column { name: name.to_owned(), language: language(name, &parts) }
}

/// Columns of the choices keep their spelling: filters name them by it.
fn other_column(heading: &str, small: &str, parts: &[&str]) -> Column {
    let known = IN_LANGUAGES.contains(&small) || super::KNOWN.contains(&small);
    let name = if known { small } else { heading.trim() };
    Column { name: name.to_owned(), language: language(name, parts) }
}

fn language(name: &str, parts: &[&str]) -> Option<String> {
    let named = parts.get(1).filter(|_| IN_LANGUAGES.contains(&name))?;
    Some(languages::code(named))
}
