//! Words of events in the search index, found by their beginnings, within a company too.

use records::{AppError, Uuid};
use sea_orm::{ConnectionTrait, Value};

use crate::{db::Tx, error::db_error, folding::fold};

/// The index holds at most this much folded text of one event.
const MOST: usize = 4096;
/// In characters; PostgreSQL refuses words of more than 2 KB.
const WORD: usize = 64;

/// Folded words of a note, a number and the text values.
pub(super) fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = String::new();
    for text in texts {
        let folded = fold(text);
        for word in folded.split(' ').filter(|word| !word.is_empty()).map(cut) {
            if words.len() + word.len() + 1 > MOST {
                return words;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

/// The beginning of a long word stands for all of it, in the index and in questions alike.
fn cut(word: &str) -> &str {
    let end = word.char_indices().nth(WORD).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// The words of a question, but for those that begin another one and so ask for nothing more.
fn beginnings(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).map(cut).collect();
    words.sort_unstable();
    words.dedup();
    let ends: Vec<&str> = words.iter().copied().skip(1).chain([""]).collect();
    words.into_iter().zip(ends).filter(|(word, next)| !next.starts_with(word)).map(|(word, _)| word).collect()
}

const INSERT_SQLITE: &str = "INSERT INTO event_search (rowid, words, company) VALUES ($1, $2, $3)";
const INSERT_POSTGRES: &str =
    "INSERT INTO event_search (seq, words) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))";

/// Writes the words of the event in row `seq` at the end of the transaction: the index of SQLite writes to disk at each
/// savepoint, so a batch goes in together.
pub(super) fn write(tx: &Tx, seq: i64, words: String, company: Option<Uuid>) {
    if tx.is_sqlite() {
        let company = company.map_or(String::new(), token);
        tx.later(INSERT_SQLITE, [seq.into(), words.into(), company.into()]);
    } else {
        tx.later(INSERT_POSTGRES, [seq.into(), with_company(words, company).into()]);
    }
}

/// Words and the company as one list of words.
fn with_company(words: String, company: Option<Uuid>) -> String {
    match company {
        Some(company) => format!("{words} {}", token(company)).trim_start().to_owned(),
        None => words,
    }
}

/// Takes the words of the event in row `seq` out.
pub(super) async fn remove(tx: &Tx, seq: i64) -> Result<(), AppError> {
    let column = if tx.is_sqlite() { "rowid" } else { "seq" };
    let delete = tx.sql(format!("DELETE FROM event_search WHERE {column} = $1"), [seq.into()]);
    tx.execute_raw(delete).await.map(drop).map_err(db_error)
}

/// A condition on `e.seq` for events that hold words with all these beginnings; `None` where the text has no words.
/// The value belongs at the placeholder `$n`.
pub(super) fn condition(
    sqlite: bool,
    text: &str,
    company: Option<Uuid>,
    n: usize,
) -> Option<(String, Value)> {
    let folded = fold(text);
    let beginnings = beginnings(&folded);
    if beginnings.is_empty() {
        return None;
    }
    // Folded words hold letters and digits only, so nothing in them can end the quotes.
    Some(if sqlite {
        let words: Vec<String> = beginnings.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut query = format!("words : ({})", words.join(" AND "));
        if let Some(company) = company {
            query = format!("({query}) AND company : \"{}\"", token(company));
        }
        (format!("e.seq IN (SELECT rowid FROM event_search WHERE event_search MATCH ${n})"), query.into())
    } else {
        let mut words: Vec<String> = beginnings.iter().map(|word| format!("'{word}':*")).collect();
        words.extend(company.map(|company| format!("'{}'", token(company))));
        let query = words.join(" & ");
        (format!("e.seq IN (SELECT seq FROM event_search WHERE words @@ ${n}::text::tsquery)"), query.into())
    })
}

/// A company as one word that nobody types.
fn token(company: Uuid) -> String {
    format!("company{}", company.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_the_index_cut_alike() {
        let check = |text: &str, expected: &[&str]| assert_eq!(beginnings(&fold(text)), expected, "{text}");
        check("---", &[]);
        check("Żółw zolwie ala", &["ala", "zolwie"]);
        check("a b a", &["a", "b"]);
        let long = "ż".repeat(70);
        check(&long, &["z".repeat(64).as_str()]);
        assert_eq!(words([long.as_str(), "koniec"]), format!("{} koniec", "z".repeat(64)));
        let longest = "x".repeat(5000);
        assert_eq!(words([longest.as_str(), "koniec"]), format!("{} koniec", "x".repeat(64)));
    }
}
