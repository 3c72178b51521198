//! The error of server functions: [`AppError`], as it travels through Leptos and as REST answers it.

use std::fmt;

use leptos::server_fn::{
    Bytes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use records::{AppError, FormProblem, Json, Problem};
use serde::{Deserialize, Serialize};

/// An [`AppError`] that Leptos can carry; the same JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failure(pub AppError);

impl From<AppError> for Failure {
    /// On the server it also sets the status of the answer.
    fn from(error: AppError) -> Self {
        #[cfg(feature = "ssr")]
        crate::server::set_status(&error);
        Self(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr::{Args, Deserialization, MissingArg, Request};
        match error {
            Request(detail) => Failure(AppError::Network { detail }),
            // On the server what came cannot be read; in the browser, the answer.
            #[cfg(not(feature = "ssr"))]
            Deserialization(detail) => Failure(AppError::Network { detail }),
            #[cfg(feature = "ssr")]
            Deserialization(detail) => Failure::from(AppError::Malformed { detail }),
            Args(detail) | MissingArg(detail) => Failure::from(AppError::Malformed { detail }),
            _ => Failure::from(AppError::Internal),
        }
    }

    fn de(data: Bytes) -> Self {
        Failure(read_error(std::str::from_utf8(&data).unwrap_or_default()))
    }
}

/// The error in an answer: as server functions tell it, or as REST does.
///
/// From text, as good answers are read: reading from bytes would be compiled as a second set of the same code.
pub(crate) fn read_error(text: &str) -> AppError {
    if let Ok(error) = serde_json::from_str::<AppError>(text) {
        return error;
    }
    match serde_json::from_str::<ProblemDetails>(text) {
        Ok(details) => details.into_error(),
        // An answer that is none of ours comes from something between us and the server.
        Err(error) => AppError::Network { detail: error.to_string() },
    }
}

/// RFC 9457 problem details, as REST answers an error.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProblemDetails {
    status: u16,
    detail: String,
    problems: Vec<Problem>,
    form_problems: Vec<FormProblem>,
    current: Json,
    retry_after: u32,
}

impl ProblemDetails {
    /// The error that was told.
    fn into_error(self) -> AppError {
        let Self { status, detail, problems, form_problems, current, retry_after } = self;
        match status {
            400 => AppError::Malformed { detail },
            401 => AppError::Unauthorized,
            403 => AppError::Forbidden { detail },
            404 => AppError::NotFound,
            409 if current.is_null() => AppError::Conflict { detail, current: None },
            409 => AppError::stale(&current),
            410 => AppError::Gone,
            413 => AppError::TooLarge,
            422 if form_problems.is_empty() => AppError::Invalid { problems },
            422 => AppError::InvalidForm { form_problems },
            429 => AppError::TooMany { retry_after },
            502..=504 => AppError::Unavailable,
            _ => AppError::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_shapes() {
        let check = |input: &str, expected: AppError| {
            assert_eq!(Failure::de(Bytes::copy_from_slice(input.as_bytes())).0, expected, "{input}");
        };
        check("\"unauthorized\"", AppError::Unauthorized);
        check(r#"{"status":401,"title":"Unauthorized","detail":"sign in first"}"#, AppError::Unauthorized);
        let problems = vec![Problem::new("name", "required")];
        check(
            r#"{"status":422,"problems":[{"path":"name","code":"required","params":{}}]}"#,
            AppError::Invalid { problems },
        );
        check(
            r#"{"status":409,"detail":"changed","current":{"name":"A"}}"#,
            AppError::stale(&Json::parse(r#"{"name":"A"}"#).unwrap()),
        );
    }
}
