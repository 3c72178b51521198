//! A person in two letters, a firm in one.

use leptos::prelude::*;

/// The person's initials in a circle whose hue is the name's own; the name itself stands beside it.
#[component]
pub(crate) fn Avatar(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let letters = move || name.with(|name| initials(name));
    let hue = move || name.with(|name| hue(name).to_string());
    view! { <span class="avatar" aria-hidden="true" style=("--hue", hue)>{letters}</span> }
}

/// A firm's first letter in a square of such a hue.
#[component]
pub(crate) fn FirmMark(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let letter = move || {
        name.with(|name| {
            name.chars().find(|sign| sign.is_alphanumeric()).map_or_else(|| "•".to_owned(), String::from)
        })
    };
    let hue = move || name.with(|name| hue(name).to_string());
    view! { <span class="avatar firm" aria-hidden="true" style=("--hue", hue)>{letter}</span> }
}

/// First letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).collect()
}

/// One of twelve hues, in degrees.
fn hue(name: &str) -> u32 {
    name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12 * 30
}
