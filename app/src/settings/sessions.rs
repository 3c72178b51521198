//! Where one is signed in; each session can be ended from here.

use leptos::prelude::*;
use records::sessions::SessionView;

use crate::{
    access::api::{EndSession, ListSessions},
    i18n::{I18n, tr},
    kit::{Confirm, Loaded, Toasts, load, part},
    rest::call,
    time::When,
};

/// The list of one's own sessions.
#[component]
pub(super) fn Sessions() -> impl IntoView {
    let (toasts, i18n) = (Toasts::get(), I18n::get());
    let sessions = load(|| call(ListSessions {}));
    let ending = RwSignal::new(None::<SessionView>);
    let row = move |session: SessionView| {
        let this = session.clone();
        let end = if session.current {
            view! { <span class="badge accent">{tr(|t| t.session_current)}</span> }.into_any()
        } else {
            view! {
                <button type="button" class="button small" on:click=move |_| ending.set(Some(this.clone()))>
                    {tr(|t| t.session_end)}
                </button>
            }
            .into_any()
        };
        view! {
            <li class="row">
                <div class="row-main">
                    <p class="row-title">{program(&session.user_agent)}</p>
                    <p class="row-details">{tr(|t| t.session_seen)} ": " <When at=session.seen_at /></p>
                </div>
                {end}
            </li>
        }
    };
    let list = move |all: Signal<Vec<SessionView>>| {
        // This one first.
        let rows = part(move || {
            let mut all = all.get();
            all.sort_by_key(|session| !session.current);
            all.into_iter().map(row).collect_view()
        });
        view! { <ul class="rows">{rows}</ul> }
    };
    view! {
        <section class="card">
            <h2>{tr(|t| t.sessions)}</h2>
            <p class="faint">{tr(|t| t.sessions_hint)}</p>
            <Loaded of=sessions then=list />
        </section>
        {part(move || ending.get().map(|session| view! {
            <Confirm
                title=tr(|t| t.session_end_title)
                hint=tr(|t| t.session_end_hint)
                action=tr(|t| t.session_end)
                answer=move || call(EndSession { id: session.id })
                danger=true
                    on_done=move |()| {
                    ending.set(None);
                    toasts.say(i18n.texts().session_ended);
                    sessions.again();
                }
                on_close=move |()| ending.set(None)
            />
        }))}
    }
}

/// What a browser calls itself, in two words: `Firefox · Windows`.
fn program(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // Each of them also claims to be those below it.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => [browser, " · ", system].concat(),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}
