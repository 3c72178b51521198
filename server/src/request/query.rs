//! Query strings.

use axum::{extract::FromRequestParts, http::request::Parts};
use records::AppError;
use serde::de::DeserializeOwned;

use super::fault;
use crate::problem::Refusal;

/// Filters read from the query; an unknown one is 422. An empty one (`?text=`) counts as absent.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Ok(Self(read(parts.uri.query().unwrap_or_default())?))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, AppError> {
    let mut given: Vec<String> = Vec::new();
    let mut plain = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
        // PostgreSQL knows no NUL.
        if value.contains('\0') {
            return Err(AppError::at(&name, "type"));
        }
        if given.iter().any(|earlier| *earlier == name) {
            return Err(AppError::at(&name, "duplicate"));
        }
        plain.append_pair(&name, &value);
        given.push(name.into_owned());
    }
    let plain = plain.finish();
    let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(plain.as_bytes()));
    serde_path_to_error::deserialize(deserializer)
        .map_err(|error| fault::problem(&fault::path(error.path()), &error.inner().to_string()))
}

#[cfg(test)]
mod tests {
    use records::events::EventFilter;

    use super::*;

    #[test]
    fn faults_of_queries() {
        let check = |query: &str, expected: &str| {
            let found = match read::<EventFilter>(query) {
                Ok(_) => "taken".to_owned(),
                Err(AppError::Invalid { problems }) => format!("{} {}", problems[0].path, problems[0].code),
                Err(error) => error.status().to_string(),
            };
            assert_eq!(found, expected, "{query}");
        };
        check("", "taken");
        check("type=visit&limit=5&after=abc&text=%C5%BC%C3%B3%C5%82w+x", "taken");
        check("text=&limit=", "taken");
        check("limit=many", "limit type");
        check("limit=-1", "limit type");
        check("company=7", "company type");
        check("colour=red", "colour unknown_field");
        check("type=a&type=b", "type duplicate");
        check("text=%00", "text type");
    }
}
