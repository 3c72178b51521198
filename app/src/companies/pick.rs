//! Choosing a company by typing: a combobox after the ARIA authoring practices.

use leptos::text_prop::TextProp;
use leptos::{ev::KeyboardEvent, prelude::*};
use records::{
    Uuid,
    companies::{CompanyFilter, CompanyRow},
};

use super::api::ListCompanies;
use crate::{
    i18n::tr,
    kit::{
        FieldProblems, RequiredMark, Submission, debounced, effect, field_id, flag, load, memo, part, words,
    },
    rest::call,
};

/// A chosen company.
pub(crate) type Picked = Option<(Uuid, String)>;

/// A text field that suggests companies.
#[component]
pub(crate) fn PickCompany(
    submission: Submission,
    #[prop(into)] label: TextProp,
    picked: RwSignal<Picked>,
    #[prop(into)] required: Signal<bool>,
) -> impl IntoView {
    submission.shows("company".into());
    let typed = RwSignal::new(name_of(&picked.get_untracked()));
    let text = debounced(typed);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let found = load(move || {
        let asked = text.get();
        let text = Some(asked.clone()).filter(|text| !text.trim().is_empty());
        let list =
            call(ListCompanies { filter: CompanyFilter { text, limit: Some(8), ..Default::default() } });
        async move { list.await.map(|page| (asked, page.items)) }
    });
    let rows = memo(move || found.data.get().map(|(_, rows)| rows).unwrap_or_default());
    // Whether what is suggested answers what stands in the field.
    let settled = move || {
        found.data.with(|data| data.as_ref().is_some_and(|(asked, _)| typed.with(|typed| typed == asked)))
    };
    // Enter came before the answer did.
    let hurried = RwSignal::new(false);
    // What is chosen elsewhere, by a draft for example, is shown here.
    effect(move || {
        if let Some((_, name)) = picked.get() {
            typed.set(name);
        }
    });
    effect(move || {
        rows.track();
        active.set(0);
    });
    let pick = move |row: CompanyRow| {
        typed.set(row.name.clone());
        picked.set(Some((row.id, row.name)));
        open.set(false);
        hurried.set(false);
    };
    effect(move || {
        if settled()
            && hurried.get_untracked()
            && let Some(row) = rows.with_untracked(|rows| rows.first().cloned())
        {
            pick(row);
        }
    });
    let keys = move |event: KeyboardEvent| {
        let count = rows.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => open.set(true),
            "ArrowDown" => active.update(|at| *at = (*at + 1) % count.max(1)),
            "ArrowUp" => active.update(|at| *at = (*at + count.max(1) - 1) % count.max(1)),
            "Enter" if open.get_untracked() && active.get_untracked() == 0 && !untrack(settled) => {
                hurried.set(true)
            }
            "Enter" if open.get_untracked() && count > 0 => {
                if let Some(row) = rows.with_untracked(|rows| rows.get(active.get_untracked()).cloned()) {
                    pick(row);
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let id = field_id();
    let (list_id, problem_id) = (format!("{id}-list"), format!("{id}-problem"));
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-option-{at}")
    };
    let invalid = memo(move || !submission.at("company").is_empty());
    let shown = Signal::derive(move || open.get() && rows.with(|rows| !rows.is_empty()));
    let active_id = {
        let option_id = option_id.clone();
        move || shown.get().then(|| option_id(active.get()))
    };
    let suggestion = move |(at, row): (usize, CompanyRow)| {
        let details = row.city.clone().unwrap_or_default();
        let chosen = row.clone();
        view! {
            <li
                id=option_id(at)
                role="option"
                aria-selected=move || (active.get() == at).to_string()
                // The field keeps the focus.
                on:mousedown=move |event| {
                    event.prevent_default();
                    pick(chosen.clone());
                }
            >
                <span>{row.name}</span>
                <span class="suggestion-details">{details}</span>
            </li>
        }
    };
    view! {
        <div class="field combobox" class:invalid=invalid>
            <label for=id.clone()>
                {words(label)} " " <RequiredMark required />
            </label>
            <input
                id=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                placeholder=tr(|t| t.company_search)
                aria-autocomplete="list"
                aria-expanded=flag(shown)
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                aria-required=flag(required)
                aria-invalid=flag(invalid)
                aria-describedby=problem_id.clone()
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    picked.set(None);
                    hurried.set(false);
                    open.set(true);
                }
                on:focus=move |_| open.set(picked.with_untracked(Option::is_none))
                on:blur=move |_| open.set(false)
                on:keydown=keys
            />
            <ul id=list_id role="listbox" class="suggestions" aria-label=tr(|t| t.suggestions) hidden=move || !shown.get()>
                {part(move || rows.get().into_iter().enumerate().map(suggestion.clone()).collect_view())}
            </ul>
            <FieldProblems submission path="company".to_owned() id=problem_id />
        </div>
    }
}

fn name_of(picked: &Picked) -> String {
    picked.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()
}
