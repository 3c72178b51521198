//! The language as a signal: texts change at once, nothing typed is lost.

use leptos::prelude::*;
use records::Text;

use super::{Language, Texts};
use crate::{kit::effect, store};

const STORED: &str = "kronika.language";

/// The language in use.
#[derive(Clone, Copy)]
pub struct I18n(RwSignal<Language>);

impl I18n {
    /// Takes the remembered language, else the browser's, else Polish, and provides it as context.
    pub fn provide() -> Self {
        let remembered = store::get(STORED).and_then(|code| Language::from_tag(&code));
        let asked = || window().navigator().language().and_then(|tag| Language::from_tag(&tag));
        let language = RwSignal::new(remembered.or_else(asked).unwrap_or(Language::Polish));
        effect(move || {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("lang", language.get().code());
            }
        });
        store::follow(STORED.to_owned(), move |code| {
            if let Some(chosen) = Language::from_tag(&code) {
                language.set(chosen);
            }
        });
        let i18n = Self(language);
        provide_context(i18n);
        i18n
    }

    /// From the context; to be called in a component's body.
    pub fn get() -> Self {
        expect_context()
    }

    /// The language, tracked.
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// Texts of the language, tracked.
    pub fn texts(self) -> &'static Texts {
        self.0.get().texts()
    }

    /// A firm's own text in the language, tracked.
    pub fn own(self, text: &Text) -> String {
        text.in_language(self.0.get().code()).to_owned()
    }

    /// Changes the language and remembers it.
    pub fn set(self, language: Language) {
        store::set(STORED, language.code());
        self.0.set(language);
    }
}

/// A text that follows the language, for views: `{tr(|t| t.save)}`.
pub fn tr(
    pick: fn(&'static Texts) -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let i18n = I18n::get();
    move || pick(i18n.texts())
}
