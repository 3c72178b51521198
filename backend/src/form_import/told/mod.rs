//! What the report and its errors say, as data, and the words for it in English and in Polish.

mod no_form;
mod obstacle;
mod what;
mod why;

use forms::{FormProblem, Json, JsonError, JsonReason};
use records::Language;

pub(super) use no_form::{File, NoForm};
pub(super) use obstacle::Obstacle;
pub(super) use what::{Part, What};
pub(super) use why::Why;

use super::types::Ty;

/// Something that can be said to people in their language.
pub(super) trait Told {
    fn told(&self, language: Language) -> String;
}

/// An enum whose every variant is said by an English and a Polish sentence; names in braces are parts of the variant.
/// Polish has parts where they need no declension: in quotes, behind a colon, or as the subject.
macro_rules! told {
    ($(#[$about:meta])* $name:ident {
        $($variant:ident $(($($part:ident: $kind:ty),+))? = $english:literal, $polish:literal;)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(in crate::form_import) enum $name {
            $($variant $(($($kind),+))?),+
        }

        impl $crate::form_import::told::Told for $name {
            fn told(&self, language: records::Language) -> String {
                match self {
                    $(Self::$variant $(($($part),+))? => {
                        $($(let $part = $part.told(language);)+)?
                        match language {
                            records::Language::English => format!($english),
                            records::Language::Polish => format!($polish),
                        }
                    })+
                }
            }
        }

        #[cfg(test)]
        impl $name {
            /// All English sentences with the Polish ones.
            pub(super) const WORDS: &[(&str, &str)] = &[$(($english, $polish)),+];
        }
    };
}
use told;

impl Told for String {
    fn told(&self, _: Language) -> String {
        self.clone()
    }
}

impl Told for &str {
    fn told(&self, _: Language) -> String {
        (*self).to_owned()
    }
}

impl Told for char {
    fn told(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Told for usize {
    fn told(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Told for Ty {
    fn told(&self, language: Language) -> String {
        let (english, polish) = match self {
            Ty::Bool => ("a condition", "warunek"),
            Ty::Number => ("a number", "liczba"),
            Ty::Text => ("a text", "tekst"),
            Ty::Date => ("a date", "data"),
            Ty::Time => ("a time", "godzina"),
            Ty::DateTime => ("a moment", "data z godziną"),
            Ty::Location => ("a location", "miejsce"),
            Ty::List => ("a list", "lista"),
            Ty::Null => ("nothing", "brak wartości"),
        };
        match language {
            Language::English => english.to_owned(),
            Language::Polish => polish.to_owned(),
        }
    }
}

/// What the engine finds wrong. Its own words are English; the Polish ones follow its code.
impl Told for FormProblem {
    fn told(&self, language: Language) -> String {
        let polish = match &*self.code {
            "schema" => "niepasująca budowa",
            "options" => "niepoprawna lista opcji",
            "range" => "niepoprawny zakres",
            "syntax" => "błąd w zapisie",
            "unknown_name" => "nieznana nazwa",
            "type" => "niezgodny typ",
            "nesting" => "niedozwolone zagnieżdżenie",
            code => code,
        };
        match language {
            Language::English => self.params.get("message").and_then(Json::as_str).unwrap_or(&self.code),
            Language::Polish => polish,
        }
        .to_owned()
    }
}

impl Told for JsonError {
    fn told(&self, language: Language) -> String {
        let what = match (language, &self.reason) {
            (Language::English, _) => return self.to_string(),
            (Language::Polish, JsonReason::Expected(_)) => "powinien tu być inny znak".to_owned(),
            (Language::Polish, JsonReason::Number) => "to nie jest liczba".to_owned(),
            (Language::Polish, JsonReason::Escape) => "niepoprawny znak po ukośniku".to_owned(),
            (Language::Polish, JsonReason::ControlCharacter) => "znak sterujący w tekście".to_owned(),
            (Language::Polish, JsonReason::End) => "tekst kończy się za wcześnie".to_owned(),
            (Language::Polish, JsonReason::DuplicateKey(key)) => format!("klucz „{key}” stoi dwa razy"),
            (Language::Polish, JsonReason::Depth) => "za głęboko zagnieżdżone".to_owned(),
        };
        format!("{what}, wiersz {}, kolumna {}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_said_in_both_languages() {
        let all = [What::WORDS, Part::WORDS, Why::WORDS, Obstacle::WORDS, NoForm::WORDS].concat();
        for (english, polish) in all {
            assert!(!english.is_empty() && !polish.is_empty(), "{english}{polish}");
            assert_ne!(english, polish);
        }
    }
}
