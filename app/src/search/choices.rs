//! What the palette offers: records that were open or found, commands, pages.

use records::{
    companies::CompanyRow,
    events::EventRow,
    search::{Found, FoundContact},
};

use super::{folding::fits, recent::Visit};
use crate::{
    catalogue::Catalogue,
    i18n::{Language, Texts},
    kit::Shape,
    route::Page,
};

/// What choosing does.
#[derive(Clone, PartialEq)]
pub(super) enum Act {
    Go(String),
    Theme(&'static str),
    Density(&'static str),
    Language(Language),
    SignOut,
}

/// One line of the palette. Lines of one group stand together, under its name.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) group: &'static str,
    pub(super) shape: Shape,
    pub(super) name: String,
    pub(super) details: String,
    pub(super) act: Act,
}

/// The records opened last.
pub(super) fn recent(texts: &Texts, visits: Vec<Visit>) -> impl Iterator<Item = Choice> {
    let group = texts.find_recent;
    visits.into_iter().map(move |(url, name)| {
        let shape = if matches!(Page::of(&url), Page::Event(_)) { Shape::Events } else { Shape::Companies };
        Choice { group, shape, name, details: String::new(), act: Act::Go(url) }
    })
}

/// Commands and pages, those that fit what was typed.
pub(super) fn commands(texts: &'static Texts, may_write: bool, typed: &str) -> Vec<Choice> {
    let (actions, pages) = (texts.find_actions, texts.find_pages);
    let mut all = Vec::new();
    let mut add = |group: &'static str, shape: Shape, words: &[&str], act: Act| {
        let name = words.join(": ");
        if fits(typed, &name) {
            all.push(Choice { group, shape, name, details: String::new(), act });
        }
    };
    let go = |page: Page| Act::Go(page.path());
    if may_write {
        add(actions, Shape::Register, &[texts.register_event], go(Page::Register));
        add(actions, Shape::Register, &[texts.add_company], go(Page::AddCompany));
    }
    // Beside an empty field they would only be in the way.
    if !typed.is_empty() {
        for (name, key) in
            [(texts.theme_auto, "auto"), (texts.theme_light, "light"), (texts.theme_dark, "dark")]
        {
            add(actions, Shape::Look, &[texts.theme, name], Act::Theme(key));
        }
        for (name, key) in [(texts.density_comfortable, "comfortable"), (texts.density_compact, "compact")] {
            add(actions, Shape::Look, &[texts.density, name], Act::Density(key));
        }
        for language in Language::ALL {
            add(actions, Shape::Language, &[texts.language, language.name()], Act::Language(language));
        }
        add(actions, Shape::Leave, &[texts.sign_out], Act::SignOut);
    }
    for (shape, name, page) in [
        (Shape::Home, texts.home, Page::Home),
        (Shape::Companies, texts.companies, Page::Companies),
        (Shape::Events, texts.events, Page::Events),
        (Shape::Types, texts.event_types, Page::EventTypes),
        (Shape::People, texts.people, Page::People),
        (Shape::People, texts.groups, Page::Groups),
        (Shape::Outbox, texts.outbox, Page::Outbox),
        (Shape::Settings, texts.settings, Page::Settings),
        (Shape::Password, texts.change_password, Page::Password),
        (Shape::About, texts.about, Page::About),
    ] {
        add(pages, shape, &[name], go(page));
    }
    all
}

/// The records that the server found.
pub(super) fn records(texts: &'static Texts, catalogue: Catalogue, found: Found) -> Vec<Choice> {
    let company = |row: CompanyRow| Choice {
        group: texts.companies,
        shape: Shape::Companies,
        name: row.name,
        details: row.city.unwrap_or_default(),
        act: Act::Go(Page::Company(row.id).path()),
    };
    let event = |row: EventRow| {
        let kind = catalogue.type_name(&row.r#type);
        let first = row.note.lines().next().unwrap_or_default();
        let about = [row.company_name.as_deref().unwrap_or_default(), first];
        Choice {
            group: texts.events,
            shape: Shape::Events,
            name: row.number.map_or(kind.clone(), |number| [&kind, " ", &number].concat()),
            details: about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            act: Act::Go(Page::Event(row.id).path()),
        }
    };
    let contact = |one: FoundContact| Choice {
        group: texts.contacts,
        shape: Shape::People,
        name: one.name,
        details: one.position.into_iter().chain([one.company_name]).collect::<Vec<_>>().join(" · "),
        act: Act::Go(Page::Company(one.company).path()),
    };
    let companies = found.companies.into_iter().map(company);
    companies
        .chain(found.contacts.into_iter().map(contact))
        .chain(found.events.into_iter().map(event))
        .collect()
}
