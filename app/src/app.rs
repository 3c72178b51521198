//! The client as a whole: what the visitor may see decides between first start, signing in, and the house.

use leptos::prelude::*;
use records::changes::Entity;

use crate::{
    access::{ExpiredDialog, FirstStart, Session, SignIn, Stage},
    catalogue::Catalogue,
    chapters::Chapters,
    home::Home,
    i18n::I18n,
    kit::{Problem, Skeleton, Toasts, effect, hold_buttons, memo, part},
    live::Live,
    location::Location,
    offline::{Outbox, pull, worker},
    rest,
    route::Page,
    search::Palette,
    shell::{Frame, Look, NotFound},
    version::Version,
};

/// The whole client.
#[component]
pub fn App() -> impl IntoView {
    I18n::provide();
    Look::provide();
    let version = Version::provide();
    Location::provide();
    Chapters::provide();
    let toasts = Toasts::provide();
    let session = Session::provide();
    worker::register(version);
    worker::keep_offer();
    hold_buttons();
    let stage = memo(move || session.stage());
    // What the page itself shows until there is something to see (`frontend/index.html`).
    effect(move || {
        let splash = document().query_selector(".splash").ok().flatten();
        if let (false, Some(splash)) = (stage.get() == Stage::Waiting, splash) {
            splash.remove();
        }
    });
    let content = part(move || match stage.get() {
        Stage::Waiting => view! { <main class="gate"><Skeleton /></main> }.into_any(),
        Stage::Failed(error) => {
            view! { <main class="gate"><Problem error again=move |()| session.ask() /></main> }.into_any()
        }
        Stage::FirstStart => view! { <FirstStart /> }.into_any(),
        Stage::SignedOut => view! { <SignIn /> }.into_any(),
        Stage::SignedIn(_) => view! { <House /> }.into_any(),
    });
    view! {
        {content}
        {toasts.view()}
    }
}

/// All pages of a signed-in person.
#[component]
fn House() -> impl IntoView {
    let session = Session::get();
    let person = untrack(|| session.user()).map(|user| user.id).unwrap_or_default();
    rest::ask_for(Some(person));
    on_cleanup(|| rest::ask_for(None));
    let live = Live::provide(session);
    Catalogue::provide(live.watch_all(&[Entity::EventType]), live.watch_all(&[Entity::User, Entity::Group]));
    Outbox::provide(person);
    pull(person);
    Palette::provide();
    let (location, chapters) = (Location::get(), Chapters::get());
    chapters.fetch_early();
    // Built anew for each visit, so that nothing of one record is left on the page of another.
    let address = memo(move || (location.url(), location.visits()));
    let page = part(move || match address.with(|(url, _)| Page::of(url)) {
        Page::Home => view! { <Home /> }.into_any(),
        #[cfg(feature = "kit")]
        Page::Unknown if address.with(|(url, _)| url == "/kit") => {
            view! { <crate::gallery::Gallery /> }.into_any()
        }
        Page::Unknown => view! { <NotFound /> }.into_any(),
        other => chapters.page(other),
    });
    view! {
        <Frame>{page}</Frame>
        <ExpiredDialog />
    }
}
