//! JSON bodies.

use std::time::Duration;

use axum::{
    body::BodyDataStream,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use futures::StreamExt;
use http_body_util::BodyExt;
use records::{AppError, Json, Problem};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::fault;
use crate::{guard::BODY_LIMIT, problem::Refusal};

/// A command read from the body: unreadable JSON is 400, a wrong type or an unknown attribute 422 at its place.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::MediaType("application/json"));
        }
        if is_encoded(request.headers()) {
            return Err(Refusal::Encoding);
        }
        Ok(Self(read(&collect(request.into_body()).await?)?))
    }
}

/// At most this much of a refused body is waited for.
const DISCARDED: usize = 4 * BODY_LIMIT;

/// The whole body, if it is not too large. What is too much is thrown away as it comes, up to a second limit: to close
/// the connection at once would take the answer from whoever is still sending.
pub async fn collect(mut body: axum::body::Body) -> Result<Vec<u8>, AppError> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let ended_early = |_| AppError::Malformed { detail: "the body ended too early".into() };
        let Ok(data) = frame.map_err(ended_early)?.into_data() else { continue };
        length += data.len();
        if length <= BODY_LIMIT {
            bytes.extend_from_slice(&data);
        } else if length > DISCARDED {
            break;
        }
    }
    if length > BODY_LIMIT { Err(AppError::TooLarge) } else { Ok(bytes) }
}

/// Throws away what is still coming, for a while, so that the answer is not lost with the connection.
pub async fn discard(mut bytes: BodyDataStream) {
    const PATIENCE: Duration = Duration::from_secs(10);
    let _ = tokio::time::timeout(PATIENCE, async {
        let mut length = 0;
        while let Some(Ok(data)) = bytes.next().await
            && length < DISCARDED
        {
            length += data.len();
        }
    })
    .await;
}

/// Whether the body is said to be JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    is_of(headers, "application/json")
}

/// Whether the body is said to be compressed.
fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity")
}

/// Whether the body is said to be of that type.
pub fn is_of(headers: &HeaderMap, media_type: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    // serde would take a list for a record.
    let is_object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if is_object && let Ok(value) = serde_json::from_slice(bytes) {
        return with_nul(bytes).map_or(Ok(value), Err);
    }
    Err(refuse::<T>(bytes, is_object))
}

/// What the form engine judges by itself, NUL included.
const JUDGED: [&str; 3] = ["form", "values", "context"];

/// PostgreSQL knows no NUL, so no text of a command may hold one: all that do are told. In JSON it is always escaped.
fn with_nul(bytes: &[u8]) -> Option<AppError> {
    if !bytes.windows(6).any(|part| part == br"\u0000") {
        return None;
    }
    let Ok(Json::Object(command)) = Json::parse(std::str::from_utf8(bytes).ok()?) else { return None };
    let mut problems = Vec::new();
    for (name, value) in command.iter().filter(|(name, _)| !JUDGED.contains(&name.as_str())) {
        find_nul(name, value, &mut problems);
    }
    (!problems.is_empty()).then_some(AppError::Invalid { problems })
}

fn find_nul(path: &str, value: &Json, problems: &mut Vec<Problem>) {
    match value {
        Json::String(text) if text.contains('\0') => problems.push(Problem::new(path, "type")),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| find_nul(&format!("{path}[{index}]"), item, problems));
        }
        Json::Object(members) => {
            for (name, value) in members {
                if name.contains('\0') {
                    problems.push(Problem::new(path, "type"));
                } else {
                    find_nul(&format!("{path}.{name}"), value, problems);
                }
            }
        }
        _ => {}
    }
}

/// Reads a refused body once more, slowly, for the place of its fault.
fn refuse<T: DeserializeOwned>(bytes: &[u8], is_object: bool) -> AppError {
    if let Err(error) = serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
        return AppError::Malformed { detail: format!("the body is not JSON: {error}") };
    }
    if !is_object {
        return AppError::at("", "type");
    }
    let deserializer = &mut serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(deserializer) {
        Err(error) if error.inner().classify() == Category::Data => {
            fault::problem(&fault::path(error.path()), &error.inner().to_string())
        }
        _ => AppError::Malformed { detail: "the body is not JSON".into() },
    }
}

