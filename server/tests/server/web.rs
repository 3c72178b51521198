//! What browsers get: headers, the client, the page to try the API.

use crate::stage::{Server, answer, header};

#[tokio::test]
async fn every_answer_is_protected() {
    let server = Server::start();
    for path in ["/", "/api/v1/health", "/api/v1/nothing", "/api/v1/docs", "/missing.js"] {
        let response = server.plain("GET", path).header("Accept", "text/html").send().await.unwrap();
        let policy = header(&response, "content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'self'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert_eq!(header(&response, "x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(header(&response, "referrer-policy").as_deref(), Some("same-origin"), "{path}");
        assert!(header(&response, "permissions-policy").is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_not_the_page() {
    let server = Server::start();
    for path in ["/missing.js", "/assets/missing.wasm", "/../Cargo.toml", "/index.html.br"] {
        let response = server.plain("GET", path).header("Accept", "text/html,*/*").send().await.unwrap();
        assert_eq!(response.status().as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_built_client() {
    let server = Server::start();
    let page = server.plain("GET", "/companies").header("Accept", "text/html").send().await.unwrap();
    if page.status().as_u16() == 404 {
        eprintln!("left out: there is no client in dist/");
        return;
    }
    assert_eq!(header(&page, "cache-control").as_deref(), Some("no-cache"));
    let tag = header(&page, "etag").unwrap();
    let html = page.text().await.unwrap();
    let known = server.plain("GET", "/").header("Accept", "text/html").header("If-None-Match", tag);
    assert_eq!(known.send().await.unwrap().status().as_u16(), 304);

    let script = html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let module = html.split('"').find(|word| word.ends_with(".wasm")).unwrap();
    for (path, kind) in [(script, "text/javascript; charset=utf-8"), (module, "application/wasm")] {
        let file = server.plain("GET", path).header("Accept-Encoding", "gzip, br").send().await.unwrap();
        assert_eq!(file.status().as_u16(), 200, "{path}");
        assert_eq!(header(&file, "content-type").as_deref(), Some(kind));
        assert!(header(&file, "cache-control").unwrap().contains("immutable"), "{path}");
    }
    let encoded = server.plain("GET", module).header("Accept-Encoding", "gzip, br").send().await.unwrap();
    assert_eq!(header(&encoded, "content-encoding").as_deref(), Some("br"));
    let brotli = encoded.bytes().await.unwrap().len();
    let plain = server.plain("GET", module).send().await.unwrap();
    assert_eq!(header(&plain, "content-encoding"), None);
    assert!(plain.bytes().await.unwrap().len() > 2 * brotli);
}

#[tokio::test]
async fn the_page_to_try_the_api() {
    let server = Server::start();
    let page = server.plain("GET", "/api/v1/docs").send().await.unwrap();
    let html = page.text().await.unwrap();
    assert!(!html.contains("http://") && !html.contains("https://"), "nothing from elsewhere");
    for word in html.split('"').filter(|word| word.starts_with("/api/")) {
        assert_eq!(server.plain("GET", word).send().await.unwrap().status().as_u16(), 200, "{word}");
    }
    assert_eq!(answer(server.plain("GET", "/api/v1/docs/other.js")).await.0, 404);
}
