//! One's own settings, and what this program is.

mod about;
mod page;
mod sessions;

pub(crate) use {about::About, page::Settings};
