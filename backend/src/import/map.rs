//! The map of an import: what the columns of a CSV file mean. Written in TOML, documented in `docs/import.md`.

use std::collections::BTreeMap;

use forms::FieldType;
use records::{Text, event_types::Numbering};
use serde::Deserialize;

use super::{MapError, template::Template};
use crate::events::types::is_key;

/// A whole map. Unknown keys are errors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// Name of the system that the rows come from; part of every id, so it must stay the same between runs.
    pub source: String,
    #[serde(default)]
    pub file: FileFormat,
    #[serde(default)]
    pub companies: Option<Companies>,
    #[serde(default)]
    pub employees: Option<Employees>,
    pub events: Events,
    #[serde(default)]
    pub types: Vec<TypeDefinition>,
    #[serde(default)]
    pub fields: Vec<FieldDefinition>,
}

/// How the file is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileFormat {
    /// One ASCII character.
    pub delimiter: char,
    /// `utf-8`, `windows-1250` or another label of the WHATWG encoding standard that keeps ASCII as it is.
    pub encoding: String,
    /// Without a header the columns are called `1`, `2` …
    pub header: bool,
    /// Texts that count as empty in every column, e.g. `NULL`.
    pub empty: Vec<String>,
}

impl Default for FileFormat {
    fn default() -> Self {
        Self { delimiter: ',', encoding: "utf-8".into(), header: true, empty: Vec::new() }
    }
}

/// Where companies come from: the first row with a key says what the company is.
#[derive(Clone, Debug, Deserialize)]
pub struct Companies {
    pub key: Template,
    pub name: Template,
    /// Other attributes; unknown ones are refused by [`Map::parse`].
    #[serde(flatten)]
    pub rest: BTreeMap<String, Template>,
}

/// Attributes of a company beside its name that a map may fill.
pub(super) const COMPANY: [&str; 10] =
    ["nip", "street", "postal_code", "post_town", "city", "country", "email", "phone", "website", "note"];

/// Where the people who did the work come from. They get no account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employees {
    pub key: Template,
    pub name: Template,
    #[serde(default)]
    pub email: Option<Template>,
    /// Who already has this login is taken instead of making a person.
    #[serde(default)]
    pub login: Option<Template>,
}

/// What a row says about its event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Its values become event types, or stand for those of `[[types]]`.
    pub r#type: Template,
    pub occurred_at: Template,
    /// `strptime` pattern of `occurred_at`; RFC 3339 or a local date (and time) without one.
    #[serde(default)]
    pub format: Option<String>,
    #[serde(default)]
    pub note: Option<Template>,
    /// The original number.
    #[serde(default)]
    pub number: Option<Template>,
}

/// What one value of `events.type` becomes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeDefinition {
    pub value: String,
    /// Take this event type, which is there already.
    #[serde(default)]
    pub existing: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub name: Option<Text>,
    #[serde(default)]
    pub color: Option<String>,
    #[serde(default)]
    pub numbering: Option<Numbering>,
}

/// A field of the forms that the import makes, and the column that fills it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDefinition {
    pub column: String,
    pub key: String,
    /// A type of the form schema; those that hold ids or files cannot be imported.
    pub r#type: String,
    pub label: Text,
    #[serde(default)]
    pub required: bool,
    /// Texts that count as empty in this column.
    #[serde(default)]
    pub empty: Vec<String>,
    /// `strptime` pattern of dates and times.
    #[serde(default)]
    pub format: Option<String>,
    /// Label of an option that comes from the data, with `{value}` in it.
    #[serde(default)]
    pub option_label: Option<Text>,
    /// Labels of options, by their value in the data.
    #[serde(default)]
    pub options: BTreeMap<String, Text>,
    /// What parts the items of `choices`.
    #[serde(default = "semicolon")]
    pub separator: String,
    /// Currency of `money`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Unit of numbers.
    #[serde(default)]
    pub unit: Option<String>,
    /// Only for these values of `events.type`.
    #[serde(default)]
    pub types: Option<Vec<String>>,
}

fn semicolon() -> String {
    ";".into()
}

impl FieldDefinition {
    /// The type in the form schema; `Text` never stands for a wrong name, for those are refused by `Map::parse`.
    pub(super) fn kind(&self) -> FieldType {
        FieldType::from_name(&self.r#type).unwrap_or(FieldType::Text)
    }

    /// Whether the form of this type value has the field.
    pub(super) fn belongs_to(&self, value: &str) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|one| one == value))
    }

    pub(super) fn is_choice(&self) -> bool {
        matches!(self.kind(), FieldType::Choice | FieldType::Choices)
    }
}

