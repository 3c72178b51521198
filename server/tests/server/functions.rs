//! Server functions, as the client calls them.

use serde_json::{Value, json};

use crate::stage::{LOGIN, Server, answer, header};

#[tokio::test]
async fn a_visitor_signs_in() {
    let server = Server::start();
    let welcome = async |cookie: &str| {
        let request = server.plain("POST", "/api/fn/welcome").header("Cookie", cookie);
        answer(request.json(&json!({}))).await
    };
    let (status, nobody) = welcome("").await;
    assert_eq!(
        (status, &nobody["user"], &nobody["first_start"]),
        (200, &Value::Null, &json!(false)),
        "{nobody}"
    );
    assert!(nobody["cursor"].is_null(), "the feed is nobody's business");
    let (status, somebody) = welcome(&server.sign_in().await).await;
    assert_eq!((status, &somebody["user"]["login"]), (200, &json!(LOGIN)));
    let ended = welcome("kronika_session=ended").await;
    assert_eq!((ended.0, &ended.1["user"]), (200, &Value::Null));
}

#[tokio::test]
async fn refusals() {
    let server = Server::start();
    let (status, _) = answer(server.plain("POST", "/api/fn/companies").json(&json!({"filter": {}}))).await;
    assert_eq!(status, 401);
    let response = server.plain("POST", "/api/fn/nothing").json(&json!({})).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 404);
    assert_eq!(header(&response, "content-type").as_deref(), Some("application/problem+json"));
    let foreign =
        server.plain("POST", "/api/fn/welcome").header("Origin", "http://evil.example").json(&json!({}));
    assert_eq!(answer(foreign).await.0, 403);
}
