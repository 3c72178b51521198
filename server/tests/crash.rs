//! `kill -9` during parallel registration, twenty times on each engine: every acknowledged event is there once, numbers have
//! no gap and no duplicate.

#[path = "../benches/ground/connection.rs"]
mod connection;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    io::Write,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use connection::Connection;
use sea_orm::{ConnectionTrait, Database};

const KILLS: usize = 20;
const WORKERS: usize = 8;

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    let folder = tempfile::tempdir().expect("folder");
    let url = format!("sqlite://{}", folder.path().join("kronika.db").display());
    survive(&url, folder.path());
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    let Ok(server) = env::var("KRONIKA_TEST_POSTGRES") else {
        eprintln!("PostgreSQL was skipped: KRONIKA_TEST_POSTGRES is not set");
        return;
    };
    let name = format!("kronika_crash_{}", uuid::Uuid::new_v4().simple());
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let admin = runtime.block_on(Database::connect(&server)).expect("PostgreSQL");
    runtime.block_on(admin.execute_unprepared(&format!("CREATE DATABASE {name}"))).expect("database");
    let folder = tempfile::tempdir().expect("folder");
    let (host, _) = server.rsplit_once('/').expect("a URL with a database");
    survive(&format!("{host}/{name}"), folder.path());
    runtime
        .block_on(admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")))
        .expect("dropped");
}

fn survive(url: &str, folder: &Path) {
    let mut server = Server::start(url, folder);
    let mut connection = server.connect();
    let kind = r#"{"key": "crash", "kind": "simplified", "name": {"en": "Crash"},
        "numbering": {"pattern": "C/{seq}", "reset": "never"}}"#;
    connection.post("/api/v1/event-types", kind).and_then(|answer| answer.json(201)).expect("type");
    let company =
        connection.post("/api/v1/companies", r#"{"name": "Firma"}"#).and_then(|answer| answer.json(201));
    let company = company.expect("company")["id"].as_str().expect("id").to_owned();

    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    for round in 0..KILLS {
        let (send, receive) = mpsc::channel();
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| {
                let (send, company, connection) = (send.clone(), company.clone(), server.connect());
                thread::spawn(move || register_until_cut(connection, &company, &send))
            })
            .collect();
        drop(send);
        // Another moment in each round, so that the cut falls into every part of a commit.
        let first = receive.recv_timeout(Duration::from_secs(30)).expect("a registration");
        thread::sleep(Duration::from_millis(10 + round as u64 * 17 % 130));
        server.process.kill().expect("SIGKILL");
        server.process.wait().expect("ended");
        for worker in workers {
            worker.join().expect("a worker ends when it is cut off");
        }
        acknowledged.extend([first].into_iter().chain(receive));
        server = Server::start(url, folder);
    }

    let mut stored: BTreeMap<String, String> = BTreeMap::new();
    let mut connection = server.connect();
    let mut after = String::new();
    loop {
        let page = connection.get(&format!("/api/v1/events?type=crash&limit=200{after}"), "");
        let page = page.and_then(|answer| answer.json(200)).expect("page");
        for event in page["items"].as_array().expect("items") {
            let text = |name: &str| event[name].as_str().expect(name).to_owned();
            assert!(stored.insert(text("id"), text("number")).is_none(), "an event stands twice");
        }
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    for (id, number) in &acknowledged {
        assert_eq!(stored.get(id), Some(number), "acknowledged event {id}");
    }
    let numbers: BTreeSet<u64> = stored.values().map(|number| number[2..].parse().expect("number")).collect();
    assert_eq!(numbers.len(), stored.len(), "no duplicate");
    assert_eq!(numbers.last(), Some(&(stored.len() as u64)), "no gap");
    println!(
        "{KILLS} kills: {} acknowledged, {} stored, numbers 1–{}",
        acknowledged.len(),
        stored.len(),
        stored.len()
    );
    server.process.kill().expect("SIGKILL");
    server.process.wait().expect("ended");
}

fn register_until_cut(mut connection: Connection, company: &str, send: &mpsc::Sender<(String, String)>) {
    loop {
        let id = uuid::Uuid::now_v7();
        let body = format!(r#"{{"id": "{id}", "type": "crash", "company": "{company}", "note": "próba"}}"#);
        let Ok(answer) = connection.post("/api/v1/events", &body) else { return };
        // Cut in the middle of the answer: not acknowledged.
        let Ok(event) = answer.json(201) else { return };
        let number = event["number"].as_str().expect("number").to_owned();
        if send.send((id.to_string(), number)).is_err() {
            return;
        }
    }
}

struct Server {
    process: Child,
    address: SocketAddr,
    token: String,
}

impl Server {
    fn start(url: &str, folder: &Path) -> Self {
        let command = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
            command.env("KRONIKA_DATABASE_URL", url).env("KRONIKA_DATA_DIR", folder).args(arguments);
            command
        };
        let mut add = command(&[
            "user",
            "add",
            "crash",
            "--name",
            "Crash",
            "--role",
            "administrator",
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("kronika user add");
        add.stdin.take().expect("input").write_all(b"a long password").expect("password");
        add.wait().expect("ended"); // refused from the second time on: they are there
        let token = command(&["token", "create", "--login", "crash"]).output().expect("kronika token create");
        let token = String::from_utf8(token.stdout).expect("text").trim().to_owned();
        let address = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("port");
        let process = command(&["serve"])
            .env("KRONIKA_LISTEN", address.to_string())
            .stdout(Stdio::null())
            .spawn()
            .expect("kronika serve");
        let server = Self { process, address, token };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if Connection::open(address, "").and_then(|mut c| c.get("/api/v1/health", "")).is_ok() {
                return server;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not answer");
    }

    fn connect(&self) -> Connection {
        Connection::open(self.address, &self.token).expect("connection")
    }
}
