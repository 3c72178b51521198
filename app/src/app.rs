//! The client as a whole: what the visitor may see decides between first start, signing in, and the house.

use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};
use records::changes::Entity;

use crate::{
    access::{ExpiredDialog, FirstStart, Password, Session, SignIn, Stage},
    catalogue::Catalogue,
    companies::{AddCompany, Companies, CompanyEvents, CompanyGeneral, EditCompany},
    event_types::EventTypes,
    events::{EventPage, Events, Register},
    i18n::I18n,
    kit::{Problem, Skeleton, Toasts},
    live::Live,
    people::People,
    shell::{Frame, NotFound, Theme},
};

/// The whole client.
#[component]
pub fn App() -> impl IntoView {
    I18n::provide();
    Theme::provide();
    let toasts = Toasts::provide();
    let session = Session::provide();
    let stage = Memo::new(move |_| session.stage());
    let content = move || match stage.get() {
        Stage::Waiting => view! { <main class="gate"><Skeleton /></main> }.into_any(),
        Stage::Failed(error) => {
            view! { <main class="gate"><Problem error again=move |()| session.ask() /></main> }.into_any()
        }
        Stage::FirstStart => view! { <FirstStart /> }.into_any(),
        Stage::SignedOut => view! { <SignIn /> }.into_any(),
        Stage::SignedIn(_) => view! { <House /> }.into_any(),
    };
    view! {
        <Router>{content}</Router>
        {toasts.view()}
    }
}

/// All pages of a signed-in person.
#[component]
fn House() -> impl IntoView {
    let live = Live::provide();
    Catalogue::provide(live.watch_all(&[Entity::EventType]), live.watch_all(&[Entity::User, Entity::Group]));
    view! {
        <Frame>
            <Routes fallback=|| view! { <NotFound /> }.into_any()>
                <Route path=path!("/") view=|| view! { <Companies /> }.into_any() />
                <Route path=path!("/companies") view=|| view! { <Companies /> }.into_any() />
                <Route path=path!("/companies/new") view=|| view! { <AddCompany /> }.into_any() />
                <Route path=path!("/companies/:id") view=|| view! { <CompanyGeneral /> }.into_any() />
                <Route path=path!("/companies/:id/events") view=|| view! { <CompanyEvents /> }.into_any() />
                <Route path=path!("/companies/:id/edit") view=|| view! { <EditCompany /> }.into_any() />
                <Route path=path!("/register") view=|| view! { <Register /> }.into_any() />
                <Route path=path!("/events") view=|| view! { <Events /> }.into_any() />
                <Route path=path!("/events/:id") view=|| view! { <EventPage /> }.into_any() />
                <Route path=path!("/event-types") view=|| view! { <EventTypes /> }.into_any() />
                <Route path=path!("/people") view=|| view! { <People /> }.into_any() />
                <Route path=path!("/password") view=|| view! { <Password /> }.into_any() />
            </Routes>
        </Frame>
        <ExpiredDialog />
    }
}
