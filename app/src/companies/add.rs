//! The page for adding a company.

use leptos::{ev::SubmitEvent, prelude::*};
use records::{
    AppError,
    companies::{CompanyData, CompanyRow, NewCompany},
};
use uuid::Uuid;

use super::fields::CompanyFields;
use crate::{
    access::for_writers,
    i18n::{I18n, tr},
    kept::Keeper,
    kit::{PageHead, Submission, Submit, Toasts, Trouble, part},
    location::Location,
    offline::{Item, Outbox, Sent, answers},
    rest,
    route::Page,
};

/// The page for adding a company, or for correcting one that waits in the outbox.
#[component]
pub(crate) fn AddCompany() -> impl IntoView {
    let (outbox, asked) = (Outbox::get(), Location::get().query("outbox"));
    let Some(asked) = asked.and_then(|id| Uuid::parse_str(&id).ok()) else {
        return view! { <Adding page="company.new".to_owned() id=Uuid::now_v7() data=CompanyData::default() refused=None /> }.into_any();
    };
    let waiting = load_once(move || outbox.item(asked));
    let content = part(move || {
        let item = waiting.get()?;
        let data =
            item.as_ref().and_then(|item| serde_json::from_str(&item.command).ok()).unwrap_or_default();
        Some(
            view! { <Adding page=format!("company.{asked}") id=asked data refused=item.and_then(|item| item.refused) /> },
        )
    });
    content.into_any()
}

/// The first value that is there.
fn load_once<T: Clone + PartialEq + Send + Sync + 'static>(
    read: impl Fn() -> Option<T> + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |before: Option<&Option<T>>| before.cloned().flatten().or_else(&read))
}

#[component]
fn Adding(
    /// Names what is typed here.
    page: String,
    id: Uuid,
    data: CompanyData,
    refused: Option<AppError>,
) -> impl IntoView {
    let (i18n, toasts, outbox) = (I18n::get(), Toasts::get(), Outbox::get());
    let submission = Submission::new();
    let fields = CompanyFields::of(&data);
    let keeper = Keeper::new(&page, fields.known(&data, 0));
    if let Some(error) = refused {
        submission.failed(error);
    }
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
                    id,
                    name,
                    nip,
                    city,
                    account_manager,
                    account_manager_name: None,
                    revision: 0,
                };
                answers::keep_company(person, &row).await;
            }
            Ok(sent)
        };
        submission.run(keeper.sending(answer), move |sent| {
            let texts = i18n.texts();
            toasts.say(if let Sent::Waiting = sent { texts.outbox_queued_toast } else { texts.saved });
            location.go(&Page::Company(id).path());
        });
    };
    let form = move || {
        view! {
            {keeper.view()}
            <form class="form card" novalidate on:submit=submit>
                <Trouble submission />
                {fields.view(submission)}
                <div class="form-actions">
                    <Submit submission label=tr(|t| t.add_company) />
                    {keeper.cancel(Page::Companies.path())}
                </div>
            </form>
        }
    };
    view! {
        <PageHead title=tr(|t| t.add_company) />
        {for_writers(form)}
    }
}
