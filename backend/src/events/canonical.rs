//! The canonical text of a registration: what "the same command again" is judged by. Absent equals null, decimals and
//! times count by value, defaults are not filled in.

use std::collections::HashMap;

use forms::{Field, FieldType, Form, Json};
use records::{Decimal, events::RegisterEvent};

/// The command with its values brought to one spelling, by the types of the form that it names.
pub(super) fn canonical(command: &RegisterEvent, form: &Form) -> RegisterEvent {
    let kinds: Kinds<'_> =
        form.fields().map(|field| ((table_key(form, field), field.key.as_str()), field.kind)).collect();
    let mut canonical = command.clone();
    canonical.values = spell(&command.values, None, &kinds);
    canonical.settlements.sort_by(|a, b| a.key.cmp(&b.key));
    for line in &mut canonical.settlements {
        for part in [&mut line.quantity, &mut line.unit_price].into_iter().flatten() {
            *part = Decimal(part.0.normalize());
        }
    }
    canonical
}

/// (key of the table, key) → type.
type Kinds<'a> = HashMap<(Option<&'a str>, &'a str), FieldType>;

/// The key under which the rows of a field's table stand in the values; a table keeps its id when it is renamed.
pub(super) fn table_key<'f>(form: &'f Form, field: &Field) -> Option<&'f str> {
    let id = field.table.as_deref()?;
    form.tables().iter().find(|table| table.id == id).map(|table| table.key.as_str())
}

fn spell(values: &Json, table: Option<&str>, kinds: &Kinds<'_>) -> Json {
    match values {
        Json::Object(members) => {
            let mut spelled: Vec<(String, Json)> = members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| {
                    (key.clone(), spell_value(value, kinds.get(&(table, key.as_str())), key, kinds))
                })
                .collect();
            spelled.sort_by(|a, b| a.0.cmp(&b.0));
            if spelled.is_empty() && table.is_none() { Json::Null } else { Json::Object(spelled) }
        }
        other => other.clone(),
    }
}

fn spell_value(value: &Json, kind: Option<&FieldType>, key: &str, kinds: &Kinds<'_>) -> Json {
    match (value, kind) {
        (Json::String(text) | Json::Number(text), Some(FieldType::Decimal | FieldType::Money)) => {
            match rust_decimal::Decimal::from_str_exact(text.trim()) {
                Ok(number) => Json::String(number.normalize().to_string()),
                Err(_) => value.clone(),
            }
        }
        (Json::String(text), Some(FieldType::DateTime)) => match forms::civil::parse_date_time(text.trim()) {
            Some(at) => Json::String(records::Timestamp(at.micros).to_rfc3339()),
            None => value.clone(),
        },
        (Json::String(text), Some(FieldType::Time)) => match forms::civil::parse_time(text.trim()) {
            Some(seconds) => Json::String(forms::civil::format_time(seconds)),
            None => value.clone(),
        },
        (Json::Object(members), Some(_)) => {
            Json::Object(members.iter().filter(|(_, value)| !value.is_null()).cloned().collect())
        }
        (Json::Array(rows), None) => {
            Json::Array(rows.iter().map(|row| spell(row, Some(key), kinds)).collect())
        }
        _ => value.clone(),
    }
}
