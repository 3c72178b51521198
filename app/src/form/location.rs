//! A place on the map: where the device is, or as somebody types it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Position, PositionError, PositionOptions};

use crate::{
    i18n::{I18n, Texts, fill, spaced_decimal, tr},
    kit::{Labelled, flag, when},
};

/// How long the device may look for itself, in milliseconds.
const PATIENCE: u32 = 20_000;

/// Latitude and longitude in degrees; the text holds both, and the accuracy in metres where the device told them.
#[component]
pub(super) fn Location(labelled: Labelled, value: RwSignal<String>) -> impl IntoView {
    let i18n = I18n::get();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<fn(&'static Texts) -> &'static str>));
    let part = move |at: usize| value.with(|text| text.split(' ').nth(at).unwrap_or_default().to_owned());
    let typed = move |at: usize, text: String| {
        let text: String = text.split_whitespace().collect();
        let other = untrack(|| part(1 - at));
        let both = if at == 0 { format!("{text} {other}") } else { format!("{other} {text}") };
        // What is typed has no accuracy that is known.
        value.set(if both.trim().is_empty() { String::new() } else { both });
    };
    let locate = move |_| {
        error.set(None);
        busy.set(true);
        locate(move |found| {
            if busy.try_set(false).is_some() {
                return;
            }
            match found {
                Ok((lat, lon, accuracy)) => value.set(format!("{lat:.6} {lon:.6} {accuracy:.0}")),
                Err(why) => error.set(Some(why)),
            }
        });
    };
    let accuracy = move || {
        let metres = part(2);
        (!metres.is_empty())
            .then(|| fill(i18n.texts().location_accuracy, &spaced_decimal(&metres, i18n.language())))
    };
    let input = |at: usize, id: String, name: fn(&'static Texts) -> &'static str| {
        let name_of = tr(name);
        view! {
            <label>
                <span class="hint">{name_of}</span>
                <input
                    id=id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-required=flag(labelled.required)
                    aria-invalid=flag(labelled.invalid)
                    prop:value=move || spoken(&part(at), i18n)
                    on:input=move |event| typed(at, event_target_value(&event))
                />
            </label>
        }
    };
    let both = (
        input(0, format!("{}-lat", labelled.id), |t| t.latitude),
        input(1, format!("{}-lon", labelled.id), |t| t.longitude),
    );
    let content = view! {
        <div class="location">
            {both}
            <button type="button" class="button small" disabled=move || busy.get() aria-busy=flag(busy) on:click=locate>
                {when(move || busy.get(), || view! { <span class="spinner" aria-hidden="true"></span> })}
                {tr(|t| t.location_here)}
            </button>
            {when(move || value.with(|text| !text.is_empty()), move || view! {
                <button type="button" class="link-button" on:click=move |_| value.set(String::new())>
                    {tr(|t| t.clear_choice)}
                </button>
            })}
        </div>
        <p class="hint" role="status">{accuracy}</p>
        <p class="problem" role="alert">{move || error.get().map(|why| why(i18n.texts()))}</p>
    };
    labelled.group("", "group", content.into_any())
}

/// Degrees with the language's own decimal sign.
fn spoken(degrees: &str, i18n: I18n) -> String {
    match i18n.language().code() {
        "pl" => degrees.replace('.', ","),
        _ => degrees.to_owned(),
    }
}

type Found = Result<(f64, f64, f64), fn(&'static Texts) -> &'static str>;

/// Asks the device where it is.
fn locate(then: impl Fn(Found) + Clone + 'static) {
    if !window().is_secure_context() {
        return then(Err(|t| t.location_insecure));
    }
    let Ok(geolocation) = window().navigator().geolocation() else {
        return then(Err(|t| t.location_unknown));
    };
    let tell = then.clone();
    let good = Closure::once_into_js(move |position: Position| {
        let place = position.coords();
        tell(Ok((place.latitude(), place.longitude(), place.accuracy())));
    });
    let tell = then.clone();
    let bad = Closure::once_into_js(move |error: PositionError| {
        tell(Err(match error.code() {
            PositionError::PERMISSION_DENIED => |t| t.location_denied,
            PositionError::TIMEOUT => |t| t.location_late,
            _ => |t| t.location_unknown,
        }));
    });
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(PATIENCE);
    let (good, bad) = (good.unchecked_ref(), Some(bad.unchecked_ref()));
    if geolocation.get_current_position_with_error_callback_and_options(good, bad, &options).is_err() {
        then(Err(|t| t.location_unknown));
    }
}
