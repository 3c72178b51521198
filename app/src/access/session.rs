//! Where the visitor stands: first start, signed out, signed in, or with a session that has just ended.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use records::{
    AppError, Uuid,
    sessions::Welcome,
    users::{Role, User},
};

use super::api::{ReadWelcome, SignOut};
use crate::{
    offline::{answers, db},
    rest::call,
    store,
};

/// The session, as one store for the whole client.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    welcome: RwSignal<Option<Welcome>>,
    error: RwSignal<Option<AppError>>,
    expired: RwSignal<bool>,
    version: RwSignal<u32>,
}

/// Tells other tabs that somebody has signed out.
const LEFT: &str = "kronika.left";
const WELCOME: &str = "welcome";
/// Remembered by the browser at once: nothing is to be waited for at the start.
const OWED: &str = "kronika.sign_out";
/// After this time one goes on as who one was, until the server says otherwise. In milliseconds.
const PATIENCE: u32 = 2_500;

/// Somebody signed out while the server was out of reach: tells it now.
async fn pay() {
    if store::get(OWED).is_some() && call(SignOut {}).await.is_ok() {
        store::remove(OWED);
    }
}

/// Keeps where the visitor stands, for a start without network. Its cursor would be too old by then.
async fn keep(welcome: &Welcome) {
    if let Ok(text) = serde_json::to_string(&Welcome { cursor: None, ..welcome.clone() }) {
        let _ = db::put_loosely(db::FACTS, WELCOME, &text).await;
    }
}

async fn kept() -> Option<Welcome> {
    let welcome: Welcome = serde_json::from_str(&db::get(db::FACTS, WELCOME).await?).ok()?;
    welcome.user.is_some().then_some(welcome)
}

/// What the page has to be about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    Waiting,
    Failed(AppError),
    FirstStart,
    SignedOut,
    SignedIn(Uuid),
}

impl Session {
    /// Asks the server, and provides the store as context.
    pub(crate) fn provide() -> Self {
        let session = Self {
            welcome: RwSignal::new(None),
            error: RwSignal::new(None),
            expired: RwSignal::new(false),
            version: RwSignal::new(0),
        };
        provide_context(session);
        session.ask();
        // A browser has one session for all its tabs.
        store::follow(LEFT.to_owned(), move |_| session.leave());
        let _ = window_event_listener_untyped("online", move |_| {
            if matches!(untrack(|| session.stage()), Stage::SignedOut) {
                spawn_local(pay());
            }
        });
        session
    }

