//! Chapters of the client: pages that a first visit does without. Their code is cut out of the client by the build and
//! fetched when the first of them is opened; a little earlier where a link to one is pointed at, or once there is nothing
//! else to do. The chapter of the address is asked for before the client runs (`frontend/boot.js` has the same table).

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use leptos::{
    ev,
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};
use records::AppError;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use crate::{
    access::{Password, api::ReadWelcome},
    companies::{AddCompany, Companies, CompanyEvents, CompanyGeneral, EditCompany},
    event_types::{AddEventType, DraftEventType, EditEventType, EventTypePage, EventTypes},
    events::{EditEvent, EventPage, Events, Register},
    i18n::tr,
    kit::{Dialog, Problem, Skeleton, part},
    location::Location,
    offline::OutboxPage,
    people::{Groups, People},
    rest::call,
    route::Page,
    search::{Palette, PaletteDialog},
    settings::{About, Settings},
    shell::NotFound,
    version::Version,
};

/// How long the first page has been there before the chapters are fetched.
const QUIET: Duration = Duration::from_secs(2);

/// Pages that arrive together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chapter {
    /// All that renders a form.
    Events,
    /// Companies with their histories, and all events.
    Companies,
    /// What is set up once: event types, people, settings.
    Firm,
    /// The editor of event types.
    Types,
    /// The dialog of the command palette.
    Palette,
}

/// What everybody opens sooner or later.
const USUAL: [Chapter; 4] = [Chapter::Companies, Chapter::Events, Chapter::Palette, Chapter::Firm];

impl Chapter {
    /// The chapter of a page; the others are always there.
    fn of(page: Page) -> Option<Self> {
        match page {
            Page::Register | Page::Outbox | Page::Event(_) | Page::EditEvent(_) => Some(Self::Events),
            Page::Companies
            | Page::Company(_)
            | Page::CompanyEvents(_)
            | Page::AddCompany
            | Page::EditCompany(_)
            | Page::Events => Some(Self::Companies),
            Page::EventTypes
            | Page::EventType(_)
            | Page::People
            | Page::Groups
            | Page::Password
            | Page::Settings
            | Page::About => Some(Self::Firm),
            Page::AddEventType | Page::EditEventType(_) | Page::DraftEventType(_) => Some(Self::Types),
            _ => None,
        }
    }

    async fn load(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Events => load_events().await,
            Self::Companies => load_companies().await,
            Self::Firm => load_firm().await,
            Self::Types => load_types().await,
            Self::Palette => load_palette().await,
        }
    }

    async fn view(self, page: Page) -> Result<AnyView, SplitLoaderError> {
        match self {
            Self::Events => events(page).await,
            Self::Companies => companies(page).await,
            Self::Firm => firm(page).await,
            Self::Types => types(page).await,
            // It has no pages.
            Self::Palette => Ok(().into_any()),
        }
    }
}

#[wasm_split(events, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_events))]
fn events(page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::Register => view! { <Register /> }.into_any(),
        Page::Outbox => view! { <OutboxPage /> }.into_any(),
        Page::Event(id) => view! { <EventPage id /> }.into_any(),
        Page::EditEvent(id) => view! { <EditEvent id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(companies, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_companies))]
fn companies(page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::Companies => view! { <Companies /> }.into_any(),
        Page::Company(id) => view! { <CompanyGeneral id /> }.into_any(),
        Page::CompanyEvents(id) => view! { <CompanyEvents id /> }.into_any(),
        Page::AddCompany => view! { <AddCompany /> }.into_any(),
        Page::EditCompany(id) => view! { <EditCompany id /> }.into_any(),
        Page::Events => view! { <Events /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(firm, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_firm))]
fn firm(page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::EventTypes => view! { <EventTypes /> }.into_any(),
        Page::EventType(id) => view! { <EventTypePage id /> }.into_any(),
        Page::People => view! { <People /> }.into_any(),
        Page::Groups => view! { <Groups /> }.into_any(),
        Page::Password => view! { <Password /> }.into_any(),
        Page::Settings => view! { <Settings /> }.into_any(),
        Page::About => view! { <About /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(types, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_types))]
