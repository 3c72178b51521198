//! A session that ends under the person's hands: signing in again over the page, which keeps what was typed.

use leptos::prelude::*;

use super::{Session, api::SignOut, sign_in::SignInForm};
use crate::{i18n::tr, kit::Dialog, kit::when, rest::call};

/// Open while the session has ended.
#[component]
pub(crate) fn ExpiredDialog() -> impl IntoView {
    let session = Session::get();
    let login = move || session.user().and_then(|user| user.login).unwrap_or_default();
    let leave = move |_| {
        leptos::task::spawn_local(async move {
            // The session has ended anyway; only the cookie goes.
            let _ = call(SignOut {}).await;
            session.signed_out();
        });
    };
    view! {
        {when(move || session.expired(), move || view! {
            <Dialog title=tr(|t| t.session_expired)>
                <p class="dialog-hint">{tr(|t| t.session_expired_hint)}</p>
                <SignInForm login=RwSignal::new(untrack(login)) />
                <button type="button" class="link-button" on:click=leave>
                    {tr(|t| t.sign_out)}
                </button>
            </Dialog>
        })}
    }
}
