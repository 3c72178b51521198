//! What a version fixes beside its form: links, back-dating, on behalf, numbering, settlements.

use forms::Problem;
use leptos::prelude::*;
use records::event_types::{Backdating, LinkUse, Links, Numbering, NumberingDate, Reset, Rules};

use super::{from_word, numbering::NumberingFields, settings::yes_no, settlements::Lines, word};
use crate::{
    i18n::{I18n, Language, TypeTexts, trt},
    kit::{Field, Labelled, Options, Select, Slot, Submission, Tick, by_name, slot},
};

/// Names of the links on the wire, in the order of the slots.
const LINKS: [&str; 5] = ["company", "contact", "deal", "order", "product"];

/// The typed texts.
#[derive(Clone, Copy)]
pub(super) struct RuleFields {
    links: [RwSignal<String>; 5],
    backdating: RwSignal<String>,
    on_behalf: RwSignal<String>,
    numbering: NumberingFields,
    lines: Lines,
    language: Language,
}

/// The texts of rules, in the order of the slots.
pub(super) fn texts(rules: &Rules, language: Language) -> Vec<String> {
    let Links { company, contact, deal, order, product } = rules.links;
    let mut texts: Vec<String> = [company, contact, deal, order, product].iter().map(word).collect();
    let days = rules.backdating.and_then(|limit| limit.max_days);
    texts.push(days.map(|days| days.to_string()).unwrap_or_default());
    texts.push(rules.on_behalf.to_string());
    let numbering = rules.numbering.as_ref();
    texts.push(numbering.map(|numbering| numbering.pattern.clone()).unwrap_or_default());
    texts.push(word(&numbering.map(|numbering| numbering.reset).unwrap_or_default()));
    texts.push(word(&numbering.map(|numbering| numbering.date).unwrap_or_default()));
    texts.push(numbering.and_then(|one| one.start).map(|start| start.to_string()).unwrap_or_default());
    texts.push(Lines::text(&rules.settlements, language));
    texts
}

impl RuleFields {
    /// To be called in a component's body.
    pub(super) fn of(texts: &[String]) -> Self {
        let text = |at: usize| RwSignal::new(texts.get(at).cloned().unwrap_or_default());
        Self {
            links: std::array::from_fn(text),
            backdating: text(5),
            on_behalf: text(6),
            numbering: NumberingFields { pattern: text(7), reset: text(8), date: text(9), start: text(10) },
            lines: Lines::new(text(11)),
            language: untrack(|| I18n::get().language()),
        }
    }

    pub(super) fn slots(self) -> Vec<Slot> {
        let i18n = I18n::get();
        let named = |mut slot: Slot, options: Signal<Options>| {
            slot.shown = by_name(options);
            slot
        };
        let NumberingFields { pattern, reset, date, start } = self.numbering;
        let mut slots = Vec::new();
        for (at, link) in self.links.into_iter().enumerate() {
            slots.push(named(slot(move || link_name(i18n, at), link), uses()));
        }
        slots.push(slot(trt(|t| t.backdating), self.backdating));
        slots.push(named(slot(trt(|t| t.on_behalf), self.on_behalf), yes_no(i18n)));
        slots.push(slot(trt(|t| t.pattern), pattern));
        slots.push(named(slot(trt(|t| t.reset), reset), super::numbering::resets()));
        slots.push(named(slot(trt(|t| t.numbering_date), date), super::numbering::dates()));
        slots.push(slot(trt(|t| t.start), start));
        slots.push(slot(trt(|t| t.settlements), self.lines.text));
        slots
    }

    /// Looks at every text.
    pub(super) fn track(self) {
        let NumberingFields { pattern, reset, date, start } = self.numbering;
        let others = [self.backdating, self.on_behalf, pattern, reset, date, start, self.lines.text];
        self.links.into_iter().chain(others).for_each(|text| text.track());
    }

    /// The rules as they are typed, or what cannot be read; untracked.
    pub(super) fn read(self) -> Result<Rules, Vec<Problem>> {
        let mut problems = Vec::new();
        let used =
            |at: usize| from_word::<LinkUse>(&self.links[at].get_untracked()).unwrap_or(LinkUse::Hidden);
        let links =
            Links { company: used(0), contact: used(1), deal: used(2), order: used(3), product: used(4) };
        let backdating = whole(self.backdating, "backdating.max_days", &mut problems);
        let NumberingFields { pattern, reset, date, start } = self.numbering;
        let start = whole(start, "numbering.start", &mut problems);
        let pattern = pattern.get_untracked().trim().to_owned();
        let numbering = (!pattern.is_empty()).then(|| Numbering {
            pattern,
            reset: from_word::<Reset>(&reset.get_untracked()).unwrap_or_default(),
            date: from_word::<NumberingDate>(&date.get_untracked()).unwrap_or_default(),
            start,
        });
        let settlements = self.lines.read(&mut problems);
        let rules = Rules {
            numbering,
            links,
            settlements,
            backdating: backdating.map(|days| Backdating { max_days: Some(days) }),
            on_behalf: self.on_behalf.get_untracked() == "true",
        };
        if problems.is_empty() { Ok(rules) } else { Err(problems) }
    }

    /// The fields. `key` is the type's, tracked.
    pub(super) fn view(self, submission: Submission, key: Signal<String>) -> AnyView {
        let i18n = I18n::get();
        let link = move |(at, value): (usize, RwSignal<String>)| {
            view! {
                <Select
                    submission
                    path=format!("links.{}", LINKS[at])
                    label=move || link_name(i18n, at)
                    value
                    options=uses()
                />
            }
        };
        view! {
            <fieldset>
                <legend>{trt(|t| t.links)}</legend>
                <div class="tight">{self.links.into_iter().enumerate().map(link).collect_view()}</div>
            </fieldset>
            <div class="pair">
                <Field
                    submission
                    path="backdating.max_days"
                    label=trt(|t| t.backdating)
                    value=self.backdating
                    inputmode="numeric"
                    hint=trt(|t| t.backdating_hint)
                />
                <Tick labelled=Labelled::new(submission, "on_behalf", trt(|t| t.on_behalf).into(), false.into(), None) value=self.on_behalf />
            </div>
            {self.numbering.view(submission, key)}
            {self.lines.view(submission, self.language)}
        }
        .into_any()
    }
}

fn link_name(i18n: I18n, at: usize) -> &'static str {
    let (texts, own) = (i18n.texts(), i18n.language().type_texts());
    [texts.company, texts.contact, own.deal, own.order, own.product][at]
}

/// The uses of a link.
fn uses() -> Signal<Options> {
    options(&[
        ("hidden", |t| t.link_hidden),
        ("optional", |t| t.link_optional),
        ("required", |t| t.link_required),
    ])
}

/// What a word on the wire is called.
type Name = fn(&'static TypeTexts) -> &'static str;

/// A fixed list of words with their names. To be called in a component's body.
pub(super) fn options(all: &'static [(&'static str, Name)]) -> Signal<Options> {
    let i18n = I18n::get();
    Signal::derive(move || {
        let texts = i18n.language().type_texts();
        all.iter().map(|(word, name)| ((*word).to_owned(), name(texts).to_owned())).collect()
    })
}

/// A whole number that may be left out.
fn whole(text: RwSignal<String>, path: &str, problems: &mut Vec<Problem>) -> Option<u32> {
    let text = text.get_untracked();
    let text = text.trim();
    let number = text.parse().ok();
    if number.is_none() && !text.is_empty() {
        problems.push(Problem::new(path, "type"));
    }
    number
}
