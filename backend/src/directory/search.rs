//! The search index of companies: folded words, found by their beginnings.
//!
//! SQLite keeps it in FTS5, PostgreSQL as `tsvector`. Both get words that are folded and split here, and neither
//! splits them again: one text is found alike on both.

use records::AppError;
use sea_orm::ConnectionTrait;

use crate::{db::Tx, entities::companies, error::db_error, folding::fold};

/// Longer words are cut, in the index and in questions alike; PostgreSQL refuses those of more than 2 KB.
const WORD: usize = 64;

/// Puts a company's words into the index, in place of those it had.
pub(super) async fn index(tx: &Tx, company: &companies::Model) -> Result<(), AppError> {
    let texts =
        [Some(&company.name), company.nip.as_ref(), company.city.as_ref(), company.post_town.as_ref()];
    let words: Vec<String> = texts.into_iter().flatten().flat_map(|text| words(text)).collect();
    let seq = company.seq;
    if tx.is_sqlite() {
        let old = tx.sql("DELETE FROM company_search WHERE rowid = $1", [seq.into()]);
        tx.execute_raw(old).await.map_err(db_error)?;
    }
    let insert = if tx.is_sqlite() {
        "INSERT INTO company_search (rowid, words) VALUES ($1, $2)"
    } else {
        "INSERT INTO company_search (seq, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' '))) \
         ON CONFLICT (seq) DO UPDATE SET words = excluded.words"
    };
    tx.execute_raw(tx.sql(insert, [seq.into(), words.join(" ").into()])).await.map(drop).map_err(db_error)
}

/// The question for what was typed: each of its words has to be the beginning of a word. `None` where it has no words.
pub(super) fn question(sqlite: bool, text: &str) -> Option<String> {
    // A tax number is one word, however it is written.
    let words = forms::nip::normalise(text).map_or_else(|| words(text), |nip| vec![nip]);
    let all: Vec<String> = words
        .iter()
        .map(|word| if sqlite { format!("\"{word}\"*") } else { format!("'{word}':*") })
        .collect();
    (!all.is_empty()).then(|| all.join(if sqlite { " AND " } else { " & " }))
}

/// Folded words: letters and digits only, so they need no quoting in either engine's questions.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions() {
        let check = |text: &str, sqlite: Option<&str>, postgres: Option<&str>| {
            assert_eq!(question(true, text).as_deref(), sqlite, "{text}");
            assert_eq!(question(false, text).as_deref(), postgres, "{text}");
        };
        check("Żółw", Some("\"zolw\"*"), Some("'zolw':*"));
        check(" kowal \"krak' ", Some("\"kowal\"* AND \"krak\"*"), Some("'kowal':* & 'krak':*"));
        check("PL 526-000-12-46", Some("\"5260001246\"*"), Some("'5260001246':*"));
        check("?!", None, None);
    }
}
