//! The way to every page: a column beside it, a bar below it on small screens.

use leptos::{prelude::*, task::spawn_local};

use super::{connection::ConnectionState, settings::Settings};
use crate::{
    access::{Session, api::SignOut},
    i18n::{Texts, tr},
    kit::{Icon, Shape, effect, flag, when},
    location::Location,
    rest::call,
    route::Page,
};

/// Navigation with the person's own menu.
#[component]
pub(crate) fn Navigation() -> impl IntoView {
    let session = Session::get();
    let open = RwSignal::new(false);
    let location = Location::get();
    // The menu of a small screen goes with the page it was opened on.
    effect(move || {
        location.url();
        open.set(false);
    });
    let leave = move |_| {
        spawn_local(async move {
            match call(SignOut {}).await {
                Ok(()) => session.signed_out(),
                Err(error) => session.notice(&error),
            }
        });
    };
    let name = move || session.user().map(|user| user.name).unwrap_or_default();
    view! {
        <header class="side" class:open=open>
            <p class="brand">{tr(|t| t.app_name)}</p>
            <nav aria-label=tr(|t| t.main_navigation)>
                <ul class="nav-main">
                    <Place to=Page::Companies shape=Shape::Companies name=|t| t.companies />
                    <Place to=Page::Events shape=Shape::Events name=|t| t.events />
                    {when(move || session.may_write(), move || view! {
                        <Place to=Page::Register shape=Shape::Register name=|t| t.register />
                    })}
                </ul>
                <ul class="nav-more" id="nav-more">
                    <Place to=Page::EventTypes shape=Shape::Types name=|t| t.event_types />
                    <Place to=Page::People shape=Shape::People name=|t| t.people />
                </ul>
            </nav>
            <button
                type="button"
                class="menu-button"
                aria-expanded=flag(open)
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
                    <a href="/password">{tr(|t| t.change_password)}</a>
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
fn Place(to: Page, shape: Shape, name: fn(&'static Texts) -> &'static str) -> impl IntoView {
    let current = Location::get().current(to, false);
    view! {
        <li>
            <a href=to.path() aria-current=current>
                <Icon shape />
                <span>{tr(name)}</span>
            </a>
        </li>
    }
}
