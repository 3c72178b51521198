//! Who may come in: tokens, sessions, forged requests, and how often one may try.

use serde_json::json;

use crate::stage::{LOGIN, PASSWORD, Server, answer, header};

const NAME: &str = "kronika_session=";

#[tokio::test]
async fn without_a_key_nobody_comes_in() {
    let server = Server::start();
    let check = async |authorization: &str, expected: u16| {
        let mut request = server.plain("GET", "/api/v1/me");
        if !authorization.is_empty() {
            request = request.header("Authorization", authorization);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), expected, "{authorization}");
        assert_eq!(header(&response, "www-authenticate").is_some(), expected == 401);
    };
    check("", 401).await;
    check("Bearer", 401).await;
    check("Bearer krn_wrong", 401).await;
    check("Basic YWRtaW46YWRtaW4=", 401).await;
    check(&format!("Bearer {}", server.token), 200).await;
    check(&format!("bearer {}", server.token), 200).await;
}

#[tokio::test]
async fn nothing_is_done_in_the_name_of_who_signed_in_since() {
    let server = Server::start();
    let cookie = server.sign_in().await;
    let me = answer(server.plain("GET", "/api/v1/me").header("Cookie", &cookie)).await.1;
    let own = me["id"].as_str().unwrap().to_owned();
    for (person, expected) in [(own.as_str(), 200), ("0199aaaa-0000-7000-8000-000000000000", 401), ("", 401)]
    {
        let request = server.plain("GET", "/api/v1/me").header("Cookie", &cookie);
        assert_eq!(answer(request.header("X-Kronika-Person", person)).await.0, expected, "{person}");
    }
}

#[tokio::test]
async fn a_session_from_beginning_to_end() {
    let server = Server::start();
    let credentials = json!({"login": LOGIN, "password": PASSWORD});
    let response = server.plain("POST", "/api/v1/sessions").json(&credentials).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    let set = header(&response, "set-cookie").unwrap();
    assert!(set.starts_with(NAME) && !set.contains("Secure"), "{set}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age="] {
        assert!(set.contains(part), "{set}");
    }
    let secret = set.split(';').next().unwrap().strip_prefix(NAME).unwrap().to_owned();
    let body = response.text().await.unwrap();
    assert!(!body.contains(&secret) && body.contains("\"login\":\"admin\""), "{body}");

    let cookie = format!("theme=dark; {NAME}{secret}");
    let me = answer(server.plain("GET", "/api/v1/me").header("Cookie", &cookie)).await;
    assert_eq!((me.0, &me.1["name"]), (200, &json!("Anna Nowak")));
    let other = server.sign_in().await;
    let (_, list) = answer(server.plain("GET", "/api/v1/sessions").header("Cookie", &cookie)).await;
    let open = list["items"].as_array().unwrap();
    assert_eq!(open.len(), 2);
    let id = open.iter().find(|session| session["current"] == false).unwrap()["id"].as_str().unwrap();
    let end = |path: String| answer(server.plain("DELETE", &path).header("Cookie", &cookie));
    assert_eq!(end(format!("/api/v1/sessions/{id}")).await.0, 204);
    assert_eq!(answer(server.plain("GET", "/api/v1/me").header("Cookie", &other)).await.0, 401);

    assert_eq!(end("/api/v1/sessions/current".into()).await.0, 204);
    assert_eq!(answer(server.plain("GET", "/api/v1/me").header("Cookie", &cookie)).await.0, 401);
}

#[tokio::test]
async fn forged_requests_are_refused() {
    let server = Server::start();
    let cookie = server.sign_in().await;
    let own = format!("http://{}", server.address);
    let check = async |headers: &[(&str, &str)], expected: u16| {
        let body = json!({"name": "Company"}).to_string();
        let mut request = server.plain("POST", "/api/v1/companies").header("Cookie", &cookie).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(answer(request).await.0, expected, "{headers:?}");
    };
    let json = ("Content-Type", "application/json");
    check(&[json], 201).await;
    check(&[json, ("Origin", &own), ("Sec-Fetch-Site", "same-origin")], 201).await;
    check(&[("Content-Type", "application/json; charset=utf-8")], 201).await;
    check(&[json, ("Origin", "http://evil.example")], 403).await;
    check(&[json, ("Origin", "null")], 403).await;
    check(&[json, ("Sec-Fetch-Site", "cross-site")], 403).await;
    check(&[("Content-Type", "text/plain")], 403).await;
    check(&[("Content-Type", "application/x-www-form-urlencoded"), ("Origin", &own)], 403).await;
    check(&[], 403).await;

    // A token is never sent by a browser of its own accord.
    let company = server.by_token("POST", "/api/v1/companies").header("Origin", "http://evil.example");
    assert_eq!(answer(company.json(&json!({"name": "Company"}))).await.0, 201);
    // Signing somebody in from another site is refused too.
    let credentials = json!({"login": LOGIN, "password": PASSWORD});
    let sign_in =
        server.plain("POST", "/api/v1/sessions").header("Origin", "http://evil.example").json(&credentials);
    assert_eq!(answer(sign_in).await.0, 403);
}

