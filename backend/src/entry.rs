//! Checks of what is entered for plain records, collected so that every problem is told at once.

use records::{AppError, Problem};
use sea_orm::{ActiveModelTrait, ActiveValue, EntityTrait, IdenStatic, Iterable, ModelTrait};

/// The most that a line of text holds.
pub(crate) const LINE: usize = 200;
/// The most that a note holds.
pub(crate) const NOTE: usize = 10_000;

/// Problems found so far.
#[derive(Default)]
pub(crate) struct Entry {
    problems: Vec<Problem>,
}

impl Entry {
    /// Writes a problem down.
    pub(crate) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A text that has to be there, trimmed.
    pub(crate) fn required(&mut self, path: &str, text: &str, most: usize) -> String {
        self.optional(path, Some(text), most).unwrap_or_else(|| {
            if self.problems.last().is_none_or(|problem| problem.path != path) {
                self.problem(Problem::new(path, "required"));
            }
            String::new()
        })
    }

    /// A text that may be missing, trimmed; empty is the same as missing.
    pub(crate) fn optional(&mut self, path: &str, text: Option<&str>, most: usize) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        if text.contains('\0') {
            self.problem(Problem::new(path, "type"));
            return None;
        }
        if text.chars().count() > most {
            self.problem(Problem::new(path, "max_length").with("max_length", most as u64));
            return None;
        }
        Some(text.to_owned())
    }

    /// An e-mail address.
    pub(crate) fn email(&mut self, path: &str, text: Option<&str>) -> Option<String> {
        let text = self.optional(path, text, LINE)?;
        if !forms::check::email(&text) {
            self.problem(Problem::new(path, "format").with("format", "email"));
        }
        Some(text)
    }

    /// A Polish tax number, brought to its ten digits.
    pub(crate) fn nip(&mut self, path: &str, text: Option<&str>) -> Option<String> {
        let text = self.optional(path, text, LINE)?;
        let digits = forms::nip::normalise(&text);
        if digits.is_none() {
            self.problem(Problem::new(path, "format").with("format", "nip"));
        }
        digits
    }

    /// Refuses the command if anything is wrong.
    pub(crate) fn done(self) -> Result<(), AppError> {
        if self.problems.is_empty() { Ok(()) } else { Err(AppError::Invalid { problems: self.problems }) }
    }
}

/// Whether a change says anything of a record that is not so already. Its next revision says nothing.
pub(crate) fn says_news<A>(change: &A, record: &<A::Entity as EntityTrait>::Model) -> bool
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: ModelTrait<Entity = A::Entity>,
{
    <A::Entity as EntityTrait>::Column::iter()
        .filter(|column| column.as_str() != "revision")
        .any(|column| matches!(change.get(column), ActiveValue::Set(value) if value != record.get(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(entry: Entry) -> Vec<(String, String)> {
        match entry.done() {
            Err(AppError::Invalid { problems }) => {
                problems.into_iter().map(|problem| (problem.path, problem.code.into_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn one_problem_for_each_wrong_text() {
        let check = |text: &str, code: Option<&str>| {
            let mut entry = Entry::default();
            entry.required("name", text, 5);
            let expected: Vec<_> = code.iter().map(|code| ("name".to_owned(), (*code).to_owned())).collect();
            assert_eq!(problems(entry), expected, "{text:?}");
        };
        check("  ", Some("required"));
        check(" Żółw ", None);
        check("Żółwie", Some("max_length"));
        check("a\0b", Some("type"));
    }

    #[test]
    fn tax_numbers_are_brought_to_digits() {
        let mut entry = Entry::default();
        assert_eq!(entry.nip("nip", Some(" PL 526-000-12-46 ")).as_deref(), Some("5260001246"));
        assert_eq!(entry.nip("nip", Some("")), None);
        assert_eq!(entry.email("email", Some("biuro@firma.pl")).as_deref(), Some("biuro@firma.pl"));
        entry.nip("nip", Some("5260001247"));
        entry.email("email", Some("biuro"));
        assert_eq!(problems(entry), [("nip".into(), "format".into()), ("email".into(), "format".into())]);
    }
}
