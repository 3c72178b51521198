//! The dialog of the palette: a combobox after the ARIA authoring practices, over a list in groups.

use leptos::{ev, html, prelude::*};
use records::search::Found;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    api::Search,
    choices::{self, Act, Choice},
    recent,
};
use crate::{
    access::Session,
    catalogue::Catalogue,
    chapters::Chapters,
    i18n::{I18n, error_text, tr},
    kit::{Icon, Shape, debounced, effect, flag, load, memo, modal, part, when},
    location::Location,
    rest::call,
    shell::{Look, sign_out},
};

const LIST: &str = "palette-list";

/// Whether the palette is open.
#[derive(Clone, Copy)]
pub(crate) struct Palette(RwSignal<bool>);

impl Palette {
    /// Listens for Ctrl+K and ⌘K and for the names of opened records, and provides the store as context.
    pub(crate) fn provide() {
        let palette = Self(RwSignal::new(false));
        let keys = window_event_listener(ev::keydown, move |event| {
            let letter = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
            if letter && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                palette.0.update(|open| *open = !*open);
            }
        });
        on_cleanup(move || keys.remove());
        let (location, session) = (Location::get(), Session::get());
        effect(move || {
            let title = location.title();
            if let Some(user) = untrack(|| session.user()) {
                recent::visited(user.id, &untrack(|| location.url()), &title);
            }
        });
        provide_context(palette);
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Opens it.
    pub(crate) fn open(self) {
        self.0.set(true);
    }

    /// Closes it.
    pub(crate) fn close(self) {
        self.0.set(false);
    }
}

/// The palette, while it is open.
#[component]
pub(crate) fn CommandPalette() -> impl IntoView {
    let (palette, chapters) = (Palette::get(), Chapters::get());
    when(move || palette.0.get(), move || chapters.palette(palette))
}

