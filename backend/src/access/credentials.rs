//! Logins and passwords: what they may be, and argon2id.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use records::{AppError, Problem};
use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
};

use crate::entry::Entry;

const SHORTEST: usize = 8;
const LONGEST: usize = 200;

/// Each hash takes 19 MiB and a core for a while; a crowd at the door must not take all of either.
static HASHING: Semaphore = Semaphore::const_new(4);

/// A login in its one spelling: trimmed and lower-case; `None` for what no login can be.
pub(super) fn normalise_login(text: &str) -> Option<String> {
    let login = text.trim().to_lowercase();
    let sound = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '@');
    ((2..=64).contains(&login.chars().count()) && login.chars().all(sound)).then_some(login)
}

/// Checks a login that is being given to a person.
pub(super) fn check_login(entry: &mut Entry, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        entry.problem(Problem::new("login", "required"));
        return None;
    }
    let login = normalise_login(text);
    if login.is_none() {
        entry.problem(Problem::new("login", "pattern").with("pattern", r"[\p{L}\p{N}._@-]{2,64}"));
    }
    login
}

/// Checks a password that is being set.
pub(super) fn check_password(entry: &mut Entry, path: &str, password: &str, login: Option<&str>) {
    let length = password.chars().count();
    if length == 0 {
        entry.problem(Problem::new(path, "required"));
    } else if length < SHORTEST {
        entry.problem(Problem::new(path, "min_length").with("min_length", SHORTEST as u64));
    } else if length > LONGEST {
        entry.problem(Problem::new(path, "max_length").with("max_length", LONGEST as u64));
    } else if login.is_some_and(|login| login == password.trim().to_lowercase()) {
        entry.problem(Problem::new(path, "rule").with("message", "the password is the login"));
    }
}

/// The argon2id hash of a password, with its salt and parameters (PHC form).
pub(super) async fn hash(password: String) -> Result<String, AppError> {
    let _permit = HASHING.acquire().await.map_err(|_| AppError::Unavailable)?;
    let hash = spawn_blocking(move || -> Result<String, argon2::password_hash::Error> {
        let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
        Ok(hash.to_string())
    });
    hash.await.map_err(ended)?.map_err(|error| {
        tracing::error!(%error, "a password cannot be hashed");
        AppError::Internal
    })
}

/// Whether the password is the one hashed. Without a hash to compare with it takes as long and says no, so that the
/// time of an answer does not tell which logins exist.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    let Some(hash) = hash else { return self::hash(password).await.map(|_| false) };
    let _permit = HASHING.acquire().await.map_err(|_| AppError::Unavailable)?;
    let verified =
        spawn_blocking(move || Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok());
    verified.await.map_err(ended)
}

fn ended(error: JoinError) -> AppError {
    tracing::error!(%error, "hashing a password was broken off");
    AppError::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(normalise_login(text).as_deref(), expected, "{text:?}");
        };
        check(" Jan.Kowalski ", Some("jan.kowalski"));
        check("ŁUCJA@firma.pl", Some("łucja@firma.pl"));
        check("a", None);
        check("jan kowalski", None);
        check("jan\0", None);
        check(&"a".repeat(65), None);
    }

    #[test]
    fn passwords() {
        let check = |password: &str, code: Option<&str>| {
            let mut entry = Entry::default();
            check_password(&mut entry, "password", password, Some("jan.kowalski"));
            let expected = code.map_or(Ok(()), |code| Err(code.to_owned()));
            let found = entry.done().map_err(|error| match error {
                AppError::Invalid { problems } => problems[0].code.to_string(),
                other => other.to_string(),
            });
            assert_eq!(found, expected, "{password:?}");
        };
        check("", Some("required"));
        check("1234567", Some("min_length"));
        check("żółwie12", None);
        check(&"x".repeat(201), Some("max_length"));
        check("Jan.Kowalski", Some("rule"));
    }

    #[tokio::test]
    async fn hashes() {
        let hash = hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("correct house".into(), Some(hash)).await.unwrap());
        assert!(!verify("correct horse".into(), None).await.unwrap());
    }
}
