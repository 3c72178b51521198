//! Sort keys: the same Polish order on both engines, whatever their own collations.

use std::sync::OnceLock;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};

/// Bytes that compare as the texts sort in Polish (CLDR root order tailored for `pl`), case and accents last.
pub(crate) fn sort_key(text: &str) -> Vec<u8> {
    static POLISH: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let polish = POLISH.get_or_init(|| {
        let locale = icu_locale_core::locale!("pl");
        Collator::try_new(locale.into(), CollatorOptions::default()).ok()
    });
    let mut key = Vec::with_capacity(text.len() * 2);
    match polish {
        Some(collator) => {
            // Writing to a vector cannot fail.
            let _ = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend(text.to_lowercase().into_bytes()),
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn polish_order() {
        let mut words = ["zebra", "łódka", "lody", "żaba", "cena", "ćma", "Mama", "ala", "Łaba"];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(words, ["ala", "cena", "ćma", "lody", "Łaba", "łódka", "Mama", "zebra", "żaba"]);
    }
}
