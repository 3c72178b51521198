//! A date, a time or a moment: typed as people write it, or picked where the platform lets pick it. The platform's own field
//! would be written as the browser likes, whatever the language of the page.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};

use super::{Icon, Labelled, Line, Shape, erased::effect, erased::flag, erased::words};
use crate::{
    access::Session,
    i18n::{I18n, dates::Clock, tr},
    time,
};

/// An input for a value on the firm's wall, `2026-11-27T14:30`. What cannot be read goes into the value as it is typed, for
/// the form to judge, once the field is left.
pub(super) fn clock_field(
    labelled: Labelled,
    class: &str,
    value: RwSignal<String>,
    clock: Clock,
    line: Line,
) -> AnyView {
    let (i18n, session) = (I18n::get(), Session::get());
    let read =
        move |text: &str| clock.read(text, &time::to_wall(time::now(), &untrack(|| session.time_zone())));
    let written = move || clock.write(&value.get(), i18n.language());
    let typed = RwSignal::new(String::new());
    let typing = StoredValue::new(false);
    effect(move || {
        let text = written();
        // Nothing is rewritten under one's hands.
        let means_it = || untrack(|| read(&typed.get()).unwrap_or_default() == value.get());
        if !(typing.get_value() && means_it()) {
            typed.set(text);
        }
    });
    let give = move |text: String| {
        if value.with_untracked(|value| *value != text) {
            value.set(text);
        }
    };
    let input = move |event: Event| {
        let text = event_target_value(&event);
        typing.set_value(true);
        typed.set(text.clone());
        match read(&text) {
            Some(found) => give(found),
            None if text.trim().is_empty() => give(String::new()),
            None => {}
        }
    };
    let left = move || {
        if !typing.try_get_value().unwrap_or_default() {
            return;
        }
        typing.set_value(false);
        let text = typed.get_untracked();
        give(read(&text).unwrap_or_else(|| text.trim().to_owned()));
        typed.set(untrack(written));
    };
    let picker = NodeRef::<html::Input>::new();
    let pick = move || {
        if let Some(picker) = picker.get_untracked() {
            let _ = picker.show_picker();
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && event.key() == "ArrowDown" {
            event.prevent_default();
            pick();
        }
    };
    let (kind, shape, name, hint) = match clock {
        Clock::Date => ("date", Shape::Calendar, tr(|t| t.calendar), tr(|t| t.date_hint)),
        Clock::Time => ("time", Shape::Clock, tr(|t| t.clock), tr(|t| t.time_hint)),
        Clock::Moment => ("datetime-local", Shape::Calendar, tr(|t| t.calendar), tr(|t| t.moment_hint)),
    };
    let limit = |limit: String| (!limit.is_empty()).then_some(limit);
    let field = view! {
        <div class="clock">
            <input
                id=labelled.id.clone()
                type="text"
                autocomplete="off"
                placeholder=words(line.placeholder.unwrap_or(hint.into()))
                aria-required=flag(labelled.required)
                aria-invalid=flag(labelled.invalid)
                aria-describedby=labelled.described()
                prop:value=move || typed.get()
                on:input=input
                on:change=move |_| left()
                on:blur=move |_| left()
                on:keydown=keys
            />
            // By keyboard Alt and the arrow down do it.
            <button type="button" class="clock-pick" tabindex="-1" aria-label=name on:click=move |_| pick()>
                <Icon shape />
            </button>
            // Seen by nobody; touched, it opens what the platform has.
            <input
                node_ref=picker
                class="clock-native"
                type=kind
                tabindex="-1"
                aria-hidden="true"
                min=limit(line.limits.0)
                max=limit(line.limits.1)
                // Seconds may stand there.
                step=(clock != Clock::Date).then_some("any")
                prop:value=move || value.get()
                on:input=move |event| {
                    typing.set_value(false);
                    give(event_target_value(&event));
                }
            />
        </div>
    };
    labelled.around(class, field.into_any())
}
