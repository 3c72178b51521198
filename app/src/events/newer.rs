//! A newer version of the form was published after this event was begun: it can be finished as it is, or moved.

use forms::{Form, moved::moved};
use leptos::prelude::*;
use records::event_types::EventType;

use super::entry::Entry;
use crate::{
    form::written_for_people,
    i18n::{I18n, tr},
    kit::{Dialog, part, when},
};

/// Tells of the newer version and offers it. What has no place there is shown first.
#[component]
pub(super) fn NewerVersion(
    entry: Entry,
    /// In which the event is being typed.
    kind: Memo<Option<EventType>>,
    newest: Memo<Option<EventType>>,
) -> impl IntoView {
    let i18n = I18n::get();
    let asking = RwSignal::new(false);
    let both = move || {
        let (old, new) = (kind.get()?, newest.get()?);
        (old.version != new.version).then_some((old, new))
    };
    let offer = part(move || {
        both().map(|(old, new)| {
            let told = move || {
                let (new, old) = (new.version.to_string(), old.version.to_string());
                i18n.texts().newer_version.replacen("{}", &new, 1).replacen("{}", &old, 1)
            };
            view! {
                <p class="banner offer">
                    <span>{told}</span>
                    <button type="button" class="button small" on:click=move |_| asking.set(true)>
                        {tr(|t| t.newer_version_move)}
                    </button>
                </p>
            }
        })
    });
    let plan = move || {
        let (old, new) = untrack(both)?;
        let (from, to) = (Form::from_json(&old.form).ok()?, Form::from_json(&new.form).ok()?);
        Some((moved(&entry.values.texts(), &from, &to), new))
    };
    let go = move |_| {
        asking.set(false);
        if let Some((moved, new)) = plan() {
            let draft = untrack(|| entry.draft());
            entry.restore(super::draft::Draft { values: moved.texts, ..draft }, Some(new));
        }
    };
    let question = move || {
        let lost = plan().map(|(moved, _)| moved.lost).unwrap_or_default();
        let line = |(field, text): (forms::Field, String)| {
            let value = entry.values.value(&field, &text).unwrap_or_default();
            let label = field.label.clone();
            view! {
                <li>
                    <strong>{move || label.in_language(i18n.language().code()).to_owned()}</strong> ": "
                    {move || written_for_people(&value, Some(&field), i18n)}
                </li>
            }
        };
        let hint = if lost.is_empty() { tr(|t| t.newer_version_whole) } else { tr(|t| t.newer_version_lost) };
        let lines = lost.into_iter().map(line).collect_view();
        view! {
            <Dialog title=tr(|t| t.newer_version_move) on_close=move |()| asking.set(false)>
                <p class="dialog-hint">{hint}</p>
                <ul class="lost">{lines}</ul>
                <div class="form-actions">
                    <button type="button" class="button primary" on:click=go>{tr(|t| t.newer_version_move)}</button>
                    <button type="button" class="button" on:click=move |_| asking.set(false)>{tr(|t| t.back_to_form)}</button>
                </div>
            </Dialog>
        }
    };
    view! {
        <div role="status">{offer}</div>
        {when(move || asking.get(), question)}
    }
}
