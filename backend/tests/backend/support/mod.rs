//! The harness of the storage tests: every behaviour is one function, run on both engines.
//!
//! SQLite always, in a temporary file. PostgreSQL where `KRONIKA_TEST_POSTGRES` holds the URL of a server that lets us
//! make databases, a new one for each test; where it is not set the test says so, and fails if
//! `KRONIKA_TEST_REQUIRE_POSTGRES` is `1`.
#![allow(dead_code, reason = "not every test file needs all of it")]

pub mod samples;
pub mod uploads;

use std::{
    env,
    future::Future,
    path::{Path, PathBuf},
};

use backend::{Backend, Ctx, Db, Door, TimeZone, access::users, db::Migrate, files::Store};
use records::{
    AppError, Uuid,
    users::{NewUser, Role, User},
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// The password of everybody made here.
pub const PASSWORD: &str = "correct horse";

/// A backend on a new database of one engine.
#[derive(Clone)]
pub struct Ground {
    pub backend: Backend,
    pub engine: &'static str,
    /// URL of the database, for a second process.
    pub url: String,
    /// Its data folder.
    pub data: PathBuf,
}

/// The largest file that it takes.
pub const LARGEST: u64 = 32 << 20;

/// Runs a test on a new, empty database of each engine.
pub async fn each_engine<F, R>(test: F)
where
    F: Fn(Ground) -> R,
    R: Future<Output = ()>,
{
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite://{}", folder.path().join("kronika.db").display());
    let ground = Ground::open(url, "SQLite", folder.path()).await;
    let db = ground.backend.db().clone();
    test(ground).await;
    db.close().await;

    match env::var("KRONIKA_TEST_POSTGRES") {
        Ok(server) => on_postgres(&server, &test).await,
        Err(_) if env::var("KRONIKA_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") => {
            panic!("KRONIKA_TEST_POSTGRES is not set, and KRONIKA_TEST_REQUIRE_POSTGRES asks for PostgreSQL");
        }
        Err(_) => eprintln!("PostgreSQL was skipped: KRONIKA_TEST_POSTGRES is not set"),
    }
}

async fn on_postgres<F, R>(server: &str, test: &F)
where
    F: Fn(Ground) -> R,
    R: Future<Output = ()>,
{
    let name = format!("kronika_test_{}", Uuid::new_v4().simple());
    let admin = connect(server).await;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database of our own");
    let (path, options) = server.split_once('?').map_or((server, ""), |(path, options)| (path, options));
    let (host, _) = path.rsplit_once('/').filter(|(host, _)| !host.ends_with('/')).unwrap_or((path, ""));
    let mark = if options.is_empty() { "" } else { "?" };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("{host}/{name}{mark}{options}");
    let ground = Ground::open(url, "PostgreSQL", folder.path()).await;
    let db = ground.backend.db().clone();
    test(ground).await;
    db.close().await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.execute_unprepared(&drop).await.expect("our database can go");
    let _ = admin.close().await;
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("PostgreSQL answers")
}

impl Ground {
    async fn open(url: String, engine: &'static str, data: &Path) -> Self {
        let db = Db::open(&url, Migrate::Apply).await.unwrap_or_else(|error| panic!("{engine}: {error}"));
        let zone = TimeZone::named("Europe/Warsaw").expect("a zone");
        let backend = Backend::new(db, zone, Store::within(data, LARGEST));
        Self { backend, engine, url, data: data.to_owned() }
    }

    /// Adds a person with an account; the login is the name in small letters.
    pub async fn person(&self, name: &str, role: Role) -> User {
        let new = NewUser {
            id: None,
            name: name.into(),
            login: Some(name.to_lowercase()),
            password: Some(PASSWORD.into()),
            role,
            email: None,
        };
        users::create_unchecked(&self.backend, new).await.expect("a person")
    }

    /// Adds a person and acts for them, as if signed in.
    pub async fn acting(&self, name: &str, role: Role) -> Ctx {
        Ctx::of(self.person(name, role).await, Door::Client)
    }

    /// Acts for an administrator called Ada.
    pub async fn administrator(&self) -> Ctx {
        self.acting("Ada", Role::Administrator).await
    }

    /// The number that a statement gives.
    pub async fn count(&self, sql: &str) -> i64 {
        let db = self.backend.db();
        let statement =
            sea_orm::Statement::from_string(db.engine(), format!("SELECT CAST(({sql}) AS BIGINT) AS n"));
        let row = db.read().query_one_raw(statement).await.expect(sql).expect("a row");
        row.try_get("", "n").expect("a number")
    }

    /// Runs a statement that only tests need, such as one that moves times into the past, and waits until the backend
    /// takes notice, as of any other process.
    pub async fn run_elsewhere(&self, sql: &str) {
        self.run(sql).await;
        tokio::time::sleep(std::time::Duration::from_millis(1050)).await;
    }

    /// Runs a statement that only tests need.
    pub async fn run(&self, sql: &str) {
        let connection = connect(&self.url).await;
        connection.execute_unprepared(sql).await.expect(sql);
        let _ = connection.close().await;
    }
}

/// The problems of a refused command, as `path: code`.
#[track_caller]
pub fn problems<T: std::fmt::Debug>(answer: Result<T, AppError>) -> Vec<String> {
    match answer {
        Err(AppError::Invalid { problems }) => {
            problems.iter().map(|problem| format!("{}: {}", problem.path, problem.code)).collect()
        }
        other => panic!("expected problems, got {other:?}"),
    }
}

/// The HTTP status that an answer would have.
pub fn status<T>(answer: &Result<T, AppError>) -> u16 {
    answer.as_ref().err().map_or(200, AppError::status)
}

/// The time now, as the server keeps it.
pub fn now() -> records::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    records::Timestamp(i64::try_from(since.as_micros()).expect("before the year 294246"))
}
