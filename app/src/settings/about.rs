//! The page about the program.

use leptos::prelude::*;

use crate::{access::Session, i18n::tr, kit::PageHead};

/// Version, licence, and where its API is described.
#[component]
pub(crate) fn About() -> impl IntoView {
    let session = Session::get();
    view! {
        <PageHead title=tr(|t| t.about) />
        <section class="card about">
            <p class="brand"><span class="brand-mark" aria-hidden="true"></span> <span>{tr(|t| t.app_name)}</span></p>
            <p class="faint">{tr(|t| t.tagline)}</p>
            <dl class="facts">
                <div><dt>{tr(|t| t.server_version)}</dt><dd>{move || session.server_version()}</dd></div>
                <div><dt>{tr(|t| t.licence)}</dt><dd>"MIT / Apache-2.0"</dd></div>
                <div><dt>{tr(|t| t.font_and_icons)}</dt><dd>"Inter (OFL 1.1), Lucide (ISC)"</dd></div>
                <div><dt>"API"</dt><dd><a href="/api/v1/docs">{tr(|t| t.api_docs)}</a></dd></div>
            </dl>
            <p class="faint">{tr(|t| t.about_hint)}</p>
        </section>
    }
}
