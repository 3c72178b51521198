//! Whether the page is up to date.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    i18n::{I18n, tr},
    kit::{effect, when},
    live::{Connection, Live},
};

/// A dot and a word.
#[component]
pub(crate) fn ConnectionState() -> impl IntoView {
    let (live, i18n) = (Live::get(), I18n::get());
    let name = move || match live.connection() {
        Connection::Live => "live",
        Connection::Connecting => "connecting",
        Connection::Lost => "lost",
    };
    let text = move || match live.connection() {
        Connection::Live => i18n.texts().connection_live,
        Connection::Connecting => i18n.texts().connection_connecting,
        Connection::Lost => i18n.texts().connection_lost,
    };
    view! { <p class="connection" data-state=name>{text}</p> }
}

/// Says over the page that the connection is lost, once it has been for a while.
#[component]
pub(crate) fn ConnectionBar() -> impl IntoView {
    let live = Live::get();
    let shown = RwSignal::new(false);
    effect(move || {
        if live.connection() == Connection::Lost {
            let show = set_timeout_with_handle(
                move || {
                    shown.try_set(true);
                },
                Duration::from_millis(800),
            );
            on_cleanup(move || {
                if let Ok(show) = show {
                    show.clear();
                }
            });
        } else {
            shown.set(false);
        }
    });
    view! {
        {when(move || shown.get(), move || view! {
            <p class="bar bar-lost">
                <span>{tr(|t| t.connection_lost_hint)}</span>
                <button type="button" class="button small" on:click=move |_| live.again()>
                    {tr(|t| t.retry)}
                </button>
            </p>
        })}
    }
}
