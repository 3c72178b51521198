//! The client's languages: Polish first, English too.

pub mod dates;
mod decimal;
mod en;
mod pl;
mod plural;
mod problems;
#[cfg(feature = "csr")]
mod reactive;
mod texts;
mod type_texts;
pub mod typed;

pub use decimal::{plain_decimal, spaced_decimal, without_unit};
pub use plural::{Forms, fill};
pub use problems::{error_text, part_name, problem_text};
#[cfg(feature = "csr")]
pub use reactive::{I18n, tr};
pub use texts::Texts;
pub use type_texts::TypeTexts;
#[cfg(feature = "csr")]
pub use type_texts::trt;

/// A language of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Polish,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Polish, Self::English];

    /// BCP 47: what `<html lang>`, `Intl` and texts by language call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Polish => "pl",
            Self::English => "en",
        }
    }

    /// Its own name of itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Polish => "Polski",
            Self::English => "English",
        }
    }

    /// The language that a browser's tag such as `pl-PL` asks for.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| tag.split('-').next() == Some(language.code()))
    }

    /// Its texts.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::Polish => &pl::TEXTS,
            Self::English => &en::TEXTS,
        }
    }
}
