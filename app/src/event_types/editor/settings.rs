//! The live settings of an event type: what holds for old events too.

use forms::Json;
use leptos::prelude::*;
use records::{
    AppError, Text,
    event_types::{ChangeEventType, EventType},
};

use super::color::ColorField;
use crate::{
    i18n::{I18n, tr, trt},
    kit::{Area, Field, Known, Labelled, Options, Slot, Submission, Tick, by_name, slot},
};

/// Where names of a type stand in the slots.
const NAMES: [&str; 2] = ["pl", "en"];

/// The typed texts.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    name_pl: RwSignal<String>,
    name_en: RwSignal<String>,
    pub(super) color: RwSignal<String>,
    pub(super) task_color: RwSignal<String>,
    pub(super) default_note: RwSignal<String>,
    show_details: RwSignal<String>,
    active: RwSignal<String>,
}

/// The texts of a type, in the order of the slots.
pub(super) fn texts(of: &EventType) -> Vec<String> {
    let name = |language: &str| of.name.0.get(language).cloned().unwrap_or_default();
    let [pl, en] = NAMES.map(name);
    let (color, task_color) = (of.color.clone(), of.task_color.clone());
    vec![
        pl,
        en,
        color,
        task_color,
        of.default_note.clone(),
        of.show_details.to_string(),
        of.active.to_string(),
    ]
}

/// The texts of a type as a conflict brings it.
pub(super) fn read(record: &Json) -> Vec<String> {
    let text = |json: Option<&Json>| match json {
        Some(Json::Bool(value)) => value.to_string(),
        other => other.and_then(Json::as_str).unwrap_or_default().to_owned(),
    };
    let name = record.get("name");
    let [pl, en] = NAMES.map(|language| text(name.and_then(|name| name.get(language))));
    let rest = ["color", "task_color", "default_note", "show_details", "active"];
    [pl, en].into_iter().chain(rest.map(|key| text(record.get(key)))).collect()
}

impl Settings {
    /// Of a new type.
    pub(super) fn new() -> Self {
        let settings = Self::of(&vec![String::new(); 7]);
        settings.color.set("#4f7cac".into());
        settings.task_color.set("#4f7cac".into());
        settings.show_details.set("true".into());
        settings
    }

    pub(super) fn of(texts: &[String]) -> Self {
        let text = |at: usize| RwSignal::new(texts.get(at).cloned().unwrap_or_default());
        Self {
            name_pl: text(0),
            name_en: text(1),
            color: text(2),
            task_color: text(3),
            default_note: text(4),
            show_details: text(5),
            active: text(6),
        }
    }

    pub(super) fn slots(self) -> Vec<Slot> {
        let yes_no = |mut slot: Slot| {
            slot.shown = by_name(yes_no(I18n::get()));
            slot
        };
        vec![
            slot(trt(|t| t.name_pl), self.name_pl),
            slot(trt(|t| t.name_en), self.name_en),
            slot(tr(|t| t.color), self.color),
            slot(trt(|t| t.task_color), self.task_color),
            slot(trt(|t| t.default_note), self.default_note),
            yes_no(slot(trt(|t| t.show_details), self.show_details)),
            yes_no(slot(trt(|t| t.active), self.active)),
        ]
    }

    /// The name in all its languages; those that have no field stay.
    pub(super) fn name(self, before: &Text) -> Text {
        let mut name = before.clone();
        for (language, typed) in NAMES.into_iter().zip([self.name_pl, self.name_en]) {
            let typed = typed.get_untracked();
            match typed.trim() {
                "" => name.0.remove(language),
                typed => name.0.insert(language.to_owned(), typed.to_owned()),
            };
        }
        name
    }

    pub(super) fn shows_details(self) -> bool {
        self.show_details.get_untracked() == "true"
    }

    /// The change of what is typed otherwise than known.
    pub(super) fn change(self, known: Known, before: &Text) -> ChangeEventType {
        let renamed = known.changed(0).is_some() || known.changed(1).is_some();
        ChangeEventType {
            revision: known.revision(),
            name: renamed.then(|| self.name(before)),
            color: known.changed(2),
            task_color: known.changed(3),
            default_note: known.changed(4),
            show_details: known.changed(5).map(|text| text == "true"),
            active: known.changed(6).map(|text| text == "true"),
        }
    }

    /// What the type is called so far, tracked.
    pub(super) fn called(self) -> String {
        let (pl, en) = (self.name_pl.get(), self.name_en.get());
        if pl.trim().is_empty() { en } else { pl }
    }

    /// The fields. `between` stands below the names.
    pub(super) fn view(self, submission: Submission, between: AnyView, changing: bool) -> AnyView {
        let i18n = I18n::get();
        let name = Signal::derive(move || {
            let called = self.called();
            if called.trim().is_empty() { i18n.texts().event_type.to_owned() } else { called }
        });
        view! {
            <div class="pair">
                <Field submission path="name.pl" label=trt(|t| t.name_pl) value=self.name_pl autofocus=!changing />
                <Field submission path="name.en" label=trt(|t| t.name_en) value=self.name_en />
            </div>
            {between}
            <div class="pair">
                <ColorField submission path="color" label=tr(|t| t.color) value=self.color name />
                <ColorField submission path="task_color" label=trt(|t| t.task_color) value=self.task_color name />
            </div>
            <p class="hint">{trt(|t| t.color_hint)}</p>
            <Area submission path="default_note" label=trt(|t| t.default_note) value=self.default_note rows="3" />
            <Tick labelled=Labelled::new(submission, "show_details", trt(|t| t.show_details).into(), false.into(), None) value=self.show_details />
            {changing.then(|| view! {
                <Tick labelled=Labelled::new(submission, "active", trt(|t| t.active).into(), false.into(), None) value=self.active />
            })}
        }
        .into_any()
    }
}

/// What is wrong with the name as a whole is told at its first field.
pub(super) fn at_fields(mut error: AppError) -> AppError {
    if let AppError::Invalid { problems } = &mut error {
        for problem in problems.iter_mut().filter(|problem| problem.path == "name") {
            problem.path = "name.pl".to_owned();
        }
    }
    error
}

/// The names of `true` and `false`.
pub(super) fn yes_no(i18n: I18n) -> Signal<Options> {
    Signal::derive(move || {
        let texts = i18n.texts();
        vec![("true".into(), texts.yes.into()), ("false".into(), texts.no.into())]
    })
}
