//! The page for changing a company's data.

use forms::Json;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use records::{
    AppError, Uuid,
    companies::{Company, CompanyData},
};

use super::{
    api::{self, ReadCard},
    fields::CompanyFields,
};
use crate::{
    access::Session,
    i18n::{I18n, tr},
    kit::{PageHead, Problem, Skeleton, Submission, Submit, Toasts, Trouble, effect, part, when},
    location::Location,
    rest::call,
    route::Page,
};

/// The page for changing a company's data. It is read once: what one types is never overwritten.
#[component]
pub(crate) fn EditCompany(id: Uuid) -> impl IntoView {
    let session = Session::get();
    let read = RwSignal::new(None::<Result<Company, AppError>>);
    let ask = move || {
        spawn_local(async move {
            let card = call(ReadCard { id }).await.map(|card| card.company);
            if let Err(error) = &card {
                session.notice(error);
            }
            read.try_set(Some(card));
        });
    };
    // Asked again after signing in, unless it is there already.
    effect(move || {
        session.version();
        if !matches!(read.get_untracked(), Some(Ok(_))) {
            ask();
        }
    });
    let content = part(move || match read.get() {
        Some(Ok(company)) => view! { <EditForm company /> }.into_any(),
        Some(Err(error)) => view! { <Problem error again=move |()| ask() /> }.into_any(),
        None => view! { <Skeleton /> }.into_any(),
    });
    view! {
        <PageHead title=tr(|t| t.edit_company) />
        {content}
    }
}

#[component]
fn EditForm(company: Company) -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let id = company.id;
    let fields = CompanyFields::of(company.data.clone());
    let known = StoredValue::new((company.data, company.revision));
    let location = Location::get();
    // After a conflict the next try starts from the present record; what was typed stays.
    effect(move || {
        let current = submission.error.with(|error| error.as_ref().and_then(AppError::current));
        if let Some((data, revision)) = current.as_ref().and_then(present) {
            fields.take_up(known.with_value(|(old, _)| old.clone()), data.clone());
            known.set_value((data, revision));
        }
    });
    let stale = move || submission.error.with(|error| error.as_ref().is_some_and(|e| e.current().is_some()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let change = known.with_value(|(old, revision)| fields.change(old, *revision));
        let answer = call(api::EditCompany { id, change });
        submission.run(answer, move |_| {
            toasts.say(i18n.texts().saved);
            location.go(&Page::Company(id).path());
        });
    };
    view! {
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission>
                {when(stale, move || view! {
                    <p>{tr(|t| t.conflict_hint)}</p>
                })}
            </Trouble>
            {fields.view(submission)}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.save) />
                <a href=format!("/companies/{id}") class="button">{tr(|t| t.cancel)}</a>
            </div>
        </form>
    }
}

/// The record that a conflict brought along.
fn present(record: &Json) -> Option<(CompanyData, i64)> {
    let company = serde_json::from_str::<Company>(&record.to_string()).ok()?;
    Some((company.data, company.revision))
}
