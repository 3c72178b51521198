//! Icons of Lucide (lucide.dev). Their drawings are in the stylesheet, embedded there by the build; here are only their names.

use leptos::prelude::*;

/// What an icon shows: the name of its class in `style/15-icons.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    About,
    Calendar,
    Camera,
    Clock,
    Close,
    Companies,
    Down,
    Events,
    File,
    Home,
    Language,
    Leave,
    Look,
    Menu,
    Outbox,
    #[cfg(feature = "kit")]
    More,
    Password,
    People,
    Register,
    Remove,
    Scan,
    Search,
    Settings,
    Types,
    Up,
    Upload,
}

impl Shape {
    fn class(self) -> &'static str {
        match self {
            Self::About => "icon icon-about",
            Self::Calendar => "icon icon-calendar",
            Self::Camera => "icon icon-camera",
            Self::Clock => "icon icon-clock",
            Self::Down => "icon icon-down",
            Self::File => "icon icon-file",
            Self::Remove => "icon icon-remove",
            Self::Scan => "icon icon-scan",
            Self::Up => "icon icon-up",
            Self::Close => "icon icon-close",
            Self::Companies => "icon icon-companies",
            Self::Events => "icon icon-events",
            Self::Home => "icon icon-home",
            Self::Language => "icon icon-language",
            Self::Leave => "icon icon-leave",
            Self::Look => "icon icon-look",
            Self::Menu => "icon icon-menu",
            Self::Outbox => "icon icon-outbox",
            #[cfg(feature = "kit")]
            Self::More => "icon icon-more",
            Self::Password => "icon icon-password",
            Self::People => "icon icon-people",
            Self::Register => "icon icon-register",
            Self::Search => "icon icon-search",
            Self::Settings => "icon icon-settings",
            Self::Types => "icon icon-types",
            Self::Upload => "icon icon-upload",
        }
    }
}

/// An icon beside words; readers of the screen do not hear it.
#[component]
pub(crate) fn Icon(shape: Shape) -> impl IntoView {
    view! { <span class=shape.class() aria-hidden="true"></span> }
}
