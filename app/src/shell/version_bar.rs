//! Says that the server has a newer client, and lets the person choose the moment.

use leptos::prelude::*;

use crate::{i18n::tr, kit::when, offline::worker, version::Version};

/// There while a newer client waits; put off, it waits for the next link that is followed.
#[component]
pub(crate) fn VersionBar() -> impl IntoView {
    let version = Version::get();
    let reload = move |_| {
        leptos::task::spawn_local(async {
            worker::take_over(true).await;
            let _ = window().location().reload();
        });
    };
    when(
        move || version.offered(),
        move || {
            view! {
                <p class="bar">
                    <span>{tr(|t| t.new_version)}</span>
                    <button type="button" class="button small primary" on:click=reload>{tr(|t| t.reload)}</button>
                    <button type="button" class="button small quiet" on:click=move |_| version.put_off()>
                        {tr(|t| t.later)}
                    </button>
                </p>
            }
        },
    )
}
