//! The form goes into a file and comes from one: our own JSON, or another program's form, which the server reads.

use forms::Json;
use leptos::{html, prelude::*, task::spawn_local};
use records::{
    AppError,
    form_import::{FormReport, ImportedForm, LeftOut},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::form_text::{FormText, written};
use crate::{
    access::Session,
    i18n::{I18n, Language, error_text, fill, trt},
    kit::{part, when},
    rest,
};

/// What came of a file.
#[derive(Clone)]
struct Read {
    name: String,
    /// What the server told; nothing of our own JSON.
    report: Option<FormReport>,
    /// The text that stood there before.
    before: String,
}

/// Both ways. `name` is what the file is called.
pub(super) fn transfer(of: FormText, name: Signal<String>) -> AnyView {
    let (i18n, session) = (I18n::get(), Session::get());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let read = RwSignal::new(None::<Read>);
    let input = NodeRef::<html::Input>::new();
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again.
        input.set_value("");
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let language = untrack(|| i18n.language());
        spawn_local(async move {
            let answer = form_of(&file, language).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok((form, report)) => {
                    let before = of.text.get_untracked();
                    read.set(Some(Read { name: file.name(), report, before }));
                    of.text.set(written(&form));
                }
                Err(failed) => {
                    session.notice(&failed);
                    match failed {
                        AppError::InvalidForm { form_problems } => of.refused(form_problems),
                        failed => error.set(Some(failed)),
                    }
                }
            }
        });
    };
    let undo = move |_| {
        if let Some(Read { before, .. }) = read.get_untracked() {
            of.text.set(before);
            read.set(None);
        }
    };
    let outcome = part(move || {
        let Read { name, report, .. } = read.get()?;
        let imported = report.as_ref().map(|report| report.imported.to_string());
        let left_out = report.map(|report| report.left_out).unwrap_or_default();
        let said = move || {
            let texts = i18n.language().type_texts();
            let parts = imported.as_ref().map(|count| fill(texts.imported_parts, count)).unwrap_or_default();
            format!("{}. {parts}", fill(texts.imported, &name))
        };
        let any = !left_out.is_empty();
        let line =
            |LeftOut { at, what, why }: LeftOut| view! { <li><code>{at}</code> " " {what} ": " {why}</li> };
        let lines = left_out.into_iter().map(line).collect_view();
        Some(view! {
            <div class="banner offer">
                <div>
                    <p>{said}</p>
                    {any.then(|| view! { <p>{trt(|t| t.left_out)}</p> <ul class="outcome">{lines}</ul> })}
                </div>
                <button type="button" class="button small" on:click=undo>{trt(|t| t.undo_import)}</button>
            </div>
        })
    });
    let trouble = part(move || {
        let error = error.get()?;
        let said = error_text(&error, i18n.language());
        // Why a file cannot be read, only the server knows.
        let said = match &error {
            AppError::Malformed { detail } => format!("{said} ({detail})"),
            _ => said,
        };
        Some(view! { <p class="problem">{said}</p> })
    });
    view! {
        <div class="form-actions">
            <label class="button small file-button">
                {when(move || busy.get(), || view! { <span class="spinner" aria-hidden="true"></span> })}
                {trt(|t| t.import_form)}
                <input type="file" accept=".json,.xlsx,.xls" node_ref=input on:change=take />
            </label>
            <button
                type="button"
                class="button small"
                on:click=move |_| drop(save(&format!("{}.json", name.get_untracked()), &of.text.get_untracked()))
            >
                {trt(|t| t.export_form)}
            </button>
            <span class="hint">{trt(|t| t.import_hint)}</span>
        </div>
        <div role="status">{outcome}</div>
        <div role="alert">{trouble}</div>
    }
    .into_any()
}

/// The form that a file holds, and what the server tells about reading it, in a language.
async fn form_of(file: &File, language: Language) -> Result<(Json, Option<FormReport>), AppError> {
    if file.name().to_lowercase().ends_with(".json") {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        let own = text.and_then(|text| Json::parse(&text).ok()).filter(|form| form.get("nodes").is_some());
        if let Some(form) = own {
            return Ok((form, None));
        }
    }
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let path = format!("forms/import?name={name}&language={}", language.code());
    let ImportedForm { form, report } = rest::upload(&path, file).await?;
    Ok((form, Some(report)))
}

/// Hands a text to the browser as a file to be saved.
fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
