//! Refusals of REST as RFC 9457 problem details.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use records::{AppError, ConflictCode, FormProblem, Json, Problem};
use serde::Serialize;

/// What a handler gives back.
pub type Answer<T> = Result<T, Refusal>;

/// Why a request was refused: the product's own error, or something that only HTTP knows.
#[derive(Debug)]
pub enum Refusal {
    App(AppError),
    NoRoute,
    Method,
    /// The body is not of the one type that is taken.
    MediaType(&'static str),
    /// The body is compressed.
    Encoding,
    /// A part was asked for that a content of so many bytes has not.
    Range(u64),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// The body of every refusal. Extension members stand only where they have something to say.
#[derive(Serialize)]
struct Details<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<&'a [Problem]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form_problems: Option<&'a [FormProblem]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<ConflictCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::App(error) => {
                StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::NoRoute => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType(_) | Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Range(_) => StatusCode::RANGE_NOT_SATISFIABLE,
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::App(AppError::Invalid { problems }) => {
                sentence("the request breaks rules", problems, |problem| (&problem.path, &problem.code))
            }
            Self::App(AppError::InvalidForm { form_problems }) => {
                sentence("the form is wrong", form_problems, |problem| (&problem.at, &problem.code))
            }
            Self::App(error) => error.to_string(),
            Self::NoRoute => "there is nothing at this address".into(),
            Self::Method => "this address does not take that method".into(),
            Self::MediaType(wanted) => format!("the body must be sent as Content-Type: {wanted}"),
            Self::Encoding => "the body must be sent without Content-Encoding".into(),
            Self::Range(size) => format!("it has no such part: it is of {size} bytes"),
        }
    }
}

/// Names the first few problems; all of them stand in the list.
fn sentence<T>(start: &str, problems: &[T], parts: impl Fn(&T) -> (&str, &str)) -> String {
    let few: Vec<String> = problems
        .iter()
        .take(3)
        .map(|problem| {
            let (place, code) = parts(problem);
            if place.is_empty() { code.to_owned() } else { format!("{place} ({code})") }
        })
        .collect();
    let more = if problems.len() > few.len() { ", …" } else { "" };
    format!("{start}: {}{more}", few.join(", "))
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut details = Details {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: self.detail(),
            problems: None,
            form_problems: None,
            current: None,
            code: None,
            retry_after: None,
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Self::Range(size) = &self
            && let Ok(whole) = HeaderValue::from_str(&format!("bytes */{size}"))
        {
            headers.insert(header::CONTENT_RANGE, whole);
        }
        if let Self::App(error) = &self {
            match error {
                AppError::Invalid { problems } => details.problems = Some(problems),
                AppError::InvalidForm { form_problems } => details.form_problems = Some(form_problems),
                AppError::Conflict { code, .. } => {
                    (details.current, details.code) = (error.current(), *code);
                }
                AppError::TooMany { retry_after } => {
                    details.retry_after = Some(*retry_after);
                    headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
                }
                AppError::Unauthorized | AppError::WrongCredentials => {
                    let scheme = HeaderValue::from_static("Bearer realm=\"Kronika\"");
                    headers.insert(header::WWW_AUTHENTICATE, scheme);
                }
                _ => {}
            }
        }
        let body = serde_json::to_vec(&details).unwrap_or_default();
        (status, headers, body).into_response()
    }
}