    /// From the context; to be called in a component's body.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Asks the server where the visitor stands.
    pub(crate) fn ask(self) {
        self.error.set(None);
        spawn_local(async move {
            pay().await;
            // A network that carries nothing may take long to say so.
            spawn_local(async move {
                TimeoutFuture::new(PATIENCE).await;
                let kept = kept().await;
                if let Some(Stage::Waiting) = self.stage_untracked() {
                    self.welcome.set(kept);
                }
            });
            match call(ReadWelcome {}).await {
                // Who went on meanwhile finds their session ended.
                Ok(Welcome { user: None, .. }) if untrack(|| self.user()).is_some() => self.expired.set(true),
                // Or who has signed out meanwhile.
                Ok(Welcome { user: Some(_), .. })
                    if matches!(self.stage_untracked(), Some(Stage::SignedOut)) => {}
                Ok(welcome) => {
                    self.welcome.set(Some(welcome.clone()));
                    keep(&welcome).await;
                }
                // Without network one goes on as who one was.
                Err(error @ (AppError::Network { .. } | AppError::Unavailable)) => match kept().await {
                    Some(welcome) => self.welcome.set(Some(welcome)),
                    None => self.error.set(Some(error)),
                },
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// What the page has to be about, tracked.
    pub(crate) fn stage(self) -> Stage {
        match (self.welcome.get(), self.error.get()) {
            (Some(Welcome { first_start: true, .. }), _) => Stage::FirstStart,
            (Some(Welcome { user: Some(user), .. }), _) => Stage::SignedIn(user.id),
            (Some(_), _) => Stage::SignedOut,
            (None, Some(error)) => Stage::Failed(error),
            (None, None) => Stage::Waiting,
        }
    }

    fn stage_untracked(self) -> Option<Stage> {
        self.welcome.try_with_untracked(|_| ())?;
        Some(untrack(|| self.stage()))
    }

    /// A person has signed in, or the first one was made.
    pub(crate) fn signed_in(self, user: User) {
        self.change(|welcome| {
            welcome.first_start = false;
            welcome.user = Some(user);
            welcome.cursor = None;
        });
        self.expired.set(false);
        self.version.update(|version| *version += 1);
        // Whoever signed out before has no session any more.
        store::remove(OWED);
    }

    /// The connection has ended, perhaps because the session has: asks.
    pub(crate) fn look(self) {
        spawn_local(async move {
            let answer = call(ReadWelcome {}).await;
            if let (Ok(Welcome { user: None, .. }), Some(Stage::SignedIn(_))) =
                (answer, self.stage_untracked())
            {
                self.expired.set(true);
            }
        });
    }

    fn leave(self) {
        self.expired.set(false);
        self.change(|welcome| welcome.user = None);
    }

    /// The person has signed out.
    pub(crate) fn signed_out(self) {
        let person = untrack(|| self.user()).map(|user| user.id);
        self.leave();
        store::set(LEFT, &js_sys::Date::now().to_string());
        // Somebody else may use the device: what can be read again from the server goes. The outbox and drafts stay.
        if let Some(person) = person {
            spawn_local(answers::forget(person));
        }
    }

    /// The server is to be told at the next start that the person has signed out.
    pub(crate) fn owes_sign_out(self) {
        store::set(OWED, "yes");
    }

    fn change(self, change: impl FnOnce(&mut Welcome)) {
        self.welcome.update(|welcome| {
            if let Some(welcome) = welcome {
                change(welcome);
            }
        });
        if let Some(welcome) = self.welcome.get_untracked() {
            spawn_local(async move { keep(&welcome).await });
        }
    }

    /// Looks at an error: a session that has ended opens the dialog for signing in again.
    pub(crate) fn notice(self, error: &AppError) {
        if *error == AppError::Unauthorized {
            self.expired.set(true);
        }
    }

    /// Whether the session has ended under the person's hands, tracked.
    pub(crate) fn expired(self) -> bool {
        self.expired.get()
    }

    /// Rises whenever somebody signs in, tracked.
    pub(crate) fn version(self) -> u32 {
        self.version.get()
    }

    /// The signed-in person, tracked.
    pub(crate) fn user(self) -> Option<User> {
        self.welcome.get()?.user
    }

    /// Where the change feed stood before anything was read, where that is known; untracked.
    pub(crate) fn cursor(self) -> Option<String> {
        self.welcome.with_untracked(|welcome| welcome.as_ref()?.cursor.clone())
    }

    /// Whether the signed-in person is an administrator, tracked.
    pub(crate) fn is_administrator(self) -> bool {
        self.user().is_some_and(|user| user.role == Role::Administrator)
    }

    /// Whether the signed-in person may register and change, tracked.
    pub(crate) fn may_write(self) -> bool {
        self.user().is_some_and(|user| user.role != Role::ReadOnly)
    }

    /// Version of the server, tracked.
    pub(crate) fn server_version(self) -> String {
        self.welcome
            .with(|welcome| welcome.as_ref().map(|welcome| welcome.version.clone()).unwrap_or_default())
    }

    /// The firm's time zone, tracked.
    pub(crate) fn time_zone(self) -> String {
        self.welcome
            .with(|welcome| welcome.as_ref().map_or("UTC".into(), |welcome| welcome.time_zone.clone()))
    }
}
