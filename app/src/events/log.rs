//! An event's append-only log.

use forms::Json;
use leptos::prelude::*;
use records::events::{LogChange, LogEntry, LogKind};

use crate::{i18n::I18n, kit::part, time::When};

/// The log, line by line.
#[component]
pub(crate) fn EventLog(#[prop(into)] entries: Signal<Vec<LogEntry>>) -> impl IntoView {
    view! { <ol class="log">{part(move || entries.get().into_iter().map(line).collect_view())}</ol> }
}

fn line(entry: LogEntry) -> impl IntoView {
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
    let reason = entry.details.get("reason").and_then(Json::as_str).map(str::to_owned);
    let change = |change: LogChange| {
        view! {
            <li>
                <span class="log-path">{change.path}</span> ": " <del>{plain(&change.old)}</del> " → "
                <ins>{plain(&change.new)}</ins>
            </li>
        }
    };
    view! {
        <li>
            <p>
                <When at=entry.at exactly=true /> " — " <strong>{kind}</strong> ", " {who}
            </p>
            {reason.map(|reason| view! { <p class="row-note">{reason}</p> })}
            {(!entry.changes.is_empty())
                .then(|| view! { <ul>{entry.changes.into_iter().map(change).collect_view()}</ul> })}
        </li>
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
