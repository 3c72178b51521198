//! Files and photos of a field: chosen, dropped or taken, kept on this device at once, listed with their sizes.

use forms::{Field, FieldType};
use leptos::{ev, html, prelude::*, task::spawn_local};
use records::{AppError, Uuid};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, FileList};

use super::{
    attached::{Attached, attached, size_text},
    photo::reduced,
};
use crate::{
    i18n::{I18n, error_text, fill, tr},
    kit::{Each, FileDrop, Icon, Labelled, Progress, Shape, part},
    offline::files,
};

/// A list of files.
#[component]
pub(super) fn Files(
    labelled: Labelled,
    /// Their ids, one to a line.
    value: RwSignal<String>,
    field: Field,
) -> impl IntoView {
    let i18n = I18n::get();
    let is_photo = field.kind == FieldType::Photo;
    // Names of those that are being kept.
    let keeping = RwSignal::new(Vec::<String>::new());
    let refused = RwSignal::new(Vec::<String>::new());
    let limits = field.constraints.clone();
    let most = limits.max_items.map_or(usize::MAX, |most| most as usize);
    let (accept, most_bytes) = (limits.accept.clone(), limits.max_bytes);
    let full = move || value.with(|ids| ids.lines().count()) + keeping.with(Vec::len) >= most;
    let take = move |file: File| {
        let name = file.name();
        if untrack(full) {
            let text = i18n.texts().items_max.of(most as u64, i18n.language());
            return refused.update(|all| all.push(format!("{name}: {text}")));
        }
        keeping.update(|all| all.push(name.clone()));
        let busy = files::busy();
        spawn_local(async move {
            let _busy = busy;
            let kept = keep(&file, is_photo, most_bytes).await;
            let gone = keeping.try_update(|all| {
                if let Some(at) = all.iter().position(|one| *one == name) {
                    all.remove(at);
                }
            });
            match kept {
                // The field has gone meanwhile: nobody would ever send it.
                Ok(id) if gone.is_none() => files::forget(id).await,
                Ok(id) => value.update(|ids| add(ids, id)),
                Err(why) => {
                    let text = match why {
                        Refused::TooLarge(most) => fill(i18n.texts().file_too_large, &size_text(most, i18n)),
                        Refused::Error(error) => error_text(&error, i18n.language()),
                    };
                    refused.try_update(|all| all.push(format!("{name}: {text}")));
                }
            }
        });
    };
    let taken = move |list: FileList| {
        refused.set(Vec::new());
        for at in 0..list.length() {
            list.item(at).into_iter().for_each(take);
        }
    };
    let chooser = match is_photo {
        true => photo_buttons(taken, accept.join(","), labelled.described()),
        false => view! {
            <FileDrop
                label=tr(|t| t.files_choose)
                hint=tr(|t| t.files_hint)
                accept=accept.join(",")
                on_files=taken
            />
        }
        .into_any(),
    };
    let remove = move |id: String| {
        value.update(|ids| *ids = ids.lines().filter(|one| **one != id).collect::<Vec<_>>().join("\n"));
        if let Ok(id) = Uuid::parse_str(&id) {
            // Only what is kept here is forgotten; what the server has stays there until the event is saved.
            spawn_local(files::forget(id));
        }
    };
    let ids = move || value.with(|ids| ids.lines().map(str::to_owned).collect::<Vec<_>>());
    let content = view! {
        <ul class="files" class:photos=is_photo>
            <Each each=ids key=|id: &String| id.clone() children=move |id: String| line(id, remove) />
        </ul>
        {part(move || keeping.get().into_iter().map(|name| {
            view! { <Progress label=name percent=Signal::stored(None) /> }
        }).collect_view())}
        <div hidden=full>{chooser}</div>
        <div role="alert">
            {part(move || refused.get().into_iter().map(|text| view! { <p class="problem">{text}</p> }).collect_view())}
        </div>
    };
    labelled.group("", "group", content.into_any())
}

/// Why a file was not kept.
enum Refused {
    /// The most bytes there may be.
    TooLarge(u64),
    Error(AppError),
}

async fn keep(file: &File, is_photo: bool, most: Option<u64>) -> Result<Uuid, Refused> {
    let (mut name, mut media_type) = (file.name(), file.type_());
    let mut content: Blob = file.clone().unchecked_into();
    if is_photo && let Some(smaller) = reduced(&content).await {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        name = format!("{stem}.jpg");
        media_type = "image/jpeg".to_owned();
        content = smaller;
    }
    match most {
        Some(most) if content.size() as u64 > most => Err(Refused::TooLarge(most)),
        _ => match files::keep(&name, &media_type, &content).await {
            Ok(kept) => Ok(kept.id),
            Err(error) => Err(Refused::Error(error)),
        },
    }
}

fn add(ids: &mut String, id: Uuid) {
    if !ids.is_empty() {
        ids.push('\n');
    }
    ids.push_str(&id.to_string());
}

/// The camera, and pictures that are there already: some telephones offer only one of them at a time.
fn photo_buttons(
    taken: impl Fn(FileList) + Copy + Send + 'static,
    accept: String,
    described: Option<String>,
) -> AnyView {
    let accept = if accept.is_empty() { "image/*".to_owned() } else { accept };
    let button = move |camera: bool| {
        let input = NodeRef::<html::Input>::new();
        let chosen = move |_: ev::Event| {
            let Some(input) = input.get_untracked() else { return };
            if let Some(files) = input.files() {
                taken(files);
            }
            // The same picture may be chosen again.
            input.set_value("");
        };
        let name = if camera { tr(|t| t.photo_take) } else { tr(|t| t.photo_choose) };
        view! {
            <label class="button file-button">
                <Icon shape=if camera { Shape::Camera } else { Shape::Upload } />
                {name}
                <input
                    type="file"
                    accept=accept.clone()
                    capture=camera.then_some("environment")
                    multiple=!camera
                    node_ref=input
                    aria-describedby=described.clone()
                    on:change=chosen
                />
            </label>
        }
    };
    view! { <div class="form-actions">{button(true)} {button(false)}</div> }.into_any()
}

/// One file of the list.
fn line(id: String, remove: impl Fn(String) + Copy + Send + 'static) -> AnyView {
    let i18n = I18n::get();
    let file = attached(&id);
    let name =
        move || file.with(|file| file.as_ref().map_or_else(|| "…".to_owned(), |file| file.name.clone()));
    let label = move || fill(i18n.texts().file_remove, &name());
    view! {
        <li class="file">
            <Attached file />
            <button type="button" class="button quiet small" aria-label=label on:click=move |_| remove(id.clone())>
                <Icon shape=Shape::Remove />
            </button>
        </li>
    }
    .into_any()
}