fn types(page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Page::AddEventType => view! { <AddEventType /> }.into_any(),
        Page::EditEventType(id) => view! { <EditEventType id /> }.into_any(),
        Page::DraftEventType(id) => view! { <DraftEventType id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(palette, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_palette))]
fn palette(palette: Palette) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <PaletteDialog palette /> }.into_any())
}

/// Where the fetching of a chapter stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Away,
    Coming,
    Failed,
    There,
}

/// What has arrived, as one store for the whole client.
#[derive(Clone, Copy)]
pub(crate) struct Chapters {
    states: [RwSignal<State>; 5],
    version: Version,
}

impl Chapters {
    /// Begins with the chapter of the page that is asked for, and provides the store as context.
    pub(crate) fn provide() {
        let states = [(); 5].map(|()| RwSignal::new(State::Away));
        let chapters = Self { states, version: Version::get() };
        if let Some(chapter) = Chapter::of(Page::of(&untrack(|| Location::get().url()))) {
            chapters.fetch(chapter);
        }
        provide_context(chapters);
    }

    /// Fetches from now on what is about to be needed.
    pub(crate) fn fetch_early(self) {
        let pointed = move |target: Option<EventTarget>| {
            if let Some(chapter) = led_to(target).and_then(Chapter::of) {
                self.fetch(chapter);
            }
        };
        let over = window_event_listener(ev::pointerover, move |event| pointed(event.target()));
        let focus = window_event_listener(ev::focusin, move |event| pointed(event.target()));
        on_cleanup(move || {
            over.remove();
            focus.remove();
        });
        set_timeout(move || USUAL.into_iter().for_each(|chapter| self.fetch(chapter)), QUIET);
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// The dialog of the palette, once it is there.
    pub(crate) fn palette(self, of: Palette) -> AnyView {
        let chapter = Chapter::Palette;
        self.fetch(chapter);
        let state = self.states[chapter as usize];
        let content = part(move || match state.get() {
            State::There => at_once(palette(of)),
            State::Failed => {
                let error = AppError::Unavailable;
                let again = move |()| self.fetch(chapter);
                Some(view! {
                    <Dialog title=tr(|t| t.find) on_close=move |()| of.close()><Problem error again /></Dialog>
                }.into_any())
            }
            State::Away | State::Coming => None,
        });
        content.into_any()
    }

    /// A page of a chapter, once that is there.
    pub(crate) fn page(self, page: Page) -> AnyView {
        let Some(chapter) = Chapter::of(page) else { return view! { <NotFound /> }.into_any() };
        self.fetch(chapter);
        let state = self.states[chapter as usize];
        let content = part(move || {
            match state.get() {
                State::There => at_once(chapter.view(page)),
                State::Failed if self.version.newer() => {
                    // The server holds another client now, and none of this one's files. Nothing was typed here yet.
                    let _ = window().location().reload();
                    None
                }
                State::Failed => {
                    let error = AppError::Unavailable;
                    Some(view! { <Problem error again=move |()| self.fetch(chapter) /> }.into_any())
                }
                State::Away | State::Coming => None,
            }
            .unwrap_or_else(|| view! { <Skeleton /> }.into_any())
        });
        content.into_any()
    }

    fn fetch(self, chapter: Chapter) {
        let state = self.states[chapter as usize];
        if !matches!(state.try_get_untracked(), Some(State::Away | State::Failed)) {
            return;
        }
        state.set(State::Coming);
        spawn_local(async move {
            let there = chapter.load().await.is_ok();
            if !there {
                // Any answer tells which client the server holds.
                let _ = call(ReadWelcome {}).await;
            }
            state.try_set(if there { State::There } else { State::Failed });
            // Whoever has registered an event goes on to its company, with a network or without one.
            if there && chapter == Chapter::Events {
                self.fetch(Chapter::Companies);
            }
        });
    }
}

/// What needs not to be waited for.
fn at_once<T, E>(ready: impl Future<Output = Result<T, E>>) -> Option<T> {
    match pin!(ready).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done.ok(),
        Poll::Pending => None,
    }
}

/// The page that a link leads to, by something within it.
fn led_to(target: Option<EventTarget>) -> Option<Page> {
    let link = target?.dyn_into::<Element>().ok()?.closest("a[href^='/']").ok()??;
    link.get_attribute("href").map(|href| Page::of(&href))
}
