//! What belongs to a list by cursor: the button for what is new, and the one for the next page.

use leptos::prelude::*;
use records::AppError;

use super::{
    Paged,
    erased::{flag, memo, part, when},
};
use crate::{
    i18n::{I18n, error_text, tr},
    live::Live,
};

/// Shown while there is a next page. It is read by itself when the end comes near; the button is for when that failed.
/// Why it failed, or why what stands above could not be brought up to date, is told here.
#[component]
pub(crate) fn More<T: Clone + Send + Sync + 'static>(of: Paged<T>) -> impl IntoView {
    let error = memo(move || if of.items.with(Option::is_some) { of.error.get() } else { None });
    more(
        of.next.into(),
        error,
        of.busy,
        Callback::new(move |()| {
            of.error.set(None);
            of.more()
        }),
    )
}

fn more(
    next: Signal<Option<String>>,
    error: Memo<Option<AppError>>,
    busy: RwSignal<bool>,
    read: Callback<()>,
) -> AnyView {
    let i18n = I18n::get();
    let why = part(move || {
        error.get().map(|error| view! { <p class="problem">{error_text(&error, i18n.language())}</p> })
    });
    view! {
        <div role="alert">{why}</div>
        {when(move || next.with(Option::is_some), move || view! {
            <p class="more">
                <button type="button" class="button" aria-busy=flag(busy) on:click=move |_| read.run(())>
                    {tr(|t| t.more)}
                </button>
            </p>
        })}
    }
    .into_any()
}

/// Tells how many rows wait above while the reader is further down, and leads to them.
#[component]
pub(crate) fn News<T: Clone + Send + Sync + 'static>(of: Paged<T>) -> impl IntoView {
    news(of.waiting, Callback::new(move |()| of.show()))
}

fn news(waiting: RwSignal<Vec<records::Uuid>>, show: Callback<()>) -> AnyView {
    let (i18n, live) = (I18n::get(), Live::get());
    let go = move |_| {
        live.light(&waiting.get_untracked());
        window().scroll_to_with_x_and_y(0.0, 0.0);
        show.run(());
    };
    let content = part(move || {
        let count = waiting.with(Vec::len) as u64;
        (count > 0).then(|| {
            view! {
                <button type="button" class="button primary" on:click=go>
                    {move || i18n.texts().new_count.of(count, i18n.language())}
                </button>
            }
        })
    });
    view! { <div class="news" role="status">{content}</div> }.into_any()
}