#[cfg(test)]
mod tests {
    use records::{
        companies::NewCompany,
        event_types::{Draft, NewEventType},
        events::RegisterEvent,
    };

    use super::*;

    fn refused<T: DeserializeOwned>(body: &str) -> String {
        match read::<T>(body.as_bytes()) {
            Ok(_) => "taken".into(),
            Err(AppError::Invalid { problems }) => {
                problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
            }
            Err(error) => error.status().to_string(),
        }
    }

    #[test]
    fn faults_of_bodies() {
        let event =
            |body: &str, expected: &str| assert_eq!(refused::<RegisterEvent>(body), expected, "{body}");
        event(r#"{"type": "visit"}"#, "taken");
        event(r#"{"type": "visit", "values": {"km": 12.50, "deep": [1]}}"#, "taken");
        event(r#"{"type": "visit""#, "400");
        event(r#"{"type": "visit"} x"#, "400");
        event("", "400");
        event("[]", " type");
        event("{}", "type required");
        event(r#"{"type": 7}"#, "type type");
        event(r#"{"type": "visit", "colour": 1}"#, "colour unknown_field");
        event(r#"{"type": "visit", "type": "visit"}"#, "400");
        event(r#"{"type": "visit", "values": {"a": 1, "a": 2}}"#, "values duplicate");
        event(r#"{"type": "visit", "company": "x"}"#, "company type");
        event(r#"{"type": "visit", "occurred_at": "yesterday"}"#, "occurred_at type");
        event(
            r#"{"type": "v", "settlements": [{"key": "a"}, {"key": "b", "quantity": true}]}"#,
            "settlements[1].quantity type",
        );
        event(r#"{"type": "v", "settlements": [{"quantity": "1"}]}"#, "settlements[0].key required");
        event(
            r#"{"type": "v", "settlements": [{"key": "a", "price": "1"}]}"#,
            "settlements[0].price unknown_field",
        );
        assert_eq!(refused::<NewCompany>(r#"{"name": null}"#), "name required");
        assert_eq!(refused::<NewCompany>("{\"name\": \"\u{1}\"}"), "400");
        let kind = r#"{"key": "v", "kind": "odd", "name": {"en": "V"}}"#;
        assert_eq!(refused::<NewEventType>(kind), "kind option");
        let reset = r#"{"key": "v", "kind": "form", "name": {"en": 1}}"#;
        assert_eq!(refused::<NewEventType>(reset), "name.en type");
    }

    #[test]
    fn no_text_holds_nul() {
        let event = |body: &str, expected: &str| {
            assert_eq!(refused::<RegisterEvent>(&body.replace('@', r"\u0000")), expected, "{body}");
        };
        event(r#"{"type": "vi@sit"}"#, "type type");
        event(r#"{"type": "visit", "note": "\\u0000"}"#, "taken");
        event(r#"{"type": "visit", "values": {"a": "@"}}"#, "taken");
        event(r#"{"type": "visit", "settlements": [{"key": "a"}, {"key": "@"}]}"#, "settlements[1].key type");
        let kind = r#"{"key": "v", "kind": "form", "name": {"en": "V", "@": "W"}, "form": {"nodes": ["@"]}}"#;
        assert_eq!(refused::<NewEventType>(&kind.replace('@', r"\u0000")), "name type");
    }

    #[test]
    fn what_is_nested_too_deep() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let body = format!(r#"{{"type": "visit", "values": {{"a": {deep}}}}}"#);
        assert_eq!(refused::<RegisterEvent>(&body), "values limit");
        let check = |body: &str, answer: Result<(), AppError>| match answer {
            Err(AppError::InvalidForm { form_problems }) => {
                assert_eq!((form_problems[0].at.as_str(), &*form_problems[0].code), ("", "limit"), "{body}");
            }
            other => panic!("{other:?}"),
        };
        let body = format!(r#"{{"key": "v", "kind": "form", "name": {{"en": "V"}}, "form": {deep}}}"#);
        check(&body, read::<NewEventType>(body.as_bytes()).map(drop));
        let body = format!(r#"{{"form": {{"nodes": {deep}}}}}"#);
        check(&body, read::<Draft>(body.as_bytes()).map(drop));
    }
}
