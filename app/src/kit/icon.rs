//! Icons, drawn after Lucide (ISC licence, lucide.dev): 24 × 24, lines only.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Companies,
    Events,
    Register,
    Types,
    People,
    Menu,
    Search,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Companies => {
                "M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18ZM6 12H4a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2M18 9h2a2 2 0 0 1 2 2v9\
                 a2 2 0 0 1-2 2h-2M10 6h4M10 10h4M10 14h4M10 18h4"
            }
            Self::Events => "M12 6v6l4 2M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z",
            Self::Register => "M5 12h14M12 5v14",
            Self::Types => "M3 12l9 9 9-9-9-9H5a2 2 0 0 0-2 2ZM8 8h.01",
            Self::People => {
                "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M13 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM22 21v-2a4 4 0 0 0-3-3.87\
                 M16 3.13a4 4 0 0 1 0 7.75"
            }
            Self::Menu => "M4 6h16M4 12h16M4 18h16",
            Self::Search => "m21 21-4.3-4.3M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z",
        }
    }
}

/// An icon beside words; readers of the screen do not hear it.
#[component]
pub(crate) fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=shape.path() />
        </svg>
    }
}