impl Map {
    /// Reads a map and checks all that can be checked without the file.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        let map: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            MapError(format!("{place}{}", error.message().replace('\n', " ")))
        })?;
        map.check()?;
        Ok(map)
    }

    fn check(&self) -> Result<(), MapError> {
        let wrong = |sentence: String| Err(MapError(sentence));
        if self.source.trim().is_empty() {
            return wrong("source must name the system that the rows come from".into());
        }
        if !self.file.delimiter.is_ascii() || ['"', '\r', '\n'].contains(&self.file.delimiter) {
            return wrong(format!("file.delimiter {:?} cannot part columns", self.file.delimiter));
        }
        super::table::encoding(&self.file.encoding)?;
        for name in self.companies.iter().flat_map(|companies| companies.rest.keys()) {
            if !COMPANY.contains(&name.as_str()) {
                return wrong(format!(
                    "unknown key companies.{name}; known are key, name, {}",
                    COMPANY.join(", ")
                ));
            }
        }
        super::moment::check_format("events.format", self.events.format.as_deref())?;
        for (index, definition) in self.types.iter().enumerate() {
            definition.check()?;
            if self.types[..index].iter().any(|other| other.value == definition.value) {
                return wrong(format!("[[types]] defines the value {:?} twice", definition.value));
            }
        }
        for (index, field) in self.fields.iter().enumerate() {
            field.check()?;
            if self.fields[..index].iter().any(|other| other.key == field.key) {
                return wrong(format!("[[fields]] defines the key {} twice", field.key));
            }
        }
        Ok(())
    }

    /// What is known of a type value.
    pub(super) fn definition(&self, value: &str) -> Option<&TypeDefinition> {
        self.types.iter().find(|definition| definition.value == value)
    }

    /// Every template with its place in the map.
    pub(super) fn templates_mut(&mut self) -> Vec<(String, &mut Template)> {
        let mut all = Vec::new();
        if let Some(companies) = &mut self.companies {
            all.push(("companies.key".into(), &mut companies.key));
            all.push(("companies.name".into(), &mut companies.name));
            all.extend(companies.rest.iter_mut().map(|(name, one)| (format!("companies.{name}"), one)));
        }
        if let Some(employees) = &mut self.employees {
            all.push(("employees.key".into(), &mut employees.key));
            all.push(("employees.name".into(), &mut employees.name));
            all.extend(employees.email.iter_mut().map(|one| ("employees.email".into(), one)));
            all.extend(employees.login.iter_mut().map(|one| ("employees.login".into(), one)));
        }
        let events = &mut self.events;
        all.push(("events.type".into(), &mut events.r#type));
        all.push(("events.occurred_at".into(), &mut events.occurred_at));
        all.extend(events.note.iter_mut().map(|one| ("events.note".into(), one)));
        all.extend(events.number.iter_mut().map(|one| ("events.number".into(), one)));
        all
    }
}

impl TypeDefinition {
    fn check(&self) -> Result<(), MapError> {
        let made =
            self.key.is_some() || self.name.is_some() || self.color.is_some() || self.numbering.is_some();
        match &self.key {
            _ if self.existing.is_some() && made => {
                Err(MapError(format!("the type {:?} is either existing or described, not both", self.value)))
            }
            Some(key) if !is_key(key) => {
                Err(MapError(format!("{key:?} is no key of an event type: small letters, digits and _")))
            }
            _ => Ok(()),
        }
    }
}

impl FieldDefinition {
    fn check(&self) -> Result<(), MapError> {
        let key = &self.key;
        let kind = FieldType::from_name(&self.r#type);
        let fits = kind.is_some_and(|kind| {
            !kind.is_reference()
                && !kind.is_file()
                && !matches!(kind, FieldType::Location | FieldType::Computed)
        });
        if !is_key(key) {
            return Err(MapError(format!("{key:?} is no key of a field: small letters, digits and _")));
        }
        if !fits {
            return Err(MapError(format!("the field {key} cannot be imported as {:?}", self.r#type)));
        }
        if !self.is_choice() && (self.option_label.is_some() || !self.options.is_empty()) {
            return Err(MapError(format!("the field {key} has labels of options but is no choice")));
        }
        if self.separator.is_empty() {
            return Err(MapError(format!("the separator of the field {key} is empty")));
        }
        super::moment::check_format(&format!("the format of the field {key}"), self.format.as_deref())
    }
}
