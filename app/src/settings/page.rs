//! The page of one's own settings.

use leptos::prelude::*;

use super::sessions::Sessions;
use crate::{
    i18n::{Texts, tr},
    kit::{PageHead, when},
    offline::worker,
    shell::{DensityChoice, LanguageChoice, ThemeChoice},
};

/// How the client looks here, the password, and where one is signed in.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let installable = worker::installable();
    view! {
        <PageHead title=tr(|t| t.settings) />
        <div class="stack settings">
            <section class="card">
                <h2>{tr(|t| t.settings_look)}</h2>
                <p class="faint">{tr(|t| t.settings_look_hint)}</p>
                {line(|t| t.language, view! { <LanguageChoice /> }.into_any())}
                {line(|t| t.theme, view! { <ThemeChoice /> }.into_any())}
                {line(|t| t.density, view! { <DensityChoice /> }.into_any())}
            </section>
            {when(move || installable.get(), || view! {
                <section class="card">
                    <h2>{tr(|t| t.install_app)}</h2>
                    <p class="faint">{tr(|t| t.install_hint)}</p>
                    <button type="button" class="button" on:click=|_| worker::install()>{tr(|t| t.install_app)}</button>
                </section>
            })}
            <section class="card">
                <h2>{tr(|t| t.security)}</h2>
                {line(|t| t.password, view! { <a class="button small" href="/password">{tr(|t| t.change_password)}</a> }.into_any())}
            </section>
            <Sessions />
        </div>
    }
}

fn line(name: fn(&'static Texts) -> &'static str, control: AnyView) -> impl IntoView {
    view! { <div class="setting"><span>{tr(name)}</span> {control}</div> }
}
