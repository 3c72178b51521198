//! The page for adding a company.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{components::A, hooks::use_navigate};
use records::companies::{Company, CompanyData};
use uuid::Uuid;

use super::fields::CompanyFields;
use crate::{
    i18n::{I18n, tr},
    kit::{PageHead, Submission, Submit, Toasts, Trouble},
    rest,
};

/// The page for adding a company.
#[component]
pub(crate) fn AddCompany() -> impl IntoView {
    let (i18n, toasts) = (I18n::get(), Toasts::get());
    let submission = Submission::new();
    let fields = CompanyFields::of(CompanyData::default());
    let id = Uuid::now_v7();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (command, navigate) = (fields.command(id), navigate.clone());
        let answer = async move { rest::post::<_, Company>("companies", &command).await };
        submission.run(answer, move |company: Company| {
            toasts.say(i18n.texts().saved);
            navigate(&format!("/companies/{}", company.id), Default::default());
        });
    };
    view! {
        <PageHead title=tr(|t| t.add_company) />
        <form class="form card" novalidate on:submit=submit>
            <Trouble submission />
            {fields.view(submission)}
            <div class="form-actions">
                <Submit submission label=tr(|t| t.add_company) />
                <A href="/companies" attr:class="button">{tr(|t| t.cancel)}</A>
            </div>
        </form>
    }
}
