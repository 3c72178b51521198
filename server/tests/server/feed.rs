//! The change feed: pages, and the live stream with resuming.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::stage::{Server, header};

/// One event of a stream.
#[derive(Debug, Default)]
struct Heard {
    id: String,
    name: String,
    data: Value,
}

/// A stream as an `EventSource` reads it, heartbeats left out.
struct Stream {
    response: Response,
    text: String,
}

impl Stream {
    async fn open(server: &Server, last: Option<&str>) -> Self {
        let mut request = server.by_token("GET", "/api/v1/live");
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "content-type").as_deref(), Some("text/event-stream"));
        Self { response, text: String::new() }
    }

    /// The next event; `None` where the stream has ended.
    async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let mut heard = Heard::default();
                for (name, value) in block.lines().filter_map(|line| line.split_once(": ")) {
                    match name {
                        "id" => heard.id = value.into(),
                        "event" => heard.name = value.into(),
                        "data" => heard.data = serde_json::from_str(value).unwrap(),
                        _ => {}
                    }
                }
                self.text = rest.to_owned();
                return Some(heard);
            }
            let chunk =
                timeout(Duration::from_secs(20), self.response.chunk()).await.expect("something is heard");
            self.text.push_str(std::str::from_utf8(&chunk.ok()??).unwrap());
        }
    }
}

async fn register(server: &Server, company: &str) -> Value {
    let new = json!({"type": "called_client", "company": company});
    server.send("POST", "/api/v1/events", new).await.1["id"].clone()
}

#[tokio::test]
async fn the_stream_tells_what_happens_and_resumes() {
    let server = Server::start();
    let company = server.company().await;
    let mut stream = Stream::open(&server, None).await;
    let first = stream.next().await.unwrap();
    assert!(!first.id.is_empty() && first.name == "start", "the place where it begins: {first:?}");
    let one = register(&server, &company).await;
    let heard = stream.next().await.unwrap();
    assert_eq!((heard.name.as_str(), &heard.data["id"]), ("change", &one));
    assert_eq!((&heard.data["kind"], &heard.data["company"]), (&json!("created"), &json!(company)));
    drop(stream);

    let two = register(&server, &company).await;
    let mut stream = Stream::open(&server, Some(&heard.id)).await;
    assert_eq!(stream.next().await.unwrap().data["id"], two, "what was missed, and nothing twice");
    drop(stream);
    let mut stream = Stream::open(&server, Some(&first.id)).await;
    assert_eq!(stream.next().await.unwrap().data["id"], one);
    assert_eq!(stream.next().await.unwrap().data["id"], two);

    let mut stream = Stream::open(&server, Some("nonsense")).await;
    let heard = stream.next().await.unwrap();
    assert_eq!(heard.name, "resync");
    let three = register(&server, &company).await;
    assert_eq!(stream.next().await.unwrap().data["id"], three, "and it goes on");
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams() {
    let mut server = Server::start();
    let mut stream = Stream::open(&server, None).await;
    stream.next().await.unwrap();
    assert_eq!(server.terminate(), Some(0));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn pages_go_on_where_the_last_ended() {
    let server = Server::start();
    let company = server.company().await;
    let (status, page) = server.get("/api/v1/changes").await;
    assert_eq!(status, 200);
    let next = page["next"].as_str().unwrap();
    let (_, page) = server.get(&format!("/api/v1/changes?since={next}")).await;
    assert_eq!((&page["items"], &page["next"], &page["more"]), (&json!([]), &json!(next), &json!(false)));
    let (one, two) = (register(&server, &company).await, register(&server, &company).await);
    let (_, page) = server.get(&format!("/api/v1/changes?since={next}&limit=1")).await;
    assert_eq!((&page["items"][0]["id"], &page["more"]), (&one, &json!(true)));
    let (_, page) = server.get(&format!("/api/v1/changes?since={}", page["next"].as_str().unwrap())).await;
    assert_eq!((&page["items"][0]["id"], &page["more"]), (&two, &json!(false)));
    let (_, present) = server.get("/api/v1/changes?since=present").await;
    assert_eq!(
        (&present["items"], &present["more"]),
        (&json!([]), &json!(false)),
        "a copy is about to be made"
    );
    let three = register(&server, &company).await;
    let (_, page) = server.get(&format!("/api/v1/changes?since={}", present["next"].as_str().unwrap())).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(page["items"][0]["id"], three);
    assert_eq!(server.get("/api/v1/changes?since=nonsense").await.0, 422);
    let other = Server::start();
    assert_eq!(
        other.get(&format!("/api/v1/changes?since={next}")).await.0,
        410,
        "the cursor of another database"
    );
}
