//! A place to drop files on, or to choose them by pressing it.

use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};
use web_sys::FileList;

use super::{Icon, Shape, words};

/// Hands over what was dropped or chosen. The native input lies over the whole place: keyboard, touch and readers of
/// the screen use it as any other.
#[component]
pub(crate) fn FileDrop(
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
    #[prop(into)] on_files: Callback<FileList>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let taken = move |_: ev::Event| {
        over.set(false);
        if let Some(files) = input.get_untracked().and_then(|input| input.files()) {
            on_files.run(files);
        }
    };
    view! {
        <div class="file-drop" class:over=over>
            <Icon shape=Shape::Upload />
            <p>{words(label.clone())}</p>
            <p class="hint">{words(hint)}</p>
            <input
                type="file"
                multiple
                node_ref=input
                aria-label=words(label)
                on:change=taken
                on:dragenter=move |_| over.set(true)
                on:dragleave=move |_| over.set(false)
            />
        </div>
    }
}
