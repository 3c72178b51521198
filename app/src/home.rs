//! The first page: today's own events, and what is new in one's companies.

use leptos::{prelude::*, text_prop::TextProp};
use records::{
    changes::Entity,
    events::{EventFilter, EventRow},
};

use crate::{
    access::Session,
    events::{EventRows, api::ListEvents},
    i18n::{I18n, tr},
    kit::{Empty, Loaded, PageHead, either, load, when},
    live::Live,
    rest::call,
    time,
};

/// The first page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let (session, i18n) = (Session::get(), I18n::get());
    let mine = section(
        |t| t.my_events_today,
        |t| t.my_events_empty,
        None,
        move || EventFilter {
            performed_by: me(session),
            from: Some(time::day(&session.time_zone(), 0)),
            to: Some(time::day(&session.time_zone(), 0)),
            limit: Some(100),
            ..Default::default()
        },
    );
    let companies = section(
        |t| t.my_companies,
        |t| t.my_companies_empty,
        Some(tr(|t| t.my_companies_hint).into()),
        move || EventFilter {
            account_manager: me(session),
            from: Some(time::day(&session.time_zone(), 30)),
            limit: Some(10),
            ..Default::default()
        },
    );
    view! {
        <PageHead title=tr(|t| t.home)>
            {when(move || session.may_write(), move || view! {
                <a href="/register" class="button primary">{tr(|t| t.register_event)}</a>
            })}
        </PageHead>
        <p class="today">{move || time::written_day(time::now(), i18n.language(), &session.time_zone())}</p>
        <div class="stack">{mine} {companies}</div>
    }
}

fn me(session: Session) -> Option<records::Uuid> {
    session.user().map(|user| user.id)
}

/// Events under a heading, brought up to date as it goes.
fn section(
    title: fn(&'static crate::i18n::Texts) -> &'static str,
    empty: fn(&'static crate::i18n::Texts) -> &'static str,
    hint: Option<TextProp>,
    filter: impl Fn() -> EventFilter + 'static,
) -> AnyView {
    let version = Live::get().watch_all(&[Entity::Event]);
    let list = load(move || {
        version.track();
        let answer = call(ListEvents { filter: filter() });
        async { answer.await.map(|page| page.items) }
    });
    let content = move |rows: Signal<Vec<EventRow>>| {
        let hint = hint.clone();
        either(
            move || rows.with(|rows| !rows.is_empty()),
            move || view! { <EventRows rows with_company=true /> },
            move || {
                let hint = hint.clone();
                view! { <Empty title=tr(empty) /> {hint.map(|hint| view! { <p class="state-hint">{move || hint.get()}</p> })} }
            },
        )
    };
    view! {
        <section class="card">
            <h2>{tr(title)}</h2>
            <Loaded of=list then=content />
        </section>
    }
    .into_any()
}
