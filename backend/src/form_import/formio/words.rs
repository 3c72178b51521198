//! The words of a form and their languages.

use forms::{Json, Label};

use crate::form_import::{html, languages};

/// The language that components are written in, and the translations beside them.
pub(super) struct Words {
    language: String,
    translations: Vec<(String, Vec<(String, String)>)>,
}

impl Words {
    pub(super) fn of(form: &Json) -> Words {
        let named = ["/language", "/settings/language", "/options/language", "/defaultLanguage"];
        let named =
            named.iter().find_map(|at| form.at(at).and_then(Json::as_str)).filter(|name| !name.is_empty());
        // NAV writes its forms in Bokmål and lists all the languages they are published in.
        let published = form.get("publishedLanguages").and_then(Json::as_array).unwrap_or_default();
        let published: Vec<&str> = published.iter().filter_map(Json::as_str).collect();
        let language = match (named, published.as_slice()) {
            (Some(name), _) => languages::code(name),
            (None, published) if published.contains(&"nb") => "nb".to_owned(),
            (None, [first, ..]) => languages::code(first),
            (None, []) => languages::UNNAMED.to_owned(),
        };
        let listed = ["/i18n", "/settings/i18n", "/options/i18n", "/translations"];
        let translations =
            listed.iter().find_map(|at| form.at(at).and_then(Json::as_object)).unwrap_or_default();
        let translations = translations.iter().filter_map(|(language, texts)| {
            let texts = texts.get("translation").or(Some(texts))?.as_object()?;
            let texts =
                texts.iter().filter_map(|(text, here)| Some((text.clone(), here.as_str()?.to_owned())));
            Some((languages::code(language), texts.collect()))
        });
        Words { language, translations: translations.collect() }
    }

    /// A text in its own language and in all that it is translated to.
    pub(super) fn label(&self, text: &str) -> Label {
        let plain = html::plain(text);
        if plain.is_empty() {
            return Label::default();
        }
        let mut label = Label::new(&self.language, &plain);
        for (language, texts) in &self.translations {
            let here = texts.iter().find(|(known, here)| known == text && !here.trim().is_empty());
            if let Some((_, here)) = here {
                label.0.insert(language.clone(), html::plain(here));
            }
        }
        label
    }

    /// Several texts, each on lines of its own.
    pub(super) fn lines(&self, texts: &[&str]) -> Label {
        let mut all = Label::default();
        for text in texts {
            for (language, here) in self.label(text).0 {
                all.0.entry(language).and_modify(|lines| *lines = format!("{lines}\n{here}")).or_insert(here);
            }
        }
        all
    }
}
