//! What surrounds every page: frame, navigation, look, connection, version.

mod connection;
mod frame;
mod gate;
mod look;
mod navigation;
mod not_found;
mod own_menu;
mod preferences;
mod version_bar;

pub(crate) use frame::Frame;
pub(crate) use gate::Gate;
pub(crate) use look::Look;
pub(crate) use not_found::NotFound;
pub(crate) use own_menu::sign_out;
pub(crate) use preferences::{DensityChoice, LanguageChoice, ThemeChoice};
