//! A few options that are all in sight: one of them, or any.

use leptos::prelude::*;

use super::{Item, Labelled, TypeDot, erased::part, erased::when};
use crate::{i18n::tr, search::fits};

/// From so many options on a list of ticks can be searched.
const MANY: usize = 11;

/// One of a few.
#[component]
pub(crate) fn Radios(
    labelled: Labelled,
    value: RwSignal<String>,
    #[prop(into)] items: Signal<Vec<Item>>,
) -> impl IntoView {
    let (name, required) = (labelled.id.clone(), labelled.required);
    let radio = move |item: Item| {
        let (key, mine) = (item.key.clone(), item.key);
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=name.clone()
                    value=key.clone()
                    prop:checked=move || value.get() == mine
                    on:change=move |_| value.set(key.clone())
                />
                {item.color.map(|color| view! { <TypeDot color /> })}
                <span>{item.name}</span>
            </label>
        }
    };
    let chosen = move || !required.get() && value.with(|value| !value.is_empty());
    let inputs = view! {
        <div class="options">
            {part(move || items.get().into_iter().map(radio.clone()).collect_view())}
            {when(chosen, move || view! {
                <button type="button" class="link-button" on:click=move |_| value.set(String::new())>
                    {tr(|t| t.clear_choice)}
                </button>
            })}
        </div>
    };
    labelled.group("", "radiogroup", inputs.into_any())
}

/// Any of several.
#[component]
pub(crate) fn Ticks(
    labelled: Labelled,
    /// The keys, one to a line, in the order of the options.
    value: RwSignal<String>,
    #[prop(into)] items: Signal<Vec<Item>>,
) -> impl IntoView {
    let ticked = move |key: &str| value.with(|keys| keys.lines().any(|one| one == key));
    let turn = move |key: &str, on: bool| {
        let keys = items.get_untracked().into_iter().map(|item| item.key);
        let stay = |one: &String| if one == key { on } else { untrack(|| ticked(one)) };
        value.set(keys.filter(stay).collect::<Vec<_>>().join("\n"));
    };
    let wanted = RwSignal::new(String::new());
    let tick = move |item: Item| {
        let (key, mine, name) = (item.key.clone(), item.key.clone(), item.name.clone());
        // What is searched for is hidden and shown, so that ticks keep their places and the focus.
        let unwanted = move || wanted.with(|text| !fits(text, &item.name));
        view! {
            <label class="tick-line" hidden=unwanted>
                <input
                    type="checkbox"
                    prop:checked=move || ticked(&mine)
                    on:change=move |event| turn(&key, event_target_checked(&event))
                />
                {item.color.clone().map(|color| view! { <TypeDot color /> })}
                <span>{name}</span>
            </label>
        }
    };
    let many = move || items.with(|items| items.len() >= MANY);
    let inputs = view! {
        {when(many, move || view! {
            <input
                type="search"
                autocomplete="off"
                placeholder=tr(|t| t.search)
                aria-label=tr(|t| t.search)
                bind:value=wanted
            />
        })}
        <div class="tick-lines" class:many=many>
            {part(move || items.get().into_iter().map(tick).collect_view())}
        </div>
    };
    labelled.group("ticks", "group", inputs.into_any())
}

/// Yes or no.
#[component]
pub(crate) fn Tick(labelled: Labelled, value: RwSignal<String>) -> impl IntoView {
    let input = view! {
        <input
            id=labelled.id.clone()
            type="checkbox"
            aria-required=labelled.required.get_untracked().to_string()
            aria-describedby=labelled.described()
            prop:checked=move || value.get() == "true"
            on:change=move |event| value.set(event_target_checked(&event).to_string())
        />
    };
    labelled.around("tick", input.into_any())
}

/// Stars from one to `most`.
#[component]
pub(crate) fn Stars(labelled: Labelled, value: RwSignal<String>, most: usize) -> impl IntoView {
    let name = labelled.id.clone();
    let given = move || value.with(|value| value.trim().parse::<usize>().unwrap_or(0));
    let star = move |count: usize| {
        view! {
            <label class="star" class:on=move || count <= given()>
                <input
                    type="radio"
                    name=name.clone()
                    value=count
                    aria-label=format!("{count} / {most}")
                    prop:checked=move || given() == count
                    on:change=move |_| value.set(count.to_string())
                />
                <span aria-hidden="true">"★"</span>
            </label>
        }
    };
    let required = labelled.required;
    let told = move || {
        let given = given();
        if given == 0 { String::new() } else { format!("{given} / {most}") }
    };
    let inputs = view! {
        <div class="stars">
            {(1..=most).map(star).collect_view()} <span class="unit" aria-hidden="true">{told}</span>
            {when(move || !required.get() && given() > 0, move || view! {
                <button type="button" class="link-button" on:click=move |_| value.set(String::new())>
                    {tr(|t| t.clear_choice)}
                </button>
            })}
        </div>
    };
    labelled.group("", "radiogroup", inputs.into_any())
}
