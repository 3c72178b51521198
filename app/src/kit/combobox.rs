//! Choosing by typing: an editable combobox with a list after the ARIA authoring practices
//! (<https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>).

use std::{future::Future, pin::Pin};

use leptos::text_prop::TextProp;
use leptos::{ev::KeyboardEvent, prelude::*};
use records::AppError;

use super::{
    Icon, Item, Labelled, Shape, TypeDot, after_press, debounced,
    erased::{effect, flag, memo, part, when, words},
    load, watch_presses,
};
use crate::{
    i18n::{I18n, error_text, tr},
    search::{fits, folded},
};

/// What is chosen: key and name.
pub(crate) type Pick = Option<(String, String)>;

type Found = Pin<Box<dyn Future<Output = Result<Vec<Item>, AppError>>>>;

/// Finds what a typed text may mean; everything, or a beginning of it, for an empty one.
pub(crate) struct Search(Box<dyn Fn(String) -> Found>);

impl Search {
    /// Boxed, so that it is compiled once.
    pub(crate) fn new<F: Future<Output = Result<Vec<Item>, AppError>> + 'static>(
        find: impl Fn(String) -> F + 'static,
    ) -> Self {
        Self(Box::new(move |text| Box::pin(find(text))))
    }

    /// Among these.
    pub(crate) fn among(items: Signal<Vec<Item>>) -> Self {
        Self::new(move |text| {
            let found =
                items.with(|items| items.iter().filter(|item| fits(&text, &item.name)).cloned().collect());
            async move { Ok(found) }
        })
    }
}

