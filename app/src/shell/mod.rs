//! What surrounds every page: frame, navigation, language, theme, connection.

mod connection;
mod frame;
mod gate;
mod navigation;
mod not_found;
mod settings;
mod theme;

pub(crate) use frame::Frame;
pub(crate) use gate::Gate;
pub(crate) use not_found::NotFound;
pub(crate) use theme::Theme;
