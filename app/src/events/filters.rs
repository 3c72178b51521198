//! What a history is narrowed by: type, employee, period, words.

use forms::{Problem, civil};
use leptos::prelude::*;
use records::{Uuid, events::EventFilter};

use crate::{
    catalogue::Catalogue,
    i18n::tr,
    kit::{Field, Select, Submission, debounced, when},
    location::Location,
};

/// The chosen filters.
#[derive(Clone, Copy)]
pub(crate) struct Filters {
    kind: RwSignal<String>,
    employee: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    text: RwSignal<String>,
    settled: Signal<String>,
}

impl Filters {
    pub(crate) fn new() -> Self {
        let text = RwSignal::new(String::new());
        let [kind, employee, from, to] = std::array::from_fn(|_| RwSignal::new(String::new()));
        let location = Location::get();
        for (name, text) in
            [("type", kind), ("employee", employee), ("from", from), ("to", to), ("text", text)]
        {
            location.keep(name, text);
        }
        Self { kind, employee, from, to, text, settled: debounced(text) }
    }

    /// The filter of a company's events, or of all, tracked.
    pub(crate) fn filter(self, company: Option<Uuid>) -> EventFilter {
        let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        EventFilter {
            company,
            r#type: given(self.kind.get()),
            performed_by: Uuid::parse_str(&self.employee.get()).ok(),
            from: Some(self.from.get()).filter(|day| is_day(day)),
            to: Some(self.to.get()).filter(|day| is_day(day)),
            text: given(self.settled.get()),
            ..Default::default()
        }
    }

    /// What is no day is asked for by nobody and told at its field; tracked.
    pub(crate) fn problems(self) -> Vec<Problem> {
        let days = [("from", self.from), ("to", self.to)].into_iter();
        let wrong = days.filter(|(_, day)| day.with(|day| !day.is_empty() && !is_day(day)));
        wrong.map(|(path, _)| Problem::new(path, "type")).collect()
    }

    /// Whether anything is chosen, tracked.
    pub(crate) fn any(self) -> bool {
        let empty =
            [self.kind, self.employee, self.from, self.to, self.text].map(|one| one.with(String::is_empty));
        empty.contains(&false)
    }

    fn clear(self) {
        [self.kind, self.employee, self.from, self.to, self.text]
            .iter()
            .for_each(|one| one.set(String::new()));
    }

    /// The fields themselves. What the server finds wrong with them is shown at them.
    pub(crate) fn view(self, submission: Submission) -> impl IntoView {
        let catalogue = Catalogue::get();
        let types = Signal::derive(move || catalogue.type_options());
        let people = Signal::derive(move || catalogue.people_options());
        view! {
            <form class="filters" role="search" aria-label=tr(|t| t.filters) on:submit=|event| event.prevent_default()>
                <Select label=tr(|t| t.event_type) value=self.kind options=types none=tr(|t| t.all) />
                <Select label=tr(|t| t.employee) value=self.employee options=people none=tr(|t| t.everybody) />
                <Field submission path="from" label=tr(|t| t.from_day) value=self.from kind="date" />
                <Field submission path="to" label=tr(|t| t.to_day) value=self.to kind="date" />
                <Field submission path="text" label=tr(|t| t.text_filter) value=self.text kind="search" class="grow" />
                {when(move || self.any(), move || view! {
                    <button type="button" class="button quiet clear" on:click=move |_| self.clear()>
                        {tr(|t| t.clear_filters)}
                    </button>
                })}
            </form>
        }
    }
}

fn is_day(text: &str) -> bool {
    civil::parse_date(text).is_some()
}
