//! The page for adding a company.

use leptos::{ev::SubmitEvent, prelude::*};
use records::companies::{Company, CompanyData};
use uuid::Uuid;

use super::fields::CompanyFields;
use crate::{
    i18n::{I18n, tr},
    kit::{PageHead, Submission, Submit, Toasts, Trouble},
    location::Location,
    rest,
    route::Page,
};

/// The page for adding a company.
#[component]
pub(crate) fn AddCompany() -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let fields = CompanyFields::of(&CompanyData::default());
    let id = Uuid::now_v7();
    let location = Location::get();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let command = fields.command(id);
        let answer = async move { rest::post::<_, Company>("companies", &command).await };
        submission.run(answer, move |company: Company| {
            toasts.say(i18n.texts().saved);
            location.go(&Page::Company(company.id).path());
        });
    };
    view! {
        <PageHead title=tr(|t| t.add_company) />
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission />
            {fields.view(submission)}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.add_company) />
                <a href="/companies" class="button">{tr(|t| t.cancel)}</a>
            </div>
        </form>
    }
}
