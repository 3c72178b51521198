//! The way to every page: a column beside it, a narrow one on tablets, a bar below it on telephones.

use leptos::{html, prelude::*};

use super::own_menu::OwnMenu;
use crate::{
    access::Session,
    i18n::{Texts, tr},
    kit::{Avatar, Icon, Shape, effect, when},
    location::Location,
    offline::{Outbox, OutboxBadge},
    route::Page,
    search::Palette,
};

/// Navigation, search, and the person's own menu.
#[component]
pub(crate) fn Navigation() -> impl IntoView {
    let (session, palette, location) = (Session::get(), Palette::get(), Location::get());
    let menu = NodeRef::<html::Div>::new();
    // The menu goes with the page it was opened on.
    effect(move || {
        location.url();
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.hide_popover();
        }
    });
    // The way to the outbox is there while something is in it.
    let outbox = Outbox::get();
    let waits = move || outbox.counts().0 > 0;
    let name = Signal::derive(move || session.user().map(|user| user.name).unwrap_or_default());
    view! {
        <header class="side">
            <p class="brand"><span class="brand-mark" aria-hidden="true"></span> <span>{tr(|t| t.app_name)}</span></p>
            <button type="button" class="find-button" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| palette.open()>
                <Icon shape=Shape::Search />
                <span>{tr(|t| t.find)}</span>
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </button>
            <nav aria-label=tr(|t| t.main_navigation)>
                <ul class="nav-main">
                    <Place to=Page::Home shape=Shape::Home name=|t| t.home />
                    <Place to=Page::Companies shape=Shape::Companies name=|t| t.companies />
                    <Place to=Page::Events shape=Shape::Events name=|t| t.events />
                    {when(move || session.may_write(), move || view! {
                        <Place to=Page::Register shape=Shape::Register name=|t| t.register />
                    })}
                    {when(waits, move || view! { <Place to=Page::Outbox shape=Shape::Outbox name=|t| t.outbox /> })}
                </ul>
                <MorePlaces />
            </nav>
            <button type="button" class="menu-button" popovertarget="own-menu">
                <Icon shape=Shape::Menu />
                <Avatar name />
                <span class="menu-person">{name}</span>
                <span class="menu-word">{tr(|t| t.menu)}</span>
            </button>
            <div class="own-menu" id="own-menu" popover="auto" node_ref=menu>
                <OwnMenu />
            </div>
        </header>
    }
}

/// The pages that telephones show in the menu only.
#[component]
pub(super) fn MorePlaces() -> impl IntoView {
    view! {
        <ul class="nav-more">
            <Place to=Page::EventTypes shape=Shape::Types name=|t| t.event_types />
            <Place to=Page::People shape=Shape::People name=|t| t.people />
        </ul>
    }
}

/// One page to go to.
#[component]
pub(super) fn Place(to: Page, shape: Shape, name: fn(&'static Texts) -> &'static str) -> impl IntoView {
    let current = Location::get().current(to, false);
    view! {
        <li>
            <a href=to.path() aria-current=current>
                <Icon shape />
                <span>{tr(name)}</span>
                {(to == Page::Outbox).then(|| view! { <OutboxBadge /> })}
            </a>
        </li>
    }
}
