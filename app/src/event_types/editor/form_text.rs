//! The form of a type as JSON: a text with its faults, each of which leads to its place.

use forms::{FormProblem, Json};
use leptos::{html, prelude::*};

use super::form_faults::{Fault, Judged, judge, placed};
use crate::{
    i18n::{I18n, fill, trt},
    kit::{debounced, effect, field_id, flag, memo, part},
};

/// Characters to a line of a text that is tidied up.
const WIDTH: usize = 88;

/// The typed text and what it is good for.
#[derive(Clone, Copy)]
pub(super) struct FormText {
    pub(super) text: RwSignal<String>,
    pub(super) judged: RwSignal<Judged>,
    /// A text that the server has refused: it stays refused, whatever the browser thinks of it.
    refused: StoredValue<Option<String>>,
    area: NodeRef<html::Textarea>,
}

/// A form as it is written into the editor.
pub(super) fn written(form: &Json) -> String {
    form.pretty(WIDTH)
}

impl FormText {
    /// To be called in a component's body.
    pub(super) fn new(text: RwSignal<String>) -> Self {
        let judged = RwSignal::new(judge(&text.get_untracked()));
        let settled = debounced(text);
        let refused = StoredValue::new(None::<String>);
        effect(move || {
            let text = settled.get();
            if refused.with_value(|refused| refused.as_ref() != Some(&text)) {
                judged.set(judge(&text));
            }
        });
        Self { text, judged, refused, area: NodeRef::new() }
    }

    /// The form as it is typed now, if it is sound; otherwise its faults are shown. Untracked.
    pub(super) fn read(self) -> Option<Json> {
        let judged = judge(&self.text.get_untracked());
        self.judged.set(judged.clone());
        match judged {
            Judged::Sound(form) => Some(form.to_json()),
            Judged::Faulty(_) => {
                self.to_first_fault();
                None
            }
        }
    }

    /// What the server has found wrong with it.
    pub(super) fn refused(self, problems: Vec<FormProblem>) {
        let text = self.text.get_untracked();
        let faults = placed(&text, problems);
        self.refused.set_value(Some(text));
        self.judged.set(Judged::Faulty(faults));
        self.to_first_fault();
    }

    fn to_first_fault(self) {
        let first = self.judged.with_untracked(|judged| match judged {
            Judged::Faulty(faults) => faults.first().cloned(),
            Judged::Sound(_) => None,
        });
        if let Some(fault) = first {
            self.go_to(&fault);
        }
    }

    /// Marks what is wrong and brings it into view.
    fn go_to(self, fault: &Fault) {
        let Some(area) = self.area.get_untracked() else { return };
        let (start, end, line, lines) = self.text.with_untracked(|text| {
            let units = |end: usize| text.get(..end).unwrap_or(text).encode_utf16().count();
            let (line, _) = fault.line_and_column(text);
            // Of a long part the first line is enough.
            let part = text.get(fault.place.clone()).unwrap_or_default();
            let first = part.split('\n').next().unwrap_or_default().len();
            let (start, end) = (fault.place.start, fault.place.start + first);
            (units(start), units(end), line, text.matches('\n').count() + 1)
        });
        let units = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let _ = area.focus();
        let _ = area.set_selection_range(units(start), units(end));
        // Lines are not broken, so that each is as high as any other.
        let height = f64::from(area.scroll_height()) / lines as f64;
        let above = (line as f64 - 4.0).max(0.0) * height;
        area.set_scroll_top(above as i32);
    }

    /// The text and its faults.
    pub(super) fn view(self) -> AnyView {
        let i18n = I18n::get();
        let id = field_id();
        let state_id = format!("{id}-state");
        let faulty = memo(move || self.judged.with(|judged| matches!(judged, Judged::Faulty(_))));
        let fault = move |fault: Fault| {
            let (line, column) = self.text.with_untracked(|text| fault.line_and_column(text));
            let (said, pointer) = (fault.clone(), fault.pointer().to_owned());
            let place = move || {
                let texts = i18n.language().type_texts();
                let line = fill(texts.line_column, &line.to_string());
                format!("{line}, {}", fill(texts.column, &column.to_string()))
            };
            view! {
                <li>
                    <button type="button" class="button small" on:click=move |_| self.go_to(&fault)>{place}</button>
                    <span>{move || said.said(i18n.language())} " " <code>{pointer}</code></span>
                </li>
            }
        };
        let state = part(move || match self.judged.get() {
            Judged::Sound(_) => view! { <p class="good">{trt(|t| t.form_sound)}</p> }.into_any(),
            Judged::Faulty(faults) => view! {
                <p class="problem">{trt(|t| t.form_problems)} ": " {faults.len()}</p>
                <ul class="faults">{faults.into_iter().take(100).map(fault).collect_view()}</ul>
            }
            .into_any(),
        });
        let tidy = move |_| {
            if let Ok(json) = self.text.with_untracked(|text| Json::parse(text)) {
                self.text.set(written(&json));
            }
        };
        view! {
            <div class="field" class:invalid=faulty>
                <label for=id.clone()>{trt(|t| t.form_text)}</label>
                <textarea
                    id=id
                    class="code"
                    rows="18"
                    wrap="off"
                    spellcheck="false"
                    autocomplete="off"
                    node_ref=self.area
                    aria-invalid=flag(faulty)
                    aria-describedby=state_id.clone()
                    bind:value=self.text
                ></textarea>
                <div class="form-actions">
                    <button type="button" class="button small" on:click=tidy>{trt(|t| t.tidy_text)}</button>
                </div>
                <div id=state_id role="status">{state}</div>
            </div>
        }
        .into_any()
    }
}
