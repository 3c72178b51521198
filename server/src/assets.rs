//! The client, embedded in the binary. (A debug build reads `dist/` instead.)

use std::{borrow::Cow, fmt::Write, sync::OnceLock};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::Refusal;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist"]
struct Dist;

/// Finds a file of the client by its name.
type Find = fn(&str) -> Option<EmbeddedFile>;

/// Which client this server holds: what the build has written into the page. A debug build looks each time, since
/// `dist/` may have changed.
pub fn client() -> Option<HeaderValue> {
    static EMBEDDED: OnceLock<Option<HeaderValue>> = OnceLock::new();
    let read = || client_of(&Dist::get("index.html")?.data);
    if cfg!(debug_assertions) { read() } else { EMBEDDED.get_or_init(read).clone() }
}

fn client_of(page: &[u8]) -> Option<HeaderValue> {
    let (_, rest) = std::str::from_utf8(page).ok()?.split_once("<meta name=\"client\" content=\"")?;
    HeaderValue::from_str(rest.split('"').next()?).ok()
}

/// Answers a path that no route takes: a file, or the page for a navigation. A missing file is 404, never the page.
pub fn answer(path: &str, method: &Method, headers: &HeaderMap) -> Response {
    if *method != Method::GET && *method != Method::HEAD {
        return Refusal::Method.into_response();
    }
    respond(path, headers, Dist::get)
}

fn respond(path: &str, headers: &HeaderMap, find: Find) -> Response {
    let name = path.trim_start_matches('/');
    // The compressed copies stand behind their file and are nothing of their own.
    let is_copy = name.ends_with(".br") || name.ends_with(".gz");
    if !name.is_empty()
        && !is_copy
        && let Some(file) = find(name)
    {
        return send(name, file, headers, find);
    }
    if !is_navigation(name, headers) {
        return Refusal::NoRoute.into_response();
    }
    match find("index.html") {
        Some(page) => send("index.html", page, headers, find),
        None => (StatusCode::NOT_FOUND, "This server was built without its client: run cargo xtask serve.\n")
            .into_response(),
    }
}

/// A page that a person opens: no file name, and HTML is wanted.
fn is_navigation(name: &str, headers: &HeaderMap) -> bool {
    let has_extension = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let wanted = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    name.is_empty() || !has_extension && wanted.contains("text/html")
}

fn send(name: &str, file: EmbeddedFile, headers: &HeaderMap, find: Find) -> Response {
    let tag = tag(&file);
    let caching = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let fixed: [(HeaderName, HeaderValue); 3] = [
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::ETAG, HeaderValue::try_from(&tag).unwrap_or(HeaderValue::from_static("\"\""))),
    ];
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| known.trim() == tag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)))];
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts(headers, encoding)
            && let Some(copy) = find(&format!("{name}.{ending}"))
        {
            let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static(encoding))];
            return (fixed, kind, encoding, body(copy)).into_response();
        }
    }
    (fixed, kind, body(file)).into_response()
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
    .into()
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash[..12].iter().fold(String::from("W/\""), |mut tag, byte| {
        let _ = write!(tag, "{byte:02x}");
        tag
    }) + "\""
}

/// `main-0f3a5c7e91b2d486.css`: the content decides the name, so the file never changes.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether the client takes an encoding; `q=0` means that it does not.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let weight = parameters.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight != Some(0.0)
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str) -> Option<EmbeddedFile> {
        let data: &[u8] = match name {
            "index.html" => b"page",
            "main-0f3a5c7e91b2d486.css" => b"plain",
            "main-0f3a5c7e91b2d486.css.br" => b"brotli",
            "icon.svg" => b"icon",
            _ => return None,
        };
        let metadata = rust_embed::Metadata::__rust_embed_new([7; 32], None, None);
        Some(EmbeddedFile { data: Cow::Borrowed(data), metadata })
    }

    fn ask(path: &str, pairs: &[(HeaderName, &'static str)]) -> Response {
        let headers =
            pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        respond(path, &headers, find)
    }

    #[test]
    fn pages_and_files() {
        let check = |path: &str, accept: &'static str, status: u16, caching: Option<&str>| {
            let response = ask(path, &[(header::ACCEPT, accept)]);
            assert_eq!(response.status().as_u16(), status, "{path}");
            let found = response.headers().get(header::CACHE_CONTROL).map(|value| value.to_str().unwrap());
            assert_eq!(found, caching, "{path}");
        };
        let page = "text/html,application/xhtml+xml,*/*;q=0.8";
        let for_ever = Some("public, max-age=31536000, immutable");
        check("/", page, 200, Some("no-cache"));
        check("/", "*/*", 200, Some("no-cache"));
        check("/companies/0199", page, 200, Some("no-cache"));
        check("/companies/0199", "*/*", 404, None);
        check("/missing.js", page, 404, None);
        check("/main-0f3a5c7e91b2d486.css", "text/css,*/*;q=0.1", 200, for_ever);
        check("/main-0f3a5c7e91b2d486.css.br", "*/*", 404, None);
        check("/icon.svg", "*/*", 200, Some("no-cache"));
    }

    #[test]
    fn encodings() {
        let check = |accepted: &'static str, expected: Option<&str>| {
            let response = ask("/main-0f3a5c7e91b2d486.css", &[(header::ACCEPT_ENCODING, accepted)]);
            let found = response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(found, expected, "{accepted}");
        };
        check("gzip, deflate, br, zstd", Some("br"));
        check("gzip", None);
        check("br;q=0", None);
        check("BR;q=0.5", Some("br"));
    }

    #[test]
    fn the_page_says_which_client_it_is() {
        let page = br#"<head><meta name="client" content="0f3a"><title>"#;
        assert_eq!(client_of(page), Some(HeaderValue::from_static("0f3a")));
        assert_eq!(client_of(b"<head>"), None);
    }

    #[test]
    fn a_known_page_is_not_sent_again() {
        let tag = "W/\"070707070707070707070707\"";
        let response = ask("/", &[(header::ACCEPT, "text/html"), (header::IF_NONE_MATCH, tag)]);
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    }
}
