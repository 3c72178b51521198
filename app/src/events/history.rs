//! Events by cursor with filters: a company's whole history, or all that one may see.

use leptos::prelude::*;
use records::{
    AppError, Uuid,
    changes::Entity,
    events::{EventFilter, EventRow},
};

use super::{api::ListEvents, filters::Filters, rows::EventRows};
use crate::{
    i18n::tr,
    kit::{Empty, More, News, Problem, Skeleton, Submission, effect, paged, part},
    live::Live,
    rest::call,
};

/// A history, brought up to date as it goes.
#[component]
pub(crate) fn History(#[prop(optional, into)] company: Option<Uuid>) -> impl IntoView {
    let filters = Filters::new();
    let submission = Submission::new();
    let filter = Signal::derive(move || filters.filter(company));
    let version = Live::get().watch(move |change| {
        change.entity == Entity::Event && (company.is_none() || change.company == company)
    });
    let list = paged(
        filter,
        version,
        |row: &EventRow| row.id,
        |filter, limit, after| {
            call(ListEvents { filter: EventFilter { limit: Some(limit), after, ..filter } })
        },
    );
    effect(move || match list.error.get() {
        Some(AppError::Invalid { problems }) => submission.judge(problems),
        _ => submission.judge(Vec::new()),
    });
    let rows = Signal::derive(move || list.near());
    let state = part(move || match (list.items.with(Option::is_none), list.error.get()) {
        (_, Some(error)) => view! { <Problem error again=move |()| list.again() /> }.into_any(),
        (true, None) => view! { <Skeleton rows=8 /> }.into_any(),
        (false, None) if list.any() => ().into_any(),
        (false, None) if filters.any() => view! { <Empty title=tr(|t| t.events_none_found) /> }.into_any(),
        (false, None) => {
            view! { <Empty title=tr(|t| t.events_empty) hint=tr(|t| t.events_empty_hint) /> }.into_any()
        }
    });
    view! {
        {filters.view(submission)}
        {state}
        <News of=list />
        <EventRows rows with_company=company.is_none() window=list.window />
        <More of=list />
    }
}
