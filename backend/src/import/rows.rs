//! The second pass over a file: every row becomes a registration, or a refusal that says why.

use std::collections::HashMap;

use forms::{Context, Json};
use records::{Problem, Timestamp, Uuid, events::RegisterEvent};

use super::{
    MapError, Refusal,
    identity::Identity,
    kinds::TypeOfRows,
    map::{FieldDefinition, Map},
    moment,
    survey::columns,
    table::{Row, Table},
    values,
};
use crate::TimeZone;

/// What is known when rows are read.
pub(super) struct Reader<'m> {
    pub(super) map: &'m Map,
    pub(super) zone: &'m TimeZone,
    ids: Identity,
    types: &'m HashMap<String, TypeOfRows>,
    /// Companies and employees by the ids made of their keys: the record's id, or what is wrong with it.
    parties: &'m HashMap<Uuid, Result<Uuid, Vec<Problem>>>,
    fields: Vec<(&'m FieldDefinition, usize)>,
    /// How often a content has come.
    seen: HashMap<Uuid, u64>,
}

/// A row that is ready to be registered.
pub(super) struct Ready {
    pub(super) line: u64,
    pub(super) text: String,
    pub(super) id: Uuid,
    pub(super) numbered: bool,
    pub(super) command: RegisterEvent,
    pub(super) number: Option<String>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(
        map: &'m Map,
        table: &Table,
        zone: &'m TimeZone,
        types: &'m HashMap<String, TypeOfRows>,
        parties: &'m HashMap<Uuid, Result<Uuid, Vec<Problem>>>,
    ) -> Result<Self, MapError> {
        let ids = Identity::of(&map.source);
        Ok(Self { map, zone, ids, types, parties, fields: columns(map, table)?, seen: HashMap::new() })
    }

    /// Reads one row; every breach is told at once.
    pub(super) fn read(&mut self, row: Row) -> Result<Ready, Refusal> {
        let Row { line, text, cells } = row;
        let cells = match cells {
            Ok(cells) => cells,
            Err(problems) => return Err(Refusal { line, problems, row: text }),
        };
        let content = self.ids.content(&cells);
        let occurrence = self.seen.entry(content).or_default();
        let id = self.ids.event(content, *occurrence);
        *occurrence += 1;
        let mut problems = Vec::new();
        let (map, ids) = (self.map, self.ids);
        let company =
            map.companies.as_ref().and_then(|one| one.key.fill(&cells)).map(|key| ids.company(&key));
        let employee =
            map.employees.as_ref().and_then(|one| one.key.fill(&cells)).map(|key| ids.employee(&key));
        let company = self.party("company", company, &mut problems);
        let performed_by = self.party("performed_by", employee, &mut problems);
        let occurred_at = self.occurred_at(&cells, &mut problems);
        let value = map.events.r#type.fill(&cells);
        let kind = value.as_ref().and_then(|value| self.types.get(value));
        if kind.is_none() {
            problems.push(Problem::new("type", "required"));
        }
        let (Some(kind), Some(value), true) = (kind, value, problems.is_empty()) else {
            return Err(Refusal { line, problems, row: text });
        };
        let command = RegisterEvent {
            id: Some(id),
            r#type: kind.key.clone(),
            occurred_at,
            performed_by,
            company,
            // Without this the type's default note would be written over history.
            note: Some(map.events.note.as_ref().and_then(|note| note.fill(&cells)).unwrap_or_default()),
            values: self.values(&value, &cells),
            ..RegisterEvent::default()
        };
        let number = map.events.number.as_ref().and_then(|number| number.fill(&cells));
        Ok(Ready { line, text, id, numbered: kind.numbered && number.is_none(), command, number })
    }

    fn party(&self, path: &str, id: Option<Uuid>, problems: &mut Vec<Problem>) -> Option<Uuid> {
        match self.parties.get(&id?)? {
            Ok(id) => Some(*id),
            Err(wrong) => {
                problems.extend(wrong.iter().cloned().map(|mut problem| {
                    problem.path = format!("{path}.{}", problem.path).trim_end_matches('.').to_owned();
                    problem
                }));
                None
            }
        }
    }

    fn occurred_at(&self, cells: &[String], problems: &mut Vec<Problem>) -> Option<Timestamp> {
        let Some(text) = self.map.events.occurred_at.fill(cells) else {
            problems.push(Problem::new("occurred_at", "required"));
            return None;
        };
        let at = moment::moment(self.zone, self.map.events.format.as_deref(), &text);
        if at.is_none() {
            problems.push(Problem::new("occurred_at", "format").with("text", text));
        }
        at
    }

    fn values(&self, type_value: &str, cells: &[String]) -> Json {
        let fields = self.fields.iter().filter(|(field, _)| field.belongs_to(type_value));
        let values: Vec<(String, Json)> = fields
            .filter_map(|(field, column)| {
                Some((field.key.clone(), values::value(self.zone, field, cells.get(*column)?)?))
            })
            .collect();
        if values.is_empty() { Json::Null } else { Json::Object(values) }
    }

    /// What the form says of a row, for a run that writes nothing.
    pub(super) fn judge(&self, ready: &Ready) -> Vec<Problem> {
        let Some(kind) = self.types.values().find(|kind| kind.key == ready.command.r#type) else {
            return Vec::new();
        };
        let empty = Json::object();
        let values = if ready.command.values.is_null() { &empty } else { &ready.command.values };
        let mut problems = forms::validate(&kind.form, values, &Context::default()).problems;
        for problem in &mut problems {
            problem.path = format!("values.{}", problem.path);
        }
        problems
    }
}