/// The dialog itself, a chapter of the client.
#[component]
pub(crate) fn PaletteDialog(palette: Palette) -> impl IntoView {
    let (i18n, session, catalogue) = (I18n::get(), Session::get(), Catalogue::get());
    let (location, look) = (Location::get(), Look::get());
    let node = NodeRef::<html::Dialog>::new();
    modal(node);
    let close = move || palette.close();

    let typed = RwSignal::new(String::new());
    let text = debounced(typed);
    let found = load(move || {
        let text = text.get();
        async move {
            let found = if text.trim().is_empty() {
                Found::default()
            } else {
                call(Search { text: text.clone() }).await?
            };
            Ok((text, found))
        }
    });
    let answered = move || {
        found.data.with(|data| data.as_ref().is_some_and(|(text, _)| typed.with(|typed| typed == text)))
    };
    let waiting = memo(move || !answered() && found.error.with(Option::is_none));
    let visits = session.user().map(|user| recent::read(user.id)).unwrap_or_default();
    let all = memo(move || {
        let texts = i18n.texts();
        let words = typed.get();
        let words = words.trim();
        let mut all = Vec::new();
        if words.is_empty() {
            all.extend(choices::recent(texts, visits.clone()));
        }
        all.extend(choices::commands(texts, session.may_write(), words));
        if let (Some((_, found)), false) = (found.data.get(), words.is_empty()) {
            all.extend(choices::records(texts, catalogue, found));
        }
        all
    });
    let any = memo(move || all.with(|all| !all.is_empty()));
    let active = RwSignal::new(0_usize);
    effect(move || {
        typed.track();
        active.set(0);
    });
    let choose = move |choice: Choice| {
        close();
        match choice.act {
            Act::Go(url) => location.go(&url),
            Act::Theme(key) => look.theme.set(key),
            Act::Density(key) => look.density.set(key),
            Act::Language(language) => i18n.set(language),
            Act::SignOut => sign_out(session),
        }
    };
    // Enter before the answer has come means the answer's first line.
    let eager = RwSignal::new(false);
    effect(move || {
        if eager.get() && !waiting.get() {
            eager.set(false);
            if let Some(choice) = all.with_untracked(|all| all.get(active.get_untracked()).cloned()) {
                choose(choice);
            }
        }
    });
    let keys = move |event: ev::KeyboardEvent| {
        let count = all.with_untracked(Vec::len).max(1);
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => active.set((at + 1) % count),
            "ArrowUp" => active.set((at + count - 1) % count),
            "Enter" => eager.set(true),
            _ => return,
        }
        event.prevent_default();
        show_active();
    };
    let line = move |(at, choice): (usize, Choice)| {
        let chosen = memo(move || active.get() == at);
        let Choice { shape, name, details, .. } = choice.clone();
        view! {
            <li
                id=line_id(at)
                role="option"
                aria-selected=flag(chosen)
                // The field keeps the focus.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| choose(choice.clone())
            >
                <Icon shape />
                <span class="palette-name">{name}</span>
                <span class="palette-details">{details}</span>
            </li>
        }
    };
    let groups = part(move || {
        let mut groups: Vec<(&'static str, Vec<_>)> = Vec::new();
        for (at, choice) in all.get().into_iter().enumerate() {
            match groups.last_mut().filter(|(group, _)| *group == choice.group) {
                Some((_, lines)) => lines.push(line((at, choice))),
                None => groups.push((choice.group, vec![line((at, choice))])),
            }
        }
        let group = |(name, lines): (&'static str, Vec<_>)| {
            view! {
                <ul role="group" aria-label=name>
                    <li class="palette-group" role="presentation" aria-hidden="true">{name}</li>
                    {lines}
                </ul>
            }
        };
        groups.into_iter().map(group).collect_view()
    });
    let state = part(move || {
        if let Some(error) = found.error.get() {
            return Some(
                view! { <p class="palette-state problem">{error_text(&error, i18n.language())}</p> }
                    .into_any(),
            );
        }
        let none = !waiting.get() && all.with(Vec::is_empty);
        none.then(|| view! { <p class="palette-state">{tr(|t| t.find_none)}</p> }.into_any())
    });
    view! {
        <dialog
            class="palette"
            node_ref=node
            aria-label=tr(|t| t.find)
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                close();
            }
            // What stands in the dialog covers it: a click on itself is one beside it.
            on:click=move |event| {
                if event.target() == event.current_target() {
                    close();
                }
            }
        >
            <div class="palette-head" aria-busy=flag(waiting)>
                <Icon shape=Shape::Search />
                <input
                    type="text"
                    role="combobox"
                    autofocus
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="100"
                    aria-label=tr(|t| t.find_hint)
                    placeholder=tr(|t| t.find_hint)
                    aria-autocomplete="list"
                    aria-expanded=flag(any)
                    aria-controls=LIST
                    aria-activedescendant=move || any.get().then(|| line_id(active.get()))
                    bind:value=typed
                    on:keydown=keys
                />
                <span class="spinner" aria-hidden="true"></span>
                <button type="button" class="button quiet" aria-label=tr(|t| t.close) on:click=move |_| close()>
                    <Icon shape=Shape::Close />
                </button>
            </div>
            <div class="palette-body">
                <div id=LIST role="listbox" aria-label=tr(|t| t.find_results)>{groups}</div>
                <div role="status">{state}</div>
            </div>
            <p class="palette-foot" aria-hidden="true">
                <kbd>"↑"</kbd> <kbd>"↓"</kbd> " " {tr(|t| t.find_move)} " " <kbd>"Enter"</kbd> " " {tr(|t| t.find_open)}
                " " <kbd>"Esc"</kbd> " " {tr(|t| t.close)}
            </p>
        </dialog>
    }
}

fn line_id(at: usize) -> String {
    format!("palette-{at}")
}

/// Brings the chosen line into view, once it is marked.
fn show_active() {
    request_animation_frame(|| {
        if let Ok(Some(line)) = document().query_selector(".palette [aria-selected=true]") {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
