//! The page of the outbox: each command that waits, with what can be done about it.

use forms::Form;
use js_sys::Array;
use leptos::{prelude::*, task::spawn_local};
use records::{AppError, contacts::NewContact, event_types::EventType};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::{Item, Noun, Outbox, storage::Storage};
use crate::{
    access::Session,
    catalogue::Catalogue,
    contacts::EnterContact,
    form::label_at,
    i18n::{I18n, Texts, error_text, part_name, problem_text, tr},
    kit::{Confirm, Each, Empty, PageHead, Toasts, TypeDot, either, memo, part, when},
    location::Location,
    route::Page,
    time::When,
};

/// The page of the outbox.
#[component]
pub(crate) fn OutboxPage() -> impl IntoView {
    let outbox = Outbox::get();
    let items = memo(move || outbox.items());
    let deleting = RwSignal::new(None::<Item>);
    let correcting = RwSignal::new(None::<Item>);
    let any = move || items.with(|items| !items.is_empty());
    view! {
        <PageHead title=tr(|t| t.outbox)>
            {when(any, move || view! {
                <button type="button" class="button primary" on:click=move |_| outbox.retry_all()>
                    {tr(|t| t.outbox_send_all)}
                </button>
            })}
        </PageHead>
        <p class="faint">{tr(|t| t.outbox_hint)}</p>
        {either(any, move || view! {
            <ul class="stack outbox">
                <Each each=move || items.get() key=|item| (item.id, item.queued_at.0, item.refused.is_some(), item.tries) let(item)>
                    <Row item deleting correcting />
                </Each>
            </ul>
        }, || view! { <Empty title=tr(|t| t.outbox_empty) hint=tr(|t| t.outbox_empty_hint) /> })}
        <Room />
        {part(move || correcting.get().and_then(|item| {
            let company = serde_json::from_str::<NewContact>(&item.command).ok()?.company;
            Some(view! {
                <EnterContact
                    company
                    contact=None
                    waiting=Some(item)
                    on_done=move |()| correcting.set(None)
                    on_close=move |()| correcting.set(None)
                />
            })
        }))}
        {part(move || deleting.get().map(|item| view! {
            <Confirm
                title=tr(|t| t.outbox_delete_title)
                hint=tr(|t| t.outbox_delete_hint)
                action=tr(|t| t.outbox_delete)
                answer=move || outbox.delete(item.clone())
                danger=true
                    on_done=move |()| deleting.set(None)
                on_close=move |()| deleting.set(None)
            />
        }))}
    }
}

