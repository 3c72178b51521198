//! An event's append-only log.

use std::collections::BTreeMap;

use forms::{FieldType, Form, Json};
use leptos::{prelude::*, task::spawn_local};
use records::{
    Timestamp, Uuid,
    event_types::SettlementLine,
    events::{LogChange, LogEntry, LogKind},
};

use crate::{
    access::Session,
    catalogue::Catalogue,
    form::{read_name, rows_in_words, written_for_people as written},
    i18n::{I18n, spaced_decimal, tr},
    time::{self, When},
};

/// The log, line by line; the form names the fields, and the lines what is settled.
pub(super) fn event_log(entries: &[LogEntry], form: Option<&Form>, lines: &[SettlementLine]) -> AnyView {
    let entries = entries.iter().map(|entry| line(entry.clone(), form, lines)).collect_view();
    view! { <ol class="log">{entries}</ol> }.into_any()
}

fn line(entry: LogEntry, form: Option<&Form>, lines: &[SettlementLine]) -> AnyView {
    let i18n = I18n::get();
    let kind = move || {
        let texts = i18n.texts();
        match entry.kind {
            LogKind::Registered => texts.log_registered,
            LogKind::BackDated => texts.log_back_dated,
            LogKind::OnBehalf => texts.log_on_behalf,
            LogKind::Edited => texts.log_edited,
            LogKind::Cancelled => texts.log_cancelled,
        }
    };
    let actor = entry.actor_name;
    let who = move || actor.clone().unwrap_or_else(|| i18n.texts().system.to_owned());
    let detail = |key: &str| entry.details.get(key).and_then(Json::as_str).map(str::to_owned);
    let told = detail("reason").or_else(|| detail("name"));
    let dated = detail("occurred_at").and_then(|at| Timestamp::parse(&at));
    let changes = entry.changes.into_iter().map(|one| change(one, form, lines)).collect::<Vec<_>>();
    let changes = (!changes.is_empty()).then(|| view! { <ul>{changes}</ul> });
    view! {
        <li>
            <p><strong>{kind}</strong> " · " {who}</p>
            <p class="row-details"><When at=entry.at exactly=true /></p>
            {told.map(|told| view! { <p class="row-note">{told}</p> })}
            {dated.map(|at| view! { <p class="row-note">{tr(|t| t.log_dated)} ": " <When at /></p> })}
            {changes}
        </li>
    }
    .into_any()
}

/// One field: what it was, and what it became.
fn change(change: LogChange, form: Option<&Form>, lines: &[SettlementLine]) -> AnyView {
    let (i18n, session, catalogue) = (I18n::get(), Session::get(), Catalogue::get());
    let LogChange { path, old, new } = change;
    let field = path.strip_prefix("values.").and_then(|key| form?.fields().find(|field| field.key == key));
    let field = StoredValue::new(field.cloned());
    let key = path.strip_prefix("values.").unwrap_or_default();
    let of_table = |form: &Form| form.tables().iter().find(|table| table.key == key).cloned();
    let table = form.and_then(|form| of_table(form).map(|table| (form.clone(), table)));
    let table = StoredValue::new(table);
    // `settlements.hours.quantity`
    let settled = path.strip_prefix("settlements.").and_then(|rest| rest.rsplit_once('.'));
    let settled = settled.map(|(key, part)| {
        let line = lines.iter().find(|line| line.key == key).map(|line| line.name.clone());
        (key.to_owned(), line, part.to_owned())
    });
    let settled = StoredValue::new(settled);
    // Of a company or a contact only the id is in the log.
    let record = match path.as_str() {
        "company" => Some(FieldType::Company),
        "contact" => Some(FieldType::Contact),
        _ => None,
    };
    let named = RwSignal::new(BTreeMap::<String, String>::new());
    if let Some(kind) = record {
        for id in [&old, &new].into_iter().filter_map(Json::as_str).filter_map(|id| Uuid::parse_str(id).ok())
        {
            spawn_local(async move {
                if let Some(name) = read_name(kind, id).await {
                    named.try_update(|named| drop(named.insert(id.to_string(), name)));
                }
            });
        }
    }
    let path = StoredValue::new(path);
    let name = move || {
        let texts = i18n.texts();
        if let Some((key, line, part)) = settled.get_value() {
            let part = match part.as_str() {
                "quantity" => texts.quantity,
                "unit_price" => texts.unit_price,
                _ => texts.amount,
            };
            return format!("{}: {part}", line.map_or(key, |name| i18n.own(&name)));
        }
        let own = field.with_value(|field| {
            field.as_ref().map(|field| field.label.in_language(i18n.language().code()).to_owned())
        });
        let own = own.or_else(|| {
            table.with_value(|table| {
                table.as_ref().map(|(_, table)| table.label.in_language(i18n.language().code()).to_owned())
            })
        });
        own.unwrap_or_else(|| {
            path.with_value(|path| match path.as_str() {
                "note" => texts.note.to_owned(),
                "occurred_at" => texts.occurred_at.to_owned(),
                "performed_by" => texts.performed_by.to_owned(),
                "company" => texts.company.to_owned(),
                "contact" => texts.contact.to_owned(),
                path => path.to_owned(),
            })
        })
    };
    let shown = move |value: &Json| {
        if let Some(field) = field.get_value() {
            return if value.is_null() { plain(value) } else { written(value, Some(&field), i18n) };
        }
        if let Some((form, table)) = table.get_value().filter(|_| !value.is_null()) {
            return rows_in_words(&form, &table, value, i18n);
        }
        let text = plain(value);
        if settled.with_value(Option::is_some) {
            return spaced_decimal(&text, i18n.language());
        }
        if record.is_some() {
            return named.with(|named| named.get(&text).cloned()).unwrap_or(text);
        }
        path.with_value(|path| match path.as_str() {
            "performed_by" => catalogue.person_name(&text).unwrap_or(text),
            "occurred_at" => match Timestamp::parse(&text) {
                Some(at) => time::written_exactly(at, i18n.language(), &session.time_zone()),
                None => text,
            },
            _ => text,
        })
    };
    view! {
        <li>
            <span class="log-path">{name}</span> ": " <del>{move || shown(&old)}</del> " → "
            <ins>{move || shown(&new)}</ins>
        </li>
    }
    .into_any()
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
