//! The way to every page: a column beside it, a bar below it on small screens.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_location};

use super::{connection::ConnectionState, settings::Settings};
use crate::{
    access::{Session, api::sign_out},
    i18n::{Texts, tr},
    kit::{Icon, Shape},
};

/// Navigation with the person's own menu.
#[component]
pub(crate) fn Navigation() -> impl IntoView {
    let session = Session::get();
    let open = RwSignal::new(false);
    let path = use_location().pathname;
    // The menu of a small screen goes with the page it was opened on.
    Effect::new(move || {
        path.track();
        open.set(false);
    });
    let leave = move |_| {
        spawn_local(async move {
            match sign_out().await {
                Ok(()) => session.signed_out(),
                Err(failure) => session.notice(&failure.0),
            }
        });
    };
    let name = move || session.user().map(|user| user.name).unwrap_or_default();
    view! {
        <header class="side" class:open=open>
            <p class="brand">{tr(|t| t.app_name)}</p>
            <nav aria-label=tr(|t| t.main_navigation)>
                <ul class="nav-main">
                    <Place href="/companies" shape=Shape::Companies name=|t| t.companies />
                    <Place href="/events" shape=Shape::Events name=|t| t.events />
                    <Show when=move || session.may_write()>
                        <Place href="/register" shape=Shape::Register name=|t| t.register />
                    </Show>
                </ul>
                <ul class="nav-more" id="nav-more">
                    <Place href="/event-types" shape=Shape::Types name=|t| t.event_types />
                    <Place href="/people" shape=Shape::People name=|t| t.people />
                </ul>
            </nav>
            <button
                type="button"
                class="menu-button"
                aria-expanded=move || open.get().to_string()
                aria-controls="nav-more nav-own"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon shape=Shape::Menu />
                <span>{tr(|t| t.menu)}</span>
            </button>
            <div class="nav-own" id="nav-own">
                <ConnectionState />
                <Settings />
                <p class="person">{name}</p>
                <div class="own-links">
                    <A href="/password">{tr(|t| t.change_password)}</A>
                    <button type="button" class="link-button" on:click=leave>
                        {tr(|t| t.sign_out)}
                    </button>
                </div>
            </div>
        </header>
    }
}

/// One page to go to.
#[component]
fn Place(href: &'static str, shape: Shape, name: fn(&'static Texts) -> &'static str) -> impl IntoView {
    view! {
        <li>
            <A href=href>
                <Icon shape />
                <span>{tr(name)}</span>
            </A>
        </li>
    }
}
