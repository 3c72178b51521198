//! A server of our own for each test, on a new database, with an administrator and a token.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
};

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use tempfile::TempDir;

pub const LOGIN: &str = "admin";
pub const PASSWORD: &str = "correct horse";

/// The program with no settings but these.
pub fn kronika(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KRONIKA_")) {
        command.env_remove(name);
    }
    command.args(words).env("KRONIKA_DATA_DIR", data).env("KRONIKA_LISTEN", "127.0.0.1:0");
    command
}

/// Runs the program to its end, with a text on its standard input.
pub fn run(mut command: Command, input: &str) -> Output {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // A program that refuses early does not read it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Standard output of a command that must succeed.
pub fn printed(command: Command, input: &str) -> String {
    let output = run(command, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that must fail says: its exit code and its one sentence.
pub fn refused(command: Command) -> (Option<i32>, String) {
    let output = run(command, "");
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "it should have been refused");
    assert_eq!(sentence.trim_end().lines().count(), 1, "one sentence: {sentence}");
    (output.status.code(), sentence)
}

/// A serving program; it ends with the test.
pub struct Server {
    pub data: TempDir,
    pub address: String,
    pub token: String,
    child: Child,
    client: Client,
    database: Option<Postgres>,
}

impl Server {
    /// On SQLite.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// On SQLite, with further settings.
    pub fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::on(None, settings)
    }

    /// On a new PostgreSQL database, where there is a PostgreSQL for tests.
    pub fn start_on_postgres() -> Option<Self> {
        match Postgres::make() {
            Some(database) => Some(Self::on(Some(database), &[])),
            None => {
                let required = env::var("KRONIKA_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
                assert!(!required, "KRONIKA_TEST_POSTGRES is not set");
                eprintln!("PostgreSQL was skipped: KRONIKA_TEST_POSTGRES is not set");
                None
            }
        }
    }

    fn on(database: Option<Postgres>, settings: &[(&str, &str)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let command = |words: &[&str]| {
            let mut command = kronika(data.path(), words);
            command.envs(settings.iter().copied());
            if let Some(database) = &database {
                command.env("KRONIKA_DATABASE_URL", &database.url);
            }
            command
        };
        let role = ["--role", "administrator", "--password-stdin"];
        printed(command(&[&["user", "add", LOGIN, "--name", "Anna Nowak"], &role[..]].concat()), PASSWORD);
        let token = printed(command(&["token", "create", "--login", LOGIN]), "").trim_end().to_owned();
        let (child, address) = serve(command(&["serve"]));
        Self { data, address, token, child, client: Client::new(), database }
    }

    /// Ends the server as an administrator would and begins it anew on the same data; the address may change.
    pub fn restart(&mut self) {
        self.terminate();
        self.begin_anew();
    }

    /// The same after SIGKILL.
    pub fn kill_and_restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.begin_anew();
    }

    fn begin_anew(&mut self) {
        let mut command = kronika(self.data.path(), &["serve"]);
        if let Some(database) = &self.database {
            command.env("KRONIKA_DATABASE_URL", &database.url);
        }
        (self.child, self.address) = serve(command);
    }

    /// Sends SIGTERM and waits; the exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        Command::new("kill").arg(&id).status().unwrap();
        self.child.wait().unwrap().code()
    }

    /// Adds another person: their token.
    pub fn other(&self, login: &str, role: &str) -> String {
        let command = |words: &[&str]| {
            let mut command = kronika(self.data.path(), words);
            if let Some(database) = &self.database {
                command.env("KRONIKA_DATABASE_URL", &database.url);
            }
            command
        };
        let words = ["user", "add", login, "--name", login, "--role", role, "--password-stdin"];
        printed(command(&words), PASSWORD);
        printed(command(&["token", "create", "--login", login]), "").trim_end().to_owned()
    }

    /// A request without anybody behind it.
    pub fn plain(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// A request by token.
    pub fn by_token(&self, method: &str, path: &str) -> RequestBuilder {
        self.plain(method, path).bearer_auth(&self.token)
    }

    /// A command by token: the status and what was answered.
    pub async fn send(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        answer(self.by_token(method, path).json(&body)).await
    }

    /// A question by token.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.by_token("GET", path)).await
    }

    /// A company to register events for.
    pub async fn company(&self) -> String {
        let (status, company) =
            self.send("POST", "/api/v1/companies", serde_json::json!({"name": "Żółw"})).await;
        assert_eq!(status, 201, "{company}");
        company["id"].as_str().unwrap().to_owned()
    }

    /// Signs in: the cookie as a browser would send it.
    pub async fn sign_in(&self) -> String {
        let credentials = serde_json::json!({"login": LOGIN, "password": PASSWORD});
        let response = self.plain("POST", "/api/v1/sessions").json(&credentials).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED);
        let cookie = header(&response, "set-cookie").unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts `serve` and waits until it says where.
pub fn serve(mut command: Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().rsplit_once("http://").map(|(_, address)| address.to_owned());
    (child, address.unwrap_or_else(|| panic!("serve said {line:?}")))
}

/// Sends a request; a body that is no JSON counts as null.
pub async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
}

pub fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
}

/// A PostgreSQL database that goes with the test.
struct Postgres {
    server: String,
    name: String,
    url: String,
}

impl Postgres {
    fn make() -> Option<Self> {
        let server = env::var("KRONIKA_TEST_POSTGRES").ok()?;
        let name = format!("kronika_server_{}", uuid::Uuid::new_v4().simple());
        sql(&server, &format!("CREATE DATABASE {name}"));
        let (path, options) =
            server.split_once('?').map_or((server.as_str(), ""), |(path, rest)| (path, rest));
        let (host, _) = path.rsplit_once('/').filter(|(host, _)| !host.ends_with('/')).unwrap_or((path, ""));
        let mark = if options.is_empty() { "" } else { "?" };
        let url = format!("{host}/{name}{mark}{options}");
        Some(Self { server, name, url })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        sql(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Runs a statement. (On a thread of its own: it is also needed where a runtime is busy.)
pub fn sql(url: &str, statement: &str) {
    let run = async || {
        let database = Database::connect(url).await?;
        database.execute_unprepared(statement).await?;
        database.close().await
    };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let done = thread::scope(|scope| scope.spawn(|| runtime().block_on(run())).join());
    done.unwrap().unwrap_or_else(|error| panic!("{statement}: {error}"));
}
