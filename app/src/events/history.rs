//! Events by cursor with filters: a company's whole history, or all that one may see.

use leptos::prelude::*;
use records::{
    AppError, Page, Uuid,
    changes::Entity,
    events::{EventFilter, EventRow},
};

use super::{api::ListEvents, filters::Filters, rows::EventRows};
use crate::{
    i18n::tr,
    kit::{Empty, More, News, Paged, Part, Problem, Skeleton, Submission, effect, paged, part},
    live::Live,
    offline::{Item, Noun, Outbox, WaitingRows, waiting_events},
    rest::call,
};

/// A history with its filters.
#[component]
pub(crate) fn History(#[prop(optional, into)] company: Option<Uuid>) -> impl IntoView {
    let filters = Filters::new();
    let submission = Submission::new();
    let list = events(Signal::derive(move || filters.filter(company)));
    effect(move || {
        let mut found = filters.problems();
        if let Some(AppError::Invalid { problems }) = list.error.get() {
            found.extend(problems);
        }
        submission.judge("filters", found);
    });
    let waiting = waiting_events(company);
    let empty = part(move || match (filters.any(), waiting.with(Vec::is_empty)) {
        (true, _) => view! { <Empty title=tr(|t| t.events_none_found) /> }.into_any(),
        (false, false) => ().into_any(),
        (false, true) => {
            view! { <Empty title=tr(|t| t.events_empty) hint=tr(|t| t.events_empty_hint) /> }.into_any()
        }
    });
    view! {
        {filters.view(submission)}
        {match company {
            Some(company) => view! { <WaitingRows company /> }.into_any(),
            None => view! { <WaitingRows /> }.into_any(),
        }}
        {shown(list, company.is_none(), empty)}
    }
}

/// Events by a filter, brought up to date as it goes.
pub(crate) fn events(filter: Signal<EventFilter>) -> Paged<EventRow> {
    let outbox = Outbox::get();
    let version = Live::get().watch(move |change| {
        let company = filter.with_untracked(|filter| filter.company);
        change.entity == Entity::Event && (company.is_none() || change.company == company)
    });
    paged(
        filter,
        version,
        |row: &EventRow| row.id,
        move |filter, limit, after| async move {
            // The server knows nothing of a company that waits itself.
            let waits = |item: &Item| {
                item.noun == Noun::Company && filter.company == Some(item.id) && !item.is_known()
            };
            if untrack(|| outbox.items().iter().any(waits)) {
                return Ok(Page { items: Vec::new(), next: None });
            }
            call(ListEvents { filter: EventFilter { limit: Some(limit), after, ..filter } }).await
        },
    )
}

/// A list of events, or what stands in its place.
pub(crate) fn shown(list: Paged<EventRow>, with_company: bool, empty: Part) -> AnyView {
    let rows = Signal::derive(move || list.near());
    let state = part(move || match (list.items.with(Option::is_none), list.error.get()) {
        (true, Some(error)) => view! { <Problem error again=move |()| list.again() /> }.into_any(),
        (true, None) => view! { <Skeleton rows=8 /> }.into_any(),
        (false, _) if list.any() => ().into_any(),
        (false, _) => empty(),
    });
    view! {
        {state}
        <News of=list />
        <EventRows rows with_company window=list.window />
        <More of=list />
    }
    .into_any()
}
