//! What stands where a list or a record is not: still loading, empty, failed.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use records::AppError;

use super::{Loader, PageHead, erased::memo, erased::part, erased::words, rescue_focus};
use crate::i18n::{I18n, Texts, error_text, tr};

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
    let title = error_heading(&error);
    let is_final = is_final(&error);
    let again = move |_| {
        again.run(());
        rescue_focus();
    };
    view! {
        <div class="state state-error" role="alert">
            <p class="state-title">{tr(title)}</p>
            <p class="state-hint">{move || error_text(&error, i18n.language())}</p>
            {(!is_final).then(|| view! {
                <button type="button" class="button" on:click=again>{tr(|t| t.retry)}</button>
            })}
        </div>
    }
}

/// Whether it is the same the next time.
fn is_final(error: &AppError) -> bool {
    matches!(error, AppError::NotFound | AppError::Forbidden { .. })
}

fn error_heading(error: &AppError) -> fn(&'static Texts) -> &'static str {
    match error {
        AppError::Network { .. } => |t| t.connection_lost,
        AppError::NotFound => |t| t.record_not_found,
        AppError::Forbidden { .. } => |t| t.not_allowed,
        _ => |t| t.error_title,
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

/// A page about one record, with its heading: nothing of it stands there before the record is known, so that nothing moves,
/// and of a record that is not there nothing is offered.
#[component]
pub(crate) fn About<T: Clone + Send + Sync + 'static>(
    of: Loader<T>,
    /// All that the heading needs besides the record.
    #[prop(optional, into)]
    needs: Option<Signal<bool>>,
    page: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> impl IntoView {
    let i18n = I18n::get();
    let there = memo(move || of.data.with(Option::is_some) && needs.is_none_or(|needs| needs.get()));
    let missing = memo(move || if there.get() { None } else { of.error.get() });
    part(move || match (there.get(), missing.get()) {
        (true, _) => page(),
        (false, Some(error)) => {
            let heading = tr(error_heading(&error));
            let what = match is_final(&error) {
                true => {
                    let told = move || error_text(&error, i18n.language());
                    view! {
                        <div role="alert">
                            <Empty title=told><a href="/" class="button">{tr(|t| t.home)}</a></Empty>
                        </div>
                    }
                    .into_any()
                }
                false => view! { <Problem error again=move |()| of.again() /> }.into_any(),
            };
            view! { <PageHead title=heading /> {what} }.into_any()
        }
        (false, None) => view! {
            <header class="page-head"><span class="skeleton-row heading"></span></header>
            <Skeleton />
        }
        .into_any(),
    })
}
