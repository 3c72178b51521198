//! Events that were begun and not sent, offered again.

use leptos::{prelude::*, task::spawn_local};
use records::{Uuid, event_types::EventType};

use super::{draft::Draft, entry::COMPANY_SEARCH};
use crate::{
    catalogue::Catalogue,
    event_types::api::ReadVersion,
    i18n::{I18n, tr},
    kit::{Confirm, Toasts, effect, part},
    rest::call,
    time::When,
};

/// The list of drafts but for the one that is being typed.
#[component]
pub(super) fn Drafts(
    drafts: RwSignal<Vec<Draft>>,
    /// One that was asked for.
    opened: RwSignal<Option<Draft>>,
    current: RwSignal<Uuid>,
    user: Uuid,
    /// Goes on with a draft, in the version that it was begun in where that is not the newest one.
    #[prop(into)]
    go_on: Callback<(Draft, Option<EventType>)>,
) -> impl IntoView {
    let (i18n, catalogue, toasts) = (I18n::get(), Catalogue::get(), Toasts::get());
    let discarding = RwSignal::new(None::<Draft>);
    let open = move |draft: Draft| {
        let types = catalogue.types.data;
        let newest =
            types.with_untracked(|types| types.iter().flatten().find(|one| one.key == draft.kind).cloned());
        let Some(newest) = newest else { return toasts.say(i18n.texts().draft_no_type) };
        if draft.version == 0 || draft.version == newest.version {
            return go_on.run((draft, Some(newest)));
        }
        spawn_local(async move {
            match call(ReadVersion { key: draft.kind.clone(), version: draft.version }).await {
                Ok(old) => {
                    let kind = EventType { version: old.version, form: old.form, rules: old.rules, ..newest };
                    go_on.run((draft, Some(kind)));
                }
                Err(error) => toasts.say(crate::i18n::error_text(&error, i18n.language())),
            }
        });
    };
    effect(move || {
        if let Some(draft) = opened.get() {
            open(draft);
        }
    });
    let row = move |draft: Draft| {
        let (kind, at) = (draft.kind.clone(), draft.kept_at);
        let company =
            draft.company.as_ref().map(|(_, name)| name).or_else(|| draft.values.get(COMPANY_SEARCH));
        let company = company.filter(|name| !name.is_empty()).map(|name| format!(" · {name}"));
        let mut beginning: String = draft.note.chars().take(60).collect();
        if beginning.len() < draft.note.len() {
            beginning.push('…');
        }
        let (opened, discarded) = (draft.clone(), draft);
        view! {
            <li class="banner offer">
                <span>
                    <strong>{move || catalogue.type_name(&kind)}</strong> {company} " · " <When at />
                    {(!beginning.is_empty()).then(|| view! { <span class="faint">" — " {beginning}</span> })}
                </span>
                <button type="button" class="button small" on:click=move |_| open(opened.clone())>
                    {tr(|t| t.draft_continue)}
                </button>
                <button type="button" class="button small" on:click=move |_| discarding.set(Some(discarded.clone()))>
                    {tr(|t| t.draft_discard)}
                </button>
            </li>
        }
    };
    let list = part(move || {
        let others = move |draft: &Draft| draft.id != current.get();
        let rows = drafts.get().into_iter().filter(others).map(row).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <p class="drafts-title">{tr(|t| t.draft_found)}</p>
                <ul class="drafts">{rows}</ul>
            }
        })
    });
    let question = part(move || {
        discarding.get().map(|draft| {
            let id = draft.id;
            let answer = move || {
                let draft = draft.clone();
                async move {
                    draft.discard(user).await;
                    Ok(())
                }
            };
            let done = move |()| {
                drafts.update(|drafts| drafts.retain(|draft| draft.id != id));
                discarding.set(None);
            };
            view! {
                <Confirm
                    title=tr(|t| t.draft_discard_title)
                    hint=tr(|t| t.draft_discard_hint)
                    action=tr(|t| t.draft_discard)
                    answer
                    danger=true
                    on_done=done
                    on_close=move |()| discarding.set(None)
                />
            }
        })
    });
    view! {
        <div role="status">{list}</div>
        {question}
    }
}
