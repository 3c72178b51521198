//! The first page: today's own events, and what is new in one's companies.

use leptos::prelude::*;
use records::{
    event_types::EventType,
    events::{EventFilter, EventRow},
};

use crate::{
    access::Session,
    catalogue::{Catalogue, is_by_hand},
    events::{events, shown},
    i18n::{I18n, tr},
    kit::{PageHead, Paged, Skeleton, TypeDot, part, when},
    offline::WaitingRows,
    time,
};

/// The first page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let (session, i18n, catalogue) = (Session::get(), I18n::get(), Catalogue::get());
    let mine = events(Signal::derive(move || EventFilter {
        performed_by: me(session),
        from: Some(time::day(&session.time_zone(), 0)),
        to: Some(time::day(&session.time_zone(), 0)),
        ..Default::default()
    }));
    let companies = events(Signal::derive(move || EventFilter {
        account_manager: me(session),
        from: Some(time::day(&session.time_zone(), 30)),
        ..Default::default()
    }));
    // All is asked for at once; what stands below something comes once the height of that is known, so that nothing jumps.
    let ready = catalogue.types_known();
    let known = move || mine.items.with(Option::is_some) || mine.error.with(Option::is_some);
    let hint = Some(tr(|t| t.my_companies_hint));
    view! {
        <p class="today">{move || time::written_day(time::now(), i18n.language(), &session.time_zone())}</p>
        <PageHead title=tr(|t| t.home)>
            {when(move || session.may_write(), move || view! {
                <a href="/register" class="button primary">{tr(|t| t.register_event)}</a>
            })}
        </PageHead>
        {when(move || !ready.get(), || view! { <div class="stack"><section class="card"><Skeleton /></section></div> })}
        {when(move || ready.get(), move || view! {
            {when(move || session.may_write(), move || view! { <Begin catalogue /> })}
            <div class="stack">
                <WaitingRows />
                {section(tr(|t| t.my_events_today), tr(|t| t.my_events_empty), None, mine)}
                {when(known, move || section(tr(|t| t.my_companies), tr(|t| t.my_companies_empty), hint, companies))}
            </div>
        })}
    }
}

/// Every type that can be registered, one press away.
#[component]
fn Begin(catalogue: Catalogue) -> impl IntoView {
    let kind = |kind: &EventType| {
        let (to, name, color) =
            (format!("/register?type={}", kind.key), kind.name.clone(), kind.color.clone());
        let i18n = I18n::get();
        view! {
            <li>
                <a href=to class="button small">
                    <TypeDot color />
                    <span>{move || i18n.own(&name)}</span>
                </a>
            </li>
        }
    };
    let kinds = part(move || {
        let of = |types: &Vec<EventType>| types.iter().filter(|one| is_by_hand(one)).map(kind).collect_view();
        catalogue.types.data.with(|types| types.as_ref().map(of))
    });
    view! { <nav class="begin" aria-label=tr(|t| t.register_event)><ul>{kinds}</ul></nav> }
}

fn me(session: Session) -> Option<records::Uuid> {
    session.user().map(|user| user.id)
}

/// Events under a heading, brought up to date as it goes.
fn section<W: Fn() -> &'static str + Copy + Send + Sync + 'static>(
    title: W,
    empty: W,
    hint: Option<W>,
    list: Paged<EventRow>,
) -> AnyView {
    let empty = part(move || {
        let hint = hint.map(|hint| view! { <p class="state-hint">{hint}</p> });
        view! { <div class="state"><p class="state-title">{empty}</p>{hint}</div> }
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            {shown(list, true, empty)}
        </section>
    }
    .into_any()
}
