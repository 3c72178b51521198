//! Files over REST: uploaded in pieces that break off, whoever is killed; downloaded whole and in parts; nobody else's.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use reqwest::Response;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::stage::{Server, answer, header};

fn announced(id: Uuid, name: &str, media_type: &str, bytes: &[u8]) -> Value {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"id": id, "name": name, "media_type": media_type, "size": bytes.len(), "sha256": sha256})
}

async fn piece(server: &Server, id: Uuid, offset: usize, bytes: &[u8]) -> (u16, Value) {
    let request = server.by_token("PATCH", &format!("/api/v1/files/{id}"));
    let request = request.header("Upload-Offset", offset).header("Content-Type", "application/octet-stream");
    answer(request.body(bytes.to_vec())).await
}

async fn upload(server: &Server, name: &str, media_type: &str, bytes: &[u8]) -> Uuid {
    let id = Uuid::now_v7();
    let (status, file) = server.send("POST", "/api/v1/files", announced(id, name, media_type, bytes)).await;
    assert_eq!(status, 201, "{file}");
    let (status, file) = piece(server, id, 0, bytes).await;
    assert_eq!((status, &file["complete"]), (200, &json!(true)), "{file}");
    id
}

async fn download(server: &Server, id: Uuid, headers: &[(&str, &str)]) -> Response {
    let mut request = server.by_token("GET", &format!("/api/v1/files/{id}/content"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// Waits until that much of a file has been noted.
async fn noted(server: &Server, id: Uuid, received: usize) -> Value {
    for _ in 0..600 {
        let (_, file) = server.get(&format!("/api/v1/files/{id}")).await;
        if file["received"] == json!(received) {
            return file;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{received} bytes were never noted");
}

#[tokio::test]
async fn on_sqlite() {
    essential_way(Server::start()).await;
}

#[tokio::test]
async fn on_postgres() {
    if let Some(server) = Server::start_on_postgres() {
        essential_way(server).await;
    }
}

async fn essential_way(mut server: Server) {
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 241) as u8).collect();
    let id = Uuid::now_v7();
    let new = announced(id, "zdjęcie \"1\".jpg", "image/jpeg", &bytes);
    let (status, file) = server.send("POST", "/api/v1/files", new.clone()).await;
    assert_eq!((status, &file["received"], &file["complete"]), (201, &json!(0), &json!(false)), "{file}");

    // The network goes in the middle of a piece: the sender says three million bytes, sends one, and is gone.
    let mut connection = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "PATCH /api/v1/files/{id} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nUpload-Offset: 0\r\n\
         Content-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n",
        server.address,
        server.token,
        bytes.len()
    );
    connection.write_all(head.as_bytes()).unwrap();
    connection.write_all(&bytes[..1_000_000]).unwrap();
    connection.shutdown(Shutdown::Both).unwrap();
    drop(connection);
    let file = noted(&server, id, 1_000_000).await;
    assert_eq!(file["complete"], json!(false));

    let (status, again) = server.send("POST", "/api/v1/files", new.clone()).await;
    assert_eq!((status, &again), (200, &file), "the same again says where to go on");
    let (status, refused) = piece(&server, id, 0, &bytes).await;
    assert_eq!((status, &refused["current"]), (409, &file), "{refused}");
    let (status, file) = piece(&server, id, 1_000_000, &bytes[1_000_000..2_000_000]).await;
    assert_eq!((status, &file["received"]), (200, &json!(2_000_000)), "{file}");

    // Killed between two pieces, and between the upload and the registration.
    server.kill_and_restart();
    let (status, file) = piece(&server, id, 2_000_000, &bytes[2_000_000..]).await;
    assert_eq!((status, &file["complete"]), (200, &json!(true)), "{file}");
    server.kill_and_restart();
    let (_, found) = server.get(&format!("/api/v1/files/{id}")).await;
    assert_eq!(found, file);
    let company = server.company().await;
    let event = json!({"id": Uuid::now_v7(), "type": "called_client", "company": company, "files": [id]});
    let (status, made) = server.send("POST", "/api/v1/events", event.clone()).await;
    assert_eq!((status, &made["files"][0]["id"]), (201, &json!(id)), "{made}");
    let (status, again) = server.send("POST", "/api/v1/events", event).await;
    assert_eq!((status, &again), (200, &made), "the same command with its files");
    let second = json!({"type": "called_client", "company": company, "files": [id, Uuid::now_v7()]});
    let (status, refused) = server.send("POST", "/api/v1/events", second).await;
    let paths: Vec<&Value> =
        refused["problems"].as_array().unwrap().iter().map(|problem| &problem["path"]).collect();
    assert_eq!((status, paths), (422, vec![&json!("files[0]"), &json!("files[1]")]), "{refused}");
    let content = download(&server, id, &[]).await;
    assert!(content.bytes().await.unwrap() == bytes);
}

#[tokio::test]
async fn contents_are_served_safely_and_in_parts() {
    let server = Server::start();
    let bytes: Vec<u8> = (0..100_000_u32).map(|n| (n % 239) as u8).collect();
    let id = upload(&server, "zdjęcie \"1\".jpg", "image/jpeg", &bytes).await;
    let whole = download(&server, id, &[]).await;
    let check = |name: &str, expected: &str| assert_eq!(header(&whole, name).as_deref(), Some(expected));
    assert_eq!(whole.status().as_u16(), 200);
    check("content-type", "image/jpeg");
    check("content-length", "100000");
    check("accept-ranges", "bytes");
    check("x-content-type-options", "nosniff");
    check("cache-control", "private, no-cache");
    check("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    let name = "inline; filename=\"zdj_cie _1_.jpg\"; filename*=UTF-8''zdj%C4%99cie%20%221%22.jpg";
    check("content-disposition", name);
    let tag = header(&whole, "etag").unwrap();
    assert!(whole.bytes().await.unwrap() == bytes);
    let same = download(&server, id, &[("If-None-Match", &tag)]).await;
    assert_eq!((same.status().as_u16(), header(&same, "etag")), (304, Some(tag.clone())));

    let range = async |headers: &[(&str, &str)], status: u16, expected: &[u8]| {
        let part = download(&server, id, headers).await;
        assert_eq!(part.status().as_u16(), status, "{headers:?}");
        let said = header(&part, "content-range");
        assert_eq!(part.bytes().await.unwrap(), expected, "{headers:?}");
        said
    };
    let said = range(&[("Range", "bytes=10-19")], 206, &bytes[10..20]).await;
    assert_eq!(said.as_deref(), Some("bytes 10-19/100000"));
    range(&[("Range", "bytes=99990-")], 206, &bytes[99_990..]).await;
    range(&[("Range", "bytes=-5")], 206, &bytes[99_995..]).await;
    range(&[("Range", "bytes=10-19"), ("If-Range", &tag)], 206, &bytes[10..20]).await;
    range(&[("Range", "bytes=10-19"), ("If-Range", "\"other\"")], 200, &bytes).await;
    let beyond = download(&server, id, &[("Range", "bytes=100000-")]).await;
    assert_eq!(beyond.status().as_u16(), 416);
    assert_eq!(header(&beyond, "content-type").as_deref(), Some("application/problem+json"));
    assert_eq!(header(&beyond, "content-range").as_deref(), Some("bytes */100000"));
    range(&[("Range", "items=0-1")], 200, &bytes).await;
    range(&[("Range", "bytes=0-1,5-6")], 200, &bytes).await;

    // What a browser might run is saved, not shown.
    for (name, kind) in [("a.html", "text/html"), ("a.svg", "image/svg+xml"), ("a.pdf", "application/pdf")] {
        let id = upload(&server, name, kind, b"<script>alert(1)</script>").await;
        let content = download(&server, id, &[]).await;
        assert_eq!(header(&content, "content-type").as_deref(), Some(kind));
        assert!(header(&content, "content-disposition").unwrap().starts_with("attachment;"), "{kind}");
    }
}

#[tokio::test]
async fn wrong_pieces_are_told_apart() {
    let server = Server::start_with(&[("KRONIKA_MAX_FILE_MIB", "4")]);
    let id = Uuid::now_v7();
    let mut new = announced(id, "a.bin", "", &vec![7; 3 << 20]);
    let (_, refused) = server
        .send("POST", "/api/v1/files", json!({"id": id, "name": "a/b", "size": 5 << 20, "sha256": "x"}))
        .await;
    let told: Vec<_> = refused["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| format!("{} {}", problem["path"], problem["code"]).replace('"', ""))
        .collect();
    assert_eq!(told, ["name format", "size limit", "sha256 format"]);
    assert_eq!(server.send("POST", "/api/v1/files", new.clone()).await.0, 201);
    new["name"] = json!("b.bin");
    let (status, conflict) = server.send("POST", "/api/v1/files", new).await;
    assert_eq!((status, conflict.get("current")), (409, None), "bare");

    let path = format!("/api/v1/files/{id}");
    let octets = ("Content-Type", "application/octet-stream");
    let patch = |headers: &[(&str, &str)], body: Vec<u8>| {
        let headers = headers.iter();
        answer(headers.fold(server.by_token("PATCH", &path), |r, (n, v)| r.header(*n, *v)).body(body))
    };
    assert_eq!(patch(&[octets], vec![7]).await.0, 400, "no offset");
    assert_eq!(patch(&[octets, ("Upload-Offset", "-1")], vec![7]).await.0, 400);
    assert_eq!(patch(&[("Upload-Offset", "0"), ("Content-Type", "text/plain")], vec![7]).await.0, 415);
    let nobody = server.plain("PATCH", &path).header("Upload-Offset", "0").header(octets.0, octets.1);
    assert_eq!(answer(nobody.body(vec![7; 3 << 20])).await.0, 401, "told, whatever is still being sent");
    let (status, refused) = patch(&[octets, ("Upload-Offset", "0")], vec![7; (3 << 20) + 1]).await;
    assert_eq!((status, &refused["problems"][0]["path"]), (422, &json!("size")), "more than was announced");
    let (status, refused) = patch(&[octets, ("Upload-Offset", "0")], vec![8; 3 << 20]).await;
    assert_eq!((status, &refused["problems"][0]["path"]), (422, &json!("sha256")), "{refused}");
    let (_, file) = server.get(&path).await;
    assert_eq!((&file["received"], &file["complete"]), (&json!(0), &json!(false)), "it begins anew");
    assert_eq!(server.get(&format!("{path}/content")).await.0, 404);
    // Three MiB: more than any other body may have.
    assert_eq!(patch(&[octets, ("Upload-Offset", "0")], vec![7; 3 << 20]).await.0, 200);
}

#[tokio::test]
async fn another_site_sends_nothing_and_another_person_sees_nothing() {
    let server = Server::start();
    let id = Uuid::now_v7();
    assert_eq!(server.send("POST", "/api/v1/files", announced(id, "a", "", b"0123")).await.0, 201);
    let path = format!("/api/v1/files/{id}");
    let cookie = server.sign_in().await;
    let by_session = |headers: &[(&str, &str)], path: &str| {
        let request = server.plain("PATCH", path).header("Cookie", &cookie).header("Upload-Offset", "0");
        answer(headers.iter().fold(request, |r, (n, v)| r.header(*n, *v)).body("01"))
    };
    let octets = ("Content-Type", "application/octet-stream");
    assert_eq!(by_session(&[octets, ("Origin", "https://elsewhere.example")], &path).await.0, 403);
    assert_eq!(by_session(&[octets, ("Sec-Fetch-Site", "cross-site")], &path).await.0, 403);
    assert_eq!(by_session(&[("Content-Type", "text/plain")], &path).await.0, 403);
    let company = format!("/api/v1/companies/{}", server.company().await);
    assert_eq!(by_session(&[octets], &company).await.0, 403, "only a piece of a file comes as bytes");
    let own = format!("http://{}", server.address);
    assert_eq!(by_session(&[octets, ("Origin", &own)], &path).await.0, 200);

    let other = server.other("jan", "employee");
    for (method, path) in [("GET", path.clone()), ("GET", format!("{path}/content")), ("PATCH", path.clone())]
    {
        let request = server.plain(method, &path).bearer_auth(&other).header("Upload-Offset", "2");
        let request = request.header("Content-Type", "application/octet-stream").body("23");
        assert_eq!(answer(request).await.0, 404, "{method} {path}");
    }
    assert_eq!(piece(&server, id, 2, b"23").await.0, 200);
    let company = server.company().await;
    let event = json!({"type": "called_client", "company": company, "files": [id]});
    let stolen = answer(server.plain("POST", "/api/v1/events").bearer_auth(&other).json(&event)).await;
    assert_eq!((stolen.0, &stolen.1["problems"][0]["code"]), (422, &json!("reference")));
    assert_eq!(server.send("POST", "/api/v1/events", event).await.0, 201);
    let seen = server.plain("GET", &format!("{path}/content")).bearer_auth(&other).send().await.unwrap();
    assert_eq!(seen.bytes().await.unwrap(), "0123", "whoever sees the event sees its files");
    assert_eq!(server.plain("GET", &path).send().await.unwrap().status().as_u16(), 401);
}

/// A sender that falls silent is given up after a while, and another goes on.
#[tokio::test]
async fn a_silent_sender_is_given_up() {
    let server = Server::start();
    let id = Uuid::now_v7();
    assert_eq!(server.send("POST", "/api/v1/files", announced(id, "a", "", b"0123456789")).await.0, 201);
    let mut silent = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "PATCH /api/v1/files/{id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nUpload-Offset: 0\r\n\
         Content-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\n01234",
        server.token
    );
    silent.write_all(head.as_bytes()).unwrap();
    // It takes the file first.
    let part = server.data.path().join("files/.uploads").join(id.to_string());
    while !std::fs::metadata(&part).is_ok_and(|part| part.len() == 5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (status, refused) = piece(&server, id, 0, b"0123456789").await;
    assert_eq!((status, &refused["current"]["received"]), (409, &json!(5)), "{refused}");
    let (status, file) = piece(&server, id, 5, b"56789").await;
    assert_eq!((status, &file["complete"]), (200, &json!(true)));
    let mut told = String::new();
    let _ = silent.read_to_string(&mut told);
    assert!(told.starts_with("HTTP/1.1 200") && told.contains("\"received\":5"), "{told}");
}