/// A text field that suggests items. What is typed and not chosen stays, and stops the form.
#[component]
pub(crate) fn Combobox(
    labelled: Labelled,
    #[prop(into)] picked: Signal<Pick>,
    #[prop(into)] pick: Callback<Pick>,
    search: Search,
    #[prop(into)] placeholder: TextProp,
    /// What is typed and not chosen, for whoever keeps it; it stands here again where it is not empty.
    #[prop(optional, into)]
    unchosen: Option<ArcRwSignal<String>>,
) -> impl IntoView {
    let kept = unchosen.unwrap_or_else(|| ArcRwSignal::new(String::new()));
    let chosen_name = name_of(&picked.get_untracked());
    let typed = RwSignal::new(match chosen_name.is_empty() {
        true => kept.get_untracked(),
        false => chosen_name.clone(),
    });
    let text = debounced(typed);
    // Whether it was left.
    let away = RwSignal::new(false);
    let (open, active) = (RwSignal::new(false), RwSignal::new(0_usize));
    // Nothing is asked for before somebody comes here.
    let wanted = RwSignal::new(false);
    let found = load(move || {
        let asked = text.get();
        // What is chosen stands in the field: it is no question.
        let chosen = picked.with_untracked(|picked| picked.as_ref().is_some_and(|(_, name)| *name == asked));
        let list = wanted.get().then(|| (search.0)(if chosen { String::new() } else { asked.clone() }));
        async move {
            match list {
                Some(list) => list.await.map(|items| (Some(asked), items)),
                None => Ok((None, Vec::new())),
            }
        }
    });
    let items = memo(move || found.data.get().map(|(_, items)| items).unwrap_or_default());
    // Whether what is suggested answers what stands in the field.
    let settled = move || {
        found.data.with(|data| {
            data.as_ref().is_some_and(|(asked, _)| typed.with(|typed| asked.as_ref() == Some(typed)))
        })
    };
    // Enter came before the answer did.
    let hurried = RwSignal::new(false);
    // What is chosen elsewhere, by a draft for example, is shown here.
    let shown_name = StoredValue::new(chosen_name);
    effect(move || {
        let name = name_of(&picked.get());
        let before = shown_name.get_value();
        if !name.is_empty() || typed.with_untracked(|typed| *typed == before) {
            typed.set(name.clone());
        }
        shown_name.set_value(name);
    });
    effect(move || {
        items.track();
        active.set(0);
    });
    let choose = move |item: Item| {
        typed.set(item.name.clone());
        pick.run(Some((item.key, item.name)));
        open.set(false);
        hurried.set(false);
    };
    effect(move || {
        if settled()
            && hurried.get_untracked()
            && let Some(item) = items.with_untracked(|items| items.first().cloned())
        {
            choose(item);
        }
    });
    let show = move || {
        wanted.set(true);
        open.set(true);
    };
    let clear = move || {
        typed.set(String::new());
        pick.run(None);
    };
    let keys = move |event: KeyboardEvent| {
        let count = items.with_untracked(Vec::len).max(1);
        let is_open = open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => show(),
            "ArrowDown" => active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => active.update(|at| *at = (*at + count - 1) % count),
            "Enter" if is_open && active.get_untracked() == 0 && !untrack(settled) => hurried.set(true),
            "Enter" if is_open => {
                if let Some(item) = items.with_untracked(|items| items.get(active.get_untracked()).cloned()) {
                    choose(item);
                }
            }
            "Escape" if is_open => open.set(false),
            "Escape" if typed.with_untracked(|typed| !typed.is_empty()) => clear(),
            _ => return,
        }
        event.prevent_default();
    };
    watch_presses();
    let close = move || {
        open.try_set(false);
        away.try_set(true);
    };
    // Who has typed it out has chosen it.
    let choose_typed_out = move || {
        let written = typed.with_untracked(|typed| folded(typed.trim()));
        let same = |item: &&Item| folded(&item.name) == written;
        let only = items.with_untracked(|items| match items.iter().filter(same).collect::<Vec<_>>()[..] {
            [item] => Some(item.clone()),
            _ => None,
        });
        if let (Some(item), true) = (only, picked.with_untracked(Option::is_none)) {
            choose(item);
        }
    };
    let left = move |_| {
        after_press(close);
        choose_typed_out();
    };
    // It was left before the answer came.
    effect(move || {
        if away.get() && settled() {
            choose_typed_out();
        }
    });
    let unchosen = memo(move || match picked.with(Option::is_none) {
        true => typed.with(|typed| typed.trim().to_owned()),
        false => String::new(),
    });
    effect(move || {
        let text = unchosen.get();
        if kept.with_untracked(|kept| *kept != text) {
            kept.set(text);
        }
    });
    labelled.stops_unchosen(unchosen.into(), away.into());
    let id = labelled.id.clone();
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-option-{at}")
    };
    let shown = Signal::derive(move || open.get() && items.with(|items| !items.is_empty()));
    let active_id = {
        let option_id = option_id.clone();
        move || shown.get().then(|| option_id(active.get()))
    };
    {
        let option_id = option_id.clone();
        effect(move || {
            let at = active.get();
            if let Some(option) = shown.get().then(|| document().get_element_by_id(&option_id(at))).flatten()
            {
                let how = web_sys::ScrollIntoViewOptions::new();
                how.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&how);
            }
        });
    }
    let suggestion = move |(at, item): (usize, Item)| {
        let chosen = item.clone();
        view! {
            <li
                id=option_id(at)
                role="option"
                aria-selected=move || (active.get() == at).to_string()
                // The field keeps the focus.
                on:mousedown=move |event| {
                    event.prevent_default();
                    choose(chosen.clone());
                }
            >
                <span>{item.color.map(|color| view! { <TypeDot color /> " " })} {item.name}</span>
                <span class="suggestion-details">{item.details}</span>
            </li>
        }
    };
    let nothing = move || open.get() && items.with(Vec::is_empty) && settled();
    let i18n = I18n::get();
    let failed = part(move || {
        let error = if open.get() && !settled() { found.error.get()? } else { return None };
        Some(view! { <p class="suggestions nothing">{error_text(&error, i18n.language())}</p> })
    });
    let field = view! {
        <div class="combobox">
            <input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                placeholder=words(placeholder)
                aria-autocomplete="list"
                aria-expanded=flag(shown)
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                aria-required=flag(labelled.required)
                aria-invalid=flag(labelled.invalid)
                aria-describedby=labelled.described()
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    pick.run(None);
                    hurried.set(false);
                    show();
                }
                // The list opens where somebody asks for it: it would lie over what stands below.
                on:focus=move |_| {
                    away.set(false);
                    wanted.set(true);
                }
                on:click=move |_| show()
                on:blur=left
                on:keydown=keys
            />
            {when(move || typed.with(|typed| !typed.is_empty()), move || view! {
                <button
                    type="button"
                    class="clear-choice"
                    // By keyboard Escape does it.
                    tabindex="-1"
                    aria-label=tr(|t| t.clear_choice)
                    on:mousedown=move |event| event.prevent_default()
                    on:click=move |_| clear()
                >
                    <Icon shape=Shape::Close />
                </button>
            })}
            <ul id=list_id role="listbox" class="suggestions" aria-label=tr(|t| t.suggestions) hidden=move || !shown.get()>
                {part(move || items.get().into_iter().enumerate().map(suggestion.clone()).collect_view())}
            </ul>
            <div role="status">
                {when(nothing, || view! { <p class="suggestions nothing">{tr(|t| t.find_none)}</p> })}
                {failed}
            </div>
        </div>
    };
    labelled.around("", field.into_any())
}

fn name_of(picked: &Pick) -> String {
    picked.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()
}