#[tokio::test]
async fn under_a_public_address() {
    let server = Server::start_with(&[("KRONIKA_PUBLIC_URL", "https://crm.example/")]);
    let credentials = json!({"login": LOGIN, "password": PASSWORD});
    let sign_in = |origin: &'static str| {
        server.plain("POST", "/api/v1/sessions").header("Origin", origin).json(&credentials).send()
    };
    let response = sign_in("https://crm.example").await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    assert!(header(&response, "set-cookie").unwrap().ends_with("; Secure"));
    assert_eq!(sign_in("http://crm.example").await.unwrap().status().as_u16(), 403);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let server = Server::start_with(&[("KRONIKA_TRUSTED_PROXIES", "127.0.0.1")]);
    let guess = async |address: &str, login: &str| {
        let credentials = json!({"login": login, "password": "not this one"});
        let request = server.plain("POST", "/api/v1/sessions").header("X-Forwarded-For", address);
        let response = request.json(&credentials).send().await.unwrap();
        (response.status().as_u16(), header(&response, "retry-after"))
    };
    let mut last = guess("198.51.100.7", LOGIN).await;
    assert_eq!(last, (401, None));
    for _ in 0..100 {
        last = guess("198.51.100.7", LOGIN).await;
        if last.0 == 429 {
            break;
        }
    }
    assert_eq!(last.0, 429);
    assert!(last.1.unwrap().parse::<u32>().unwrap() > 0);
    assert_eq!(guess("203.0.113.9", "somebody-else").await.0, 401, "others are not kept out");
}

#[tokio::test]
async fn tokens_are_made_and_revoked() {
    let server = Server::start();
    let new = json!({"name": "reader", "scopes": ["read"]});
    let (status, issued) = server.send("POST", "/api/v1/tokens", new).await;
    assert_eq!(status, 201);
    let secret = issued["secret"].as_str().unwrap();
    let reading = answer(server.plain("GET", "/api/v1/companies").bearer_auth(secret)).await;
    assert_eq!(reading.0, 200);
    let company = json!({"name": "Company"});
    let writing = answer(server.plain("POST", "/api/v1/companies").bearer_auth(secret).json(&company)).await;
    assert_eq!(writing.0, 403);
    let (_, list) = server.get("/api/v1/tokens").await;
    assert!(!list.to_string().contains(secret));
    let path = format!("/api/v1/tokens/{}", issued["id"].as_str().unwrap());
    assert_eq!(answer(server.by_token("DELETE", &path)).await.0, 204);
    assert_eq!(answer(server.plain("GET", "/api/v1/companies").bearer_auth(secret)).await.0, 401);
}

#[tokio::test]
async fn people_and_groups() {
    let server = Server::start();
    let new =
        json!({"name": "Jan Kowalski", "login": "jan", "password": "a long password", "role": "employee"});
    let (status, jan) = server.send("POST", "/api/v1/users", new.clone()).await;
    assert_eq!(status, 201, "{jan}");
    let (status, twice) = server.send("POST", "/api/v1/users", new).await;
    assert_eq!((status, &twice["problems"][0]["path"]), (422, &json!("login")));
    let path = format!("/api/v1/users/{}", jan["id"].as_str().unwrap());
    let change = json!({"revision": jan["revision"], "role": "manager"});
    let (status, changed) = server.send("PATCH", &path, change).await;
    assert_eq!((status, &changed["role"]), (200, &json!("manager")), "{changed}");
    let (status, _) =
        server.send("POST", &format!("{path}/password"), json!({"new": "another password"})).await;
    assert_eq!(status, 204);
    let credentials = json!({"login": "jan", "password": "another password"});
    assert_eq!(answer(server.plain("POST", "/api/v1/sessions").json(&credentials)).await.0, 201);

    let new = json!({"name": "Sales", "members": [jan["id"]]});
    let (status, group) = server.send("POST", "/api/v1/groups", new).await;
    assert_eq!(status, 201, "{group}");
    let path = format!("/api/v1/groups/{}", group["id"].as_str().unwrap());
    let change = json!({"revision": group["revision"], "members": []});
    assert_eq!(server.send("PATCH", &path, change).await.1["members"], json!([]));
    assert_eq!(answer(server.by_token("DELETE", &path)).await.0, 204);
    assert_eq!(server.get(&path).await.0, 404);
}