/// One command.
#[component]
fn Row(item: Item, deleting: RwSignal<Option<Item>>, correcting: RwSignal<Option<Item>>) -> impl IntoView {
    let (outbox, catalogue, i18n) = (Outbox::get(), Catalogue::get(), I18n::get());
    let id = item.id;
    let title = StoredValue::new(item.title.clone());
    let noun = item.noun;
    let name = move || match noun {
        Noun::Event => title.with_value(|key| catalogue.type_name(key)),
        _ => title.get_value(),
    };
    let kind: fn(&'static Texts) -> &'static str = match noun {
        Noun::Event => |t| t.outbox_event,
        Noun::Company => |t| t.outbox_company,
        Noun::Contact => |t| t.outbox_contact,
    };
    let color = Signal::derive(move || match noun {
        Noun::Event => title.with_value(|key| catalogue.type_color(key)),
        _ => String::new(),
    });
    let refused = StoredValue::new(item.refused.clone());
    let (needs, tries) = (item.needs.clone(), item.tries);
    let state = move || {
        let texts = i18n.texts();
        if refused.with_value(Option::is_some) {
            return texts.outbox_refused.to_owned();
        }
        match outbox.sending(id) {
            Some((sent, whole)) if whole > 0 => {
                format!("{} {} %", texts.outbox_sending, sent * 100 / whole)
            }
            Some(_) => texts.outbox_sending.to_owned(),
            None if outbox.items().iter().any(|other| needs.contains(&other.id) && !other.is_known()) => {
                texts.outbox_needs.to_owned()
            }
            None if tries > 0 => texts.outbox_retries.to_owned(),
            None => texts.outbox_waits.to_owned(),
        }
    };
    let whole = StoredValue::new(item.clone());
    // The form names its fields, where this device has read it.
    let form = Signal::derive(move || {
        let types = catalogue.types.data;
        let of = |one: &EventType| title.with_value(|key| one.key == *key);
        types.with(|types| types.iter().flatten().find(|one| of(one)).map(|one| one.form.clone()))
    });
    let why = move || {
        refused.with_value(|error| {
            let form = || form.get().and_then(|form| Form::from_json(&form).ok());
            error.as_ref().map(|error| reasons(error, form(), i18n))
        })
    };
    let busy = memo(move || outbox.sending(id).is_some());
    let files = item.files.len() as u64;
    view! {
        <li class="card outbox-item" class:warning=item.refused.is_some()>
            <div class="section-head">
                <p class="row-title"><TypeDot color /> <strong>{name}</strong> " " <span class="faint">{tr(kind)}</span></p>
                <span class="badge" class:warning=item.refused.is_some() role="status">{state}</span>
            </div>
            {item.company.map(|(id, name)| view! { <p><a href=Page::Company(id).path()>{name}</a></p> })}
            {(!item.note.is_empty()).then(|| view! { <p class="row-note">{item.note}</p> })}
            <p class="row-details">
                {tr(|t| t.outbox_queued)} " " <When at=item.queued_at />
                {(files > 0).then_some(move || format!(" · {}", i18n.texts().outbox_files.of(files, i18n.language())))}
            </p>
            {move || why().map(|reasons| view! {
                <ul class="problems">{reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}</ul>
            })}
            <div class="form-actions">
                <button
                    type="button"
                    class="button small"
                    disabled=move || busy.get()
                    on:click=move |_| whole.with_value(|item| outbox.retry(item))
                >
                    {tr(|t| t.outbox_send)}
                </button>
                <Edit item=whole busy correcting />
                <button type="button" class="button small" on:click=move |_| whole.with_value(export)>
                    {tr(|t| t.outbox_export)}
                </button>
                <button
                    type="button"
                    class="button small danger"
                    disabled=move || busy.get()
                    on:click=move |_| deleting.set(Some(whole.get_value()))
                >
                    {tr(|t| t.outbox_delete)}
                </button>
            </div>
        </li>
    }
}

/// Opens what was typed again, with what the server said of it.
#[component]
fn Edit(item: StoredValue<Item>, busy: Memo<bool>, correcting: RwSignal<Option<Item>>) -> impl IntoView {
    let (outbox, location, toasts, i18n) = (Outbox::get(), Location::get(), Toasts::get(), I18n::get());
    let person = Session::get().user().map(|user| user.id).unwrap_or_default();
    let edit = move |_| {
        let item = item.get_value();
        match item.noun {
            Noun::Event => {}
            Noun::Company => return location.go(&format!("{}?outbox={}", Page::AddCompany.path(), item.id)),
            Noun::Contact => return correcting.set(Some(item)),
        }
        spawn_local(async move {
            match outbox.take_back(&item, &format!("{person}/{}", item.id)).await {
                Ok(()) => location.go(&format!("/register?draft={}", item.id)),
                // Another tab is sending it.
                Err(AppError::Unavailable) => toasts.say(i18n.texts().outbox_on_its_way),
                Err(error) => toasts.say(error_text(&error, i18n.language())),
            }
        });
    };
    view! {
        <button type="button" class="button small" disabled=move || busy.get() on:click=edit>
            {tr(|t| t.edit)}
        </button>
    }
}

/// Why the server refused a command, in sentences.
fn reasons(error: &AppError, form: Option<Form>, i18n: I18n) -> Vec<String> {
    let language = i18n.language();
    match error {
        AppError::Invalid { problems } => problems
            .iter()
            .map(|problem| {
                let path = problem.path.strip_prefix("values.");
                let label = path.zip(form.as_ref()).and_then(|(path, form)| label_at(form, path));
                let label = label.map(|label| label.in_language(language.code()));
                let place = label.or_else(|| part_name(&problem.path, language));
                format!("{}: {}", place.unwrap_or(&problem.path), problem_text(problem, language))
            })
            .collect(),
        error => vec![error_text(error, language)],
    }
}

/// Gives the command to the person as a file, whatever becomes of this device.
fn export(item: &Item) {
    let write = || -> Result<(), JsValue> {
        let text =
            serde_json::to_string_pretty(item).map_err(|error| JsValue::from_str(&error.to_string()))?;
        let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(&format!("kronika-{}.json", item.id));
        link.click();
        Url::revoke_object_url(&address)
    };
    if let Err(error) = write() {
        leptos::logging::error!("{error:?}");
    }
}

/// Whether the browser keeps all this safely, and whether there is room.
#[component]
fn Room() -> impl IntoView {
    let storage = RwSignal::new(Storage::default());
    spawn_local(async move {
        let read = Storage::read().await;
        storage.try_set(read);
    });
    view! {
        <div role="status">
            {when(move || storage.get().stays == Some(false), || view! { <p class="banner">{tr(|t| t.storage_may_go)}</p> })}
            {when(move || storage.get().is_low(), || view! { <p class="banner warning">{tr(|t| t.storage_low)}</p> })}
        </div>
    }
}
