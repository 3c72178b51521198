//! The lists of choices, and filters over them.

use std::{collections::BTreeMap, rc::Rc};

use forms::Label;

use super::{columns::Table, xpath::Columns};
use crate::form_import::{
    piece::Choice,
    report::Report,
    told::{Obstacle, What, Why},
};

/// Bytes of an option's key.
const KEY: usize = 256;

/// Lists by name, in the order of the sheet.
#[derive(Default)]
pub(in crate::form_import) struct Lists(BTreeMap<String, List>);

#[derive(Default)]
struct List {
    items: Vec<Item>,
    options: Rc<[Choice]>,
}

/// One row of the choices.
pub(in crate::form_import) struct Item {
    pub(super) key: String,
    pub(super) label: Label,
    /// What filters and look-ups may read.
    pub(super) columns: Columns,
}

impl Lists {
    pub(super) fn read(table: &Table<'_>, report: &mut Report) -> Lists {
        let mut lists = Lists::default();
        let mut pictured: BTreeMap<String, String> = BTreeMap::new();
        for row in table.rows() {
            let (list, key) = (row.text("list_name"), row.text("name"));
            if list.is_empty() && key.is_empty() {
                continue;
            }
            if list.is_empty() || key.is_empty() || key.len() > KEY {
                report.left_out(row.place(), What::Choice(key.to_owned()), Why::UnnamedChoice);
                continue;
            }
            let (mut label, _) = row.label("label");
            if label.is_empty() {
                label = Label::new(super::super::languages::UNNAMED, key);
            }
            for media in ["image", "big-image", "audio", "video"] {
                if let Some(cell) = row.cells(media).first() {
                    pictured.entry(list.to_owned()).or_insert_with(|| cell.place.clone());
                }
            }
            let mut columns: Columns =
                table.names().map(|name| (name.to_owned(), row.text(name).to_owned())).collect();
            columns.insert("name".to_owned(), key.to_owned());
            lists.0.entry(list.to_owned()).or_default().items.push(Item {
                key: key.to_owned(),
                label,
                columns,
            });
        }
        for list in lists.0.values_mut() {
            list.options = distinct(list.items.iter());
        }
        for (list, place) in pictured {
            report.left_out(place, What::Pictures(list), Why::WordsAndColors);
        }
        lists
    }

    pub(in crate::form_import) fn get(&self, name: &str) -> Option<&[Item]> {
        self.0.get(name).map(|list| list.items.as_slice())
    }

    /// What may be chosen. A choice that stands several times, for filters, is one option.
    pub(super) fn options(&self, name: &str) -> Option<Rc<[Choice]>> {
        self.0.get(name).map(|list| Rc::clone(&list.options))
    }
}

pub(super) fn distinct<'a>(items: impl Iterator<Item = &'a Item>) -> Rc<[Choice]> {
    let mut options: Vec<Choice> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for item in items {
        if seen.insert(item.key.as_str()) {
            options.push(Choice { key: item.key.clone(), label: item.label.clone() });
        }
    }
    options.into()
}

impl Item {
    /// The words of the choice, where people here read them in one language.
    pub(in crate::form_import) fn label_here(&self) -> Result<String, Obstacle> {
        words(&self.label)
    }
}

/// Values have one language, words have several: taken over where a Polish and an English reader see the same ones.
pub(in crate::form_import) fn words(label: &Label) -> Result<String, Obstacle> {
    let (polish, english) = (label.in_language("pl"), label.in_language("en"));
    if polish == english { Ok(english.to_owned()) } else { Err(Obstacle::WordsDiffer) }
}
