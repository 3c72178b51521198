//! What stands where a list or a record is not: still loading, empty, failed.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use records::AppError;

use super::{Loader, erased::memo, erased::part, erased::words};
use crate::i18n::{I18n, error_text, tr};

/// Grey bars in the place of what is being read.
#[component]
pub(crate) fn Skeleton(#[prop(default = 4)] rows: usize) -> impl IntoView {
    let bars = (0..rows).map(|_| view! { <span class="skeleton-row"></span> }).collect_view();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{tr(|t| t.loading)}</span>
            {bars}
        </div>
    }
}

/// Nothing is there, and what to do about it.
#[component]
pub(crate) fn Empty(
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] hint: Option<TextProp>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <p class="state-title">{words(title)}</p>
            {hint.map(|hint| view! { <p class="state-hint">{words(hint)}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// A read that failed, with another try.
#[component]
pub(crate) fn Problem(error: AppError, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let i18n = I18n::get();
    let apart = matches!(error, AppError::Network { .. });
    let title = if apart { tr(|t| t.connection_lost) } else { tr(|t| t.error_title) };
    view! {
        <div class="state state-error" role="alert">
            <p class="state-title">{title}</p>
            <p class="state-hint">{move || error_text(&error, i18n.language())}</p>
            <button type="button" class="button" on:click=move |_| again.run(())>
                {tr(|t| t.retry)}
            </button>
        </div>
    }
}

/// A record once it is read, as a signal that follows its changes; before that, bars or the error. An error later
/// on leaves what was read in place.
#[component]
pub(crate) fn Loaded<T, F, V>(of: Loader<T>, then: F) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(Signal<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let there = memo(move || of.data.with(Option::is_some));
    let data = Signal::derive(move || of.data.get().expect("shown only once it is there"));
    let missing = memo(move || if there.get() { None } else { of.error.get() });
    part(move || match (there.get(), missing.get()) {
        (true, _) => then(data).into_any(),
        (false, Some(error)) => view! { <Problem error again=move |()| of.again() /> }.into_any(),
        (false, None) => view! { <Skeleton /> }.into_any(),
    })
}
