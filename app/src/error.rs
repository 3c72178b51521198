//! The error of server functions: [`AppError`], as it travels through Leptos and as REST answers it.

use std::fmt;

use leptos::server_fn::{
    Bytes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use records::{AppError, ConflictCode, CurrentRecord, FormProblem, Json, Problem};
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

/// The error in an answer: as server functions tell it, `{"invalid":{"problems":[…]}}` or `"gone"`, or as REST does, as
/// problem details (RFC 9457).
///
/// Read by hand from plain JSON: what a derived reader of both shapes adds to the client is a hundredth of its size.
pub(crate) fn read_error(text: &str) -> AppError {
    let answer = match Json::parse(text) {
        Ok(answer) => answer,
        // An answer that is none of ours comes from something between us and the server, which cannot be asked now.
        Err(_) => return AppError::Unavailable,
    };
    let nothing = Json::object();
    let (status, body) = match &answer {
        Json::String(name) if name == "wrong_credentials" => return AppError::WrongCredentials,
        Json::String(name) => (status(name), &nothing),
        Json::Object(members) => match members.as_slice() {
            [(name, body @ Json::Object(_))] => (status(name), body),
            _ => (number(&answer, "status"), &answer),
        },
        _ => (0, &nothing),
    };
    let detail = || word(body, "detail");
    let list = |name: &str| body.get(name).and_then(Json::as_array).unwrap_or_default();
    match status {
        400 => AppError::Malformed { detail: detail() },
        401 => AppError::Unauthorized,
        403 => AppError::Forbidden { detail: detail() },
        404 => AppError::NotFound,
        409 => match body.get("current") {
            None | Some(Json::Null) => AppError::bare_conflict(detail(), conflict_code(&word(body, "code"))),
            Some(Json::String(record)) => AppError::Conflict {
                detail: detail(),
                current: Some(CurrentRecord(record.clone())),
                code: None,
            },
            Some(record) => AppError::stale(record),
        },
        410 => AppError::Gone,
        413 => AppError::TooLarge,
        422 if list("form_problems").is_empty() => AppError::Invalid {
            problems: list("problems")
                .iter()
                .map(|one| {
                    let params = one.get("params").cloned().unwrap_or_else(Json::object);
                    Problem { path: word(one, "path"), code: word(one, "code").into(), params }
                })
                .collect(),
        },
        422 => AppError::InvalidForm {
            form_problems: list("form_problems")
                .iter()
                .map(|one| {
                    let params = one.get("params").cloned().unwrap_or_else(Json::object);
                    FormProblem { at: word(one, "at"), code: word(one, "code").into(), params }
                })
                .collect(),
        },
        429 => AppError::TooMany { retry_after: number(body, "retry_after") },
        502..=504 => AppError::Unavailable,
        _ => AppError::Internal,
    }
}

fn conflict_code(name: &str) -> Option<ConflictCode> {
    match name {
        "id_used" => Some(ConflictCode::IdUsed),
        "withdrawn" => Some(ConflictCode::Withdrawn),
        _ => None,
    }
}

/// The HTTP status of an error by the name that server functions give it.
fn status(name: &str) -> u32 {
    match name {
        "malformed" => 400,
        "unauthorized" => 401,
        "forbidden" => 403,
        "not_found" => 404,
        "conflict" => 409,
        "gone" => 410,
        "too_large" => 413,
        "invalid" | "invalid_form" => 422,
        "too_many" => 429,
        "unavailable" => 503,
        _ => 500,
    }
}

fn word(json: &Json, name: &str) -> String {
    json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn number(json: &Json, name: &str) -> u32 {
    json.get(name).and_then(Json::as_number).and_then(|digits| digits.parse().ok()).unwrap_or_default()
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
            r#"{"status":409,"detail":"too old","code":"withdrawn"}"#,
            AppError::bare_conflict("too old", Some(ConflictCode::Withdrawn)),
        );
        check(
            r#"{"status":409,"detail":"changed","current":{"name":"A"}}"#,
            AppError::stale(&Json::parse(r#"{"name":"A"}"#).unwrap()),
        );
    }

    #[test]
    fn every_error_of_a_server_function_comes_back_as_it_was() {
        let (detail, problems) = (String::from("because"), vec![Problem::new("nip", "format")]);
        let form_problems = vec![FormProblem::new("/nodes/0", "key")];
        for error in [
            AppError::Unauthorized,
            AppError::WrongCredentials,
            AppError::Forbidden { detail: detail.clone() },
            AppError::NotFound,
            AppError::Malformed { detail: detail.clone() },
            AppError::Invalid { problems },
            AppError::InvalidForm { form_problems },
            AppError::bare_conflict(&detail, None),
            AppError::bare_conflict(&detail, Some(ConflictCode::IdUsed)),
            AppError::bare_conflict(detail, Some(ConflictCode::Withdrawn)),
            AppError::stale(&Json::parse(r#"{"name":"A"}"#).unwrap()),
            AppError::TooMany { retry_after: 30 },
            AppError::Gone,
            AppError::TooLarge,
            AppError::Unavailable,
            AppError::Internal,
        ] {
            assert_eq!(read_error(&serde_json::to_string(&error).unwrap()), error);
        }
    }
}
