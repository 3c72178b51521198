//! The first page: today's own events, and what is new in one's companies.

use leptos::prelude::*;
use records::events::{EventFilter, EventRow};

use crate::{
    access::Session,
    events::{events, shown},
    i18n::{I18n, tr},
    kit::{PageHead, Paged, part, when},
    offline::WaitingRows,
    time,
};

/// The first page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let (session, i18n) = (Session::get(), I18n::get());
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
    // Both are asked for at once; the second stands below the first once its height is known, so that nothing jumps.
    let known = move || mine.items.with(Option::is_some) || mine.error.with(Option::is_some);
    let hint = Some(tr(|t| t.my_companies_hint));
    view! {
        <p class="today">{move || time::written_day(time::now(), i18n.language(), &session.time_zone())}</p>
        <PageHead title=tr(|t| t.home)>
            {when(move || session.may_write(), move || view! {
                <a href="/register" class="button primary">{tr(|t| t.register_event)}</a>
            })}
        </PageHead>
        <div class="stack">
            <WaitingRows />
            {section(tr(|t| t.my_events_today), tr(|t| t.my_events_empty), None, mine)}
            {when(known, move || section(tr(|t| t.my_companies), tr(|t| t.my_companies_empty), hint, companies))}
        </div>
    }
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
