//! What a person opened last, remembered in this browser for each person.

use records::Uuid;

use crate::{route::Page, store};

/// As many are remembered.
const MOST: usize = 6;

/// Address and name of a record that was open.
pub(super) type Visit = (String, String);

/// The records that were open last, the newest first.
pub(super) fn read(user: Uuid) -> Vec<Visit> {
    let text = store::get(&stored(user)).unwrap_or_default();
    let visit = |line: &str| line.split_once('\t').map(|(url, name)| (url.to_owned(), name.to_owned()));
    text.lines().filter_map(visit).collect()
}

/// Puts a page before the others, if it is that of a record and has its name already.
pub(super) fn visited(user: Uuid, url: &str, name: &str) {
    let page = match Page::of(url) {
        Page::Company(id) | Page::CompanyEvents(id) => Page::Company(id),
        Page::Event(id) => Page::Event(id),
        _ => return,
    };
    if name.chars().count() < 2 {
        return;
    }
    let url = page.path();
    let others = read(user).into_iter().filter(|(other, _)| *other != url).take(MOST - 1);
    let mut text = [&url, "\t", name].concat();
    for (url, name) in others {
        text.push('\n');
        text.push_str(&url);
        text.push('\t');
        text.push_str(&name);
    }
    store::set(&stored(user), &text);
}

fn stored(user: Uuid) -> String {
    format!("kronika.recent.{user}")
}
