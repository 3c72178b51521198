//! The person's own menu: who one is, how the client looks, the way out.

use leptos::{prelude::*, task::spawn_local};
use records::AppError;

use super::{
    connection::ConnectionState,
    navigation::{MorePlaces, Place},
    preferences::{LanguageChoice, ThemeChoice},
};
use crate::{
    access::{Session, api::SignOut},
    i18n::tr,
    kit::{Icon, Shape},
    people::role_name,
    rest::call,
    route::Page,
};

/// What the menu holds.
#[component]
pub(super) fn OwnMenu() -> impl IntoView {
    let session = Session::get();
    let user = session.user();
    let name = user.as_ref().map(|user| user.name.clone());
    let role = user.map(|user| tr(role_name(user.role)));
    view! {
        <p class="own-head">
            <span class="person">{name}</span>
            <span class="faint">{role}</span>
        </p>
        <div class="own-places"><MorePlaces /></div>
        <div class="own-look">
            <LanguageChoice />
            <ThemeChoice />
        </div>
        <ul class="own-links">
            <Place to=Page::Settings shape=Shape::Settings name=|t| t.settings />
            <Place to=Page::About shape=Shape::About name=|t| t.about />
            <li>
                <button type="button" on:click=move |_| sign_out(session)>
                    <Icon shape=Shape::Leave />
                    <span>{tr(|t| t.sign_out)}</span>
                </button>
            </li>
        </ul>
        <ConnectionState />
    }
}

/// Ends the session, and what is shown with it.
pub(crate) fn sign_out(session: Session) {
    spawn_local(async move {
        match call(SignOut {}).await {
            Ok(()) => session.signed_out(),
            // Out of reach, the device lets nobody in again; the server hears of it with the next start.
            Err(AppError::Network { .. } | AppError::Unavailable) => {
                session.owes_sign_out();
                session.signed_out();
            }
            Err(error) => session.notice(&error),
        }
    });
}
