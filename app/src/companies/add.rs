//! The page for adding a company.

use leptos::{ev::SubmitEvent, prelude::*};
use records::companies::{CompanyData, CompanyRow, NewCompany};
use uuid::Uuid;

use super::fields::CompanyFields;
use crate::{
    i18n::{I18n, tr},
    kit::{PageHead, Submission, Submit, Toasts, Trouble},
    location::Location,
    offline::{Item, Outbox, Sent, answers},
    rest,
    route::Page,
};

/// The page for adding a company.
#[component]
pub(crate) fn AddCompany() -> impl IntoView {
    let (i18n, toasts, outbox) = (I18n::get(), Toasts::get(), Outbox::get());
    let submission = Submission::new();
    let fields = CompanyFields::of(&CompanyData::default());
    let id = Uuid::now_v7();
    let location = Location::get();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let command = fields.command(id);
        let answer = async move {
            let sent = outbox.send(Item::company(&command, id)?, None).await?;
            if let (Sent::Waiting, Some(person)) = (&sent, rest::person()) {
                // It can be chosen at once.
                let NewCompany { name, nip, city, account_manager, .. } = command;
                let row = CompanyRow {
                    id, name, nip, city, account_manager, account_manager_name: None, revision: 0,
                };
                answers::keep_company(person, &row).await;
            }
            Ok(sent)
        };
        submission.run(answer, move |sent| {
            let texts = i18n.texts();
            toasts.say(if let Sent::Waiting = sent { texts.outbox_queued_toast } else { texts.saved });
            location.go(&Page::Company(id).path());
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
