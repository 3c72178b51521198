//! A file as it is shown: its name, its size, a small picture where it is one. It is on this device or at the server.

use leptos::{prelude::*, task::spawn_local};
use records::{AppError, Uuid};
use serde::Deserialize;
use web_sys::{Blob, Url};

use crate::{
    i18n::{I18n, spaced_decimal},
    kit::{Icon, Shape, part},
    offline::files,
    rest::{self, Request},
};

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct FileFacts {
    pub(super) name: String,
    pub(super) media_type: String,
    /// In bytes.
    pub(super) size: u64,
    /// Where its content is.
    #[serde(skip)]
    href: String,
}

/// Finds a file by its id: on this device, else at the server. To be called in a component's body.
pub(super) fn attached(id: &str) -> RwSignal<Option<FileFacts>> {
    let facts = RwSignal::new(None);
    let url = StoredValue::new(None::<String>);
    on_cleanup(move || {
        if let Some(Some(url)) = url.try_get_value() {
            let _ = Url::revoke_object_url(&url);
        }
    });
    if let Ok(id) = Uuid::parse_str(id) {
        spawn_local(async move {
            let found = match files::read(id).await {
                Some((kept, content)) => {
                    let href = here(&content).unwrap_or_default();
                    if url.try_set_value(Some(href.clone())).is_some() {
                        // Nobody looks any more.
                        let _ = Url::revoke_object_url(&href);
                    }
                    FileFacts { name: kept.name, media_type: kept.media_type, size: kept.size, href }
                }
                None => match facts_of(id).await {
                    Ok(known) => FileFacts { href: format!("/api/v1/files/{id}/content"), ..known },
                    Err(_) => FileFacts {
                        name: id.to_string(),
                        media_type: String::new(),
                        size: 0,
                        href: String::new(),
                    },
                },
            };
            facts.try_set(Some(found));
        });
    }
    facts
}

async fn facts_of(id: Uuid) -> Result<FileFacts, AppError> {
    rest::read(&rest::send(Request::get(format!("/api/v1/files/{id}"))).await?)
}

fn here(content: &Blob) -> Option<String> {
    Url::create_object_url_with_blob(content).ok()
}

/// A file with its small picture, leading to its content.
#[component]
pub(super) fn Attached(file: RwSignal<Option<FileFacts>>) -> impl IntoView {
    let i18n = I18n::get();
    part(move || {
        let FileFacts { name, media_type, size, href } = file.get()?;
        let is_picture =
            media_type.starts_with("image/") && !href.is_empty() && media_type != "image/svg+xml";
        let picture = match is_picture {
            true => view! { <img class="thumbnail" src=href.clone() alt="" loading="lazy" /> }.into_any(),
            false => view! { <span class="thumbnail"><Icon shape=Shape::File /></span> }.into_any(),
        };
        let size = move || if size > 0 { size_text(size, i18n) } else { String::new() };
        let title = match href.is_empty() {
            true => view! { <span class="file-name">{name}</span> }.into_any(),
            // What the server has is shown by the browser or saved, as the server says.
            false => {
                view! { <a class="file-name" href=href target="_blank" rel="noopener">{name}</a> }.into_any()
            }
        };
        Some(view! { {picture} {title} <span class="file-size">{size}</span> })
    })
}

/// A size as people read it: `1,4 MB`.
pub(super) fn size_text(bytes: u64, i18n: I18n) -> String {
    let (whole, unit) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (bytes / 100, "kB"),
        _ => (bytes / 100_000, "MB"),
    };
    let text =
        if whole % 10 == 0 { (whole / 10).to_string() } else { format!("{}.{}", whole / 10, whole % 10) };
    format!("{}\u{a0}{unit}", spaced_decimal(&text, i18n.language()))
}
