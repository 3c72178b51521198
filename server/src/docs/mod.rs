//! A page to read and try the API. It needs no network and nothing from another site: the page makes itself from the
//! OpenAPI document.

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};

use crate::{problem::Refusal, request::Key};

/// The page.
pub async fn page() -> Html<&'static str> {
    Html(include_str!("page.html"))
}

/// Its script and style.
pub async fn file(Key(name): Key) -> Response {
    match name.as_str() {
        "docs.js" => typed("text/javascript; charset=utf-8", include_str!("docs.js")),
        "docs.css" => typed("text/css; charset=utf-8", include_str!("docs.css")),
        _ => Refusal::NoRoute.into_response(),
    }
}

fn typed(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
