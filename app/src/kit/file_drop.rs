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
    /// Media types or file endings, parted by commas.
    #[prop(optional)]
    accept: String,
    #[prop(into)] on_files: Callback<FileList>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let taken = move |_: ev::Event| {
        over.set(false);
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            on_files.run(files);
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    view! {
        <div class="file-drop" class:over=over>
            <Icon shape=Shape::Upload />
            <p>{words(label.clone())}</p>
            <p class="hint">{words(hint)}</p>
            <input
                type="file"
                multiple
                accept=(!accept.is_empty()).then_some(accept)
                node_ref=input
                aria-label=words(label)
                on:change=taken
                on:dragenter=move |_| over.set(true)
                on:dragleave=move |_| over.set(false)
            />
        </div>
    }
}
