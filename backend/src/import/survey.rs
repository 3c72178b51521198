//! The first pass over a file: which companies, employees, event types and options it speaks of.

use std::collections::{HashMap, HashSet};

use records::{Uuid, companies::NewCompany};

use super::{
    MapError,
    identity::Identity,
    map::{Companies, FieldDefinition, Map},
    table::Table,
    values,
};
use crate::collation::sort_key;

/// More different values are no choice.
const MOST_OPTIONS: usize = 200;
/// A file speaks of at most this many event types.
const MOST_TYPES: usize = 500;

/// A person of the file.
#[derive(Clone)]
pub(super) struct Employee {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) login: Option<String>,
}

/// What the file speaks of, everything in the order of its first row.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) rows: u64,
    pub(super) companies: Vec<NewCompany>,
    pub(super) employees: Vec<Employee>,
    /// Values of `events.type`.
    pub(super) types: Vec<String>,
    /// Options of the fields that are choices, by the field's key, sorted.
    pub(super) options: HashMap<String, Vec<String>>,
}

/// Reads the file through. Rows that cannot be read add nothing.
pub(super) fn survey(map: &Map, table: &Table, ids: Identity) -> Result<Survey, MapError> {
    let mut found = Survey::default();
    let mut known = HashSet::new();
    let mut types = HashSet::new();
    let choices: Vec<(&FieldDefinition, usize)> =
        columns(map, table)?.into_iter().filter(|(field, _)| field.is_choice()).collect();
    let mut options: Vec<HashSet<String>> = vec![HashSet::new(); choices.len()];
    for row in table.rows() {
        found.rows += 1;
        let Ok(cells) = row.cells else { continue };
        if let Some(companies) = &map.companies
            && let Some(key) = companies.key.fill(&cells)
            && known.insert(ids.company(&key))
        {
            found.companies.push(company(companies, ids.company(&key), &cells));
        }
        if let Some(employees) = &map.employees
            && let Some(key) = employees.key.fill(&cells)
            && known.insert(ids.employee(&key))
        {
            found.employees.push(Employee {
                id: ids.employee(&key),
                name: employees.name.fill(&cells).unwrap_or_default(),
                email: employees.email.as_ref().and_then(|email| email.fill(&cells)),
                login: employees.login.as_ref().and_then(|login| login.fill(&cells)),
            });
        }
        if let Some(value) = map.events.r#type.fill(&cells)
            && !types.contains(&value)
        {
            types.insert(value.clone());
            found.types.push(value);
        }
        for ((field, column), options) in choices.iter().zip(&mut options) {
            let text = cells.get(*column).map_or("", String::as_str);
            options.extend(option_keys(field, text));
        }
        if types.len() > MOST_TYPES {
            let most =
                format!("events.type has more than {MOST_TYPES} different values; is it the right column?");
            return Err(MapError(most));
        }
        if let Some(at) = options.iter().position(|options| options.len() > MOST_OPTIONS) {
            let FieldDefinition { key, column, .. } = choices[at].0;
            return Err(MapError(format!(
                "the column {column} has more than {MOST_OPTIONS} different values: the field {key} cannot be a choice"
            )));
        }
    }
    for ((field, _), options) in choices.iter().zip(options) {
        let mut options: Vec<String> = options.into_iter().collect();
        options.sort_by_cached_key(|option| (option.parse::<u64>().ok(), sort_key(option)));
        found.options.insert(field.key.clone(), options);
    }
    Ok(found)
}

/// The fields with the places of their columns.
pub(super) fn columns<'m>(
    map: &'m Map,
    table: &Table,
) -> Result<Vec<(&'m FieldDefinition, usize)>, MapError> {
    let place = |field: &'m FieldDefinition| {
        let at = table.header.iter().position(|column| *column == field.column);
        at.map(|at| (field, at))
            .ok_or_else(|| unknown(&format!("the field {}", field.key), &field.column, table))
    };
    map.fields.iter().map(place).collect()
}

/// A column that the file does not have.
pub(super) fn unknown(place: &str, column: &str, table: &Table) -> MapError {
    MapError(format!(
        "{place} names the column {column:?}, which the file does not have; it has {}",
        table.header.join(", ")
    ))
}

/// Options of one cell; such as no form could hold are left to be refused with their row.
fn option_keys(field: &FieldDefinition, text: &str) -> Vec<String> {
    let several = field.kind() == forms::FieldType::Choices;
    let one = (!several).then_some(text);
    let items = one.into_iter().chain(values::items(field, text).filter(|_| several));
    items
        .filter(|item| !item.is_empty() && item.len() <= 256 && !item.contains('\0'))
        .filter(|_| !field.empty.iter().any(|empty| empty == text))
        .map(str::to_owned)
        .collect()
}

fn company(companies: &Companies, id: Uuid, cells: &[String]) -> NewCompany {
    let get = |name: &str| companies.rest.get(name).and_then(|template| template.fill(cells));
    NewCompany {
        id: Some(id),
        name: companies.name.fill(cells).unwrap_or_default(),
        nip: get("nip"),
        street: get("street"),
        postal_code: get("postal_code"),
        post_town: get("post_town"),
        city: get("city"),
        country: get("country"),
        email: get("email"),
        phone: get("phone"),
        website: get("website"),
        note: get("note"),
        account_manager: None,
    }
}
