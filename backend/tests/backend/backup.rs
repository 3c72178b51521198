//! Backup while others write, and restore into a new place: everything is there, nothing damaged is taken.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::support::{
    Ground, each_engine,
    uploads::{announce, send, upload},
};
use backend::{
    Backend, Ctx, Db, Door, TimeZone,
    access::users,
    backup::{self, Manifest},
    changes,
    db::Migrate,
    demo,
    directory::companies,
    events,
    files::{self, Store},
};
use records::{
    Uuid,
    changes::ChangesRequest,
    companies::CompanyFilter,
    events::{EventFilter, RegisterEvent},
};

/// A second, empty database of the same engine, and folders for the data of both.
struct Place {
    ground: Ground,
    folder: tempfile::TempDir,
    url: String,
    name: String,
}

impl Place {
    async fn new(ground: Ground) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("kronika_test_{}", Uuid::new_v4().simple());
        let url = if ground.engine == "SQLite" {
            format!("sqlite://{}", folder.path().join("restored/kronika.db").display())
        } else {
            ground.run(&format!("CREATE DATABASE {name}")).await;
            let (path, options) = ground.url.split_once('?').unwrap_or((&ground.url, ""));
            let (host, _) = path.rsplit_once('/').unwrap();
            format!("{host}/{name}?{options}").trim_end_matches('?').to_owned()
        };
        fs::create_dir_all(folder.path().join("data/files/ab")).unwrap();
        fs::write(folder.path().join("data/files/ab/umowa żółta.pdf"), b"%PDF").unwrap();
        Self { ground, folder, url, name }
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    async fn back_up(&self, name: &str) -> Result<Manifest, String> {
        let written = backup::write(self.ground.backend.db(), &self.path("data"), &self.path(name)).await;
        written.map_err(|error| error.0)
    }

    async fn restore(&self, name: &str) -> Result<Manifest, String> {
        let restored = backup::restore(&self.url, &self.path("restored"), &self.path(name)).await;
        restored.map_err(|error| error.0)
    }

    async fn open(&self) -> Backend {
        let db = Db::open(&self.url, Migrate::Apply).await.unwrap_or_else(|error| panic!("{error}"));
        let files = Store::within(&self.path("restored"), crate::support::LARGEST);
        Backend::new(db, TimeZone::named("Europe/Warsaw").unwrap(), files)
    }

    async fn end(self) {
        if self.ground.engine != "SQLite" {
            self.ground.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
        }
    }
}

async fn admin(backend: &Backend) -> Ctx {
    Ctx::of(users::by_login(backend, "admin").await.unwrap(), Door::Client)
}

fn call(company: Uuid, note: &str) -> RegisterEvent {
    RegisterEvent {
        id: Some(Uuid::now_v7()),
        r#type: "called_client".into(),
        company: Some(company),
        note: Some(note.into()),
        ..RegisterEvent::default()
    }
}

async fn count(backend: &Backend, sql: &str) -> i64 {
    use sea_orm::ConnectionTrait;
    let db = backend.db();
    let sql = sea_orm::Statement::from_string(db.engine(), format!("SELECT CAST(({sql}) AS BIGINT) AS n"));
    db.read().query_one_raw(sql).await.unwrap().unwrap().try_get("", "n").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_comes_back_whole() {
    each_engine(|ground| async move {
        let place = Place::new(ground.clone()).await;
        demo::load(&ground.backend, &|_| ()).await.unwrap();
        let ctx = admin(&ground.backend).await;
        let filter = |text: &str| CompanyFilter { text: Some(text.into()), ..CompanyFilter::default() };
        let zuraw = companies::list(&ground.backend, &ctx, filter("zuraw")).await.unwrap().items[0].id;
        let visit = |n: usize| EventFilter {
            r#type: Some("visit_report".into()),
            limit: Some(n as u32),
            ..EventFilter::default()
        };
        let sample = events::list(&ground.backend, &ctx, visit(20)).await.unwrap().items;

        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (backend, ctx, stop) = (ground.backend.clone(), ctx.clone(), stop.clone());
                tokio::spawn(async move {
                    while !stop.load(Ordering::Relaxed) {
                        events::register(&backend, &ctx, call(zuraw, "w trakcie kopii")).await.unwrap();
                    }
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let written = place.back_up("backup.tar").await.unwrap();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(written.files(), 1);
        assert!(written.rows("events") > demo::EVENTS, "{} events", written.rows("events"));
        let left = fs::read_dir(place.folder.path()).unwrap().count();
        assert_eq!(left, 2, "only the data folder and the backup are left");

        let restored = place.restore("backup.tar").await.unwrap();
        assert_eq!(restored, written);
        let copy = place.open().await;
        for table in &written.tables {
            let rows = count(&copy, &format!("SELECT COUNT(*) FROM \"{}\"", table.name)).await;
            let expected = if table.name == "sessions" { 0 } else { table.rows as i64 };
            assert_eq!(rows, expected, "{}", table.name);
        }
        let lost = "SELECT COUNT(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_log l WHERE l.event_id = e.id)";
        assert_eq!(count(&copy, lost).await, 0);
        assert_eq!(fs::read(place.path("restored/files/ab/umowa żółta.pdf")).unwrap(), b"%PDF");
        let there = admin(&copy).await;
        for row in &sample {
            let pair = (
                events::get(&ground.backend, &ctx, row.id).await.unwrap(),
                events::get(&copy, &there, row.id).await.unwrap(),
            );
            assert_eq!(pair.0, pair.1);
            let log = events::log(&ground.backend, &ctx, row.id).await.unwrap();
            assert_eq!(events::log(&copy, &there, row.id).await.unwrap(), log);
        }

        // Search, the feed and everything that counts go on.
        assert_eq!(companies::list(&copy, &there, filter("zuraw")).await.unwrap().items[0].id, zuraw);
        let text = EventFilter { text: Some("kopii".into()), ..EventFilter::default() };
        assert!(!events::list(&copy, &there, text).await.unwrap().items.is_empty());
        events::register(&copy, &there, call(zuraw, "po odtworzeniu")).await.unwrap();
        let after = EventFilter { text: Some("odtworzeniu".into()), ..EventFilter::default() };
        assert_eq!(events::list(&copy, &there, after).await.unwrap().items.len(), 1);
        let page = changes::page(&copy, &there, ChangesRequest::default()).await.unwrap();
        assert!(!page.items.is_empty());
        let old = changes::page(&ground.backend, &ctx, ChangesRequest::default()).await.unwrap().next;
        let since = ChangesRequest { since: Some(old), ..ChangesRequest::default() };
        assert_eq!(crate::support::status(&changes::page(&copy, &there, since).await), 410);
        copy.db().clone().close().await;
        place.end().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_and_leaves_nothing() {
    each_engine(|ground| async move {
        let place = Place::new(ground.clone()).await;
        ground.administrator().await;
        place.back_up("backup.tar").await.unwrap();
        let error = place.back_up("backup.tar").await.unwrap_err();
        assert!(error.contains("is there already"), "{error}");
        let whole = fs::read(place.path("backup.tar")).unwrap();

        let check = async |name: &str, bytes: &[u8], word: &str| {
            fs::write(place.path(name), bytes).unwrap();
            let error = place.restore(name).await.unwrap_err();
            assert!(error.contains(word) && !error.contains('\n'), "{name}: {error}");
            assert_eq!(inside(&place.path("restored")), Vec::<String>::new(), "{name}");
        };
        let replace = |from: &str, to: &str| {
            let at = whole.windows(from.len()).rposition(|part| part == from.as_bytes()).unwrap();
            let mut bytes = whole.clone();
            bytes.splice(at..at + from.len(), to.bytes());
            bytes
        };
        check("none", b"", "no manifest").await;
        check("other", b"PK\x03\x04 this is a zip, and no tar at all", "no whole backup").await;
        // Between two entries or inside of one.
        check("cut", &whole[..whole.len() / 2], "cut").await;
        check("format", &replace("\"format\": 1", "\"format\": 2"), "format 2").await;
        check("newer", &replace("m0001_ground", "m9001_ground"), "newer").await;
        check("damaged", &replace("%PDF", "%PDG"), "umowa").await;
        let engine = if ground.engine == "SQLite" { "\"sqlite\"" } else { "\"postgres\"" };
        let other = replace(engine, if ground.engine == "SQLite" { "\"postgres\"" } else { "\"sqlite\"" });
        // Another length in the manifest than its header says: padded with the spaces that JSON allows.
        let longer = other.len() as i64 - whole.len() as i64;
        if longer < 0 {
            let mut padded = other;
            let end = padded.iter().rposition(|byte| *byte == b'}').unwrap();
            padded.splice(end..end, std::iter::repeat_n(b' ', -longer as usize));
            check("engine", &padded, "SQLite").await;
        }
        assert!(place.restore("missing.tar").await.unwrap_err().contains("cannot read"));

        fs::create_dir_all(place.path("restored/files")).unwrap();
        fs::write(place.path("restored/files/x"), b"x").unwrap();
        assert!(place.restore("backup.tar").await.unwrap_err().contains("holds files"));
        fs::remove_file(place.path("restored/files/x")).unwrap();

        // An empty database may be there, if nobody has it open.
        let empty = place.open().await;
        if ground.engine == "SQLite" {
            assert!(place.restore("backup.tar").await.unwrap_err().contains("open in another process"));
        }
        empty.db().clone().close().await;
        drop(empty);
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        place.restore("backup.tar").await.unwrap();
        fs::remove_dir_all(place.path("restored/files")).unwrap();
        assert!(place.restore("backup.tar").await.unwrap_err().contains("holds data"));
        let restored = place.open().await;
        assert!(users::by_login(&restored, "ada").await.is_ok());
        restored.db().clone().close().await;
        place.end().await;
    })
    .await;
}

/// What a folder holds; nothing where it is not there.
fn inside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten();
    names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Files come back with the events that they belong to; an upload that was under way begins anew.
#[tokio::test(flavor = "multi_thread")]
async fn files_come_back() {
    each_engine(|ground| async move {
        let place = Place::new(ground.clone()).await;
        let ada = ground.administrator().await;
        let company = crate::support::samples::company(&ground.backend, &ada, "Firma").await;
        let file = upload(&ground.backend, &ada, "umowa.pdf", "application/pdf", b"%PDF").await;
        let event = RegisterEvent { files: vec![file.id], ..call(company, "z umowa") };
        let (event, _) = events::register(&ground.backend, &ada, event).await.unwrap();
        let begun = announce("begun.txt", "text/plain", b"begun");
        files::create(&ground.backend, &ada, begun.clone()).await.unwrap();
        send(&ground.backend, &ada, begun.id, 0, &[b"beg"]).await.unwrap();

        let written =
            backup::write(ground.backend.db(), &ground.data, &place.path("backup.tar")).await.unwrap();
        assert_eq!(written.files(), 1, "what is still coming is left out: {:?}", written.entries);
        place.restore("backup.tar").await.unwrap();
        let copy = place.open().await;
        let there = Ctx::of(users::by_login(&copy, "ada").await.unwrap(), Door::Client);
        assert_eq!(events::get(&copy, &there, event.head.id).await.unwrap(), event);
        let (_, path) = files::content(&copy, &there, file.id).await.unwrap();
        assert!(path.starts_with(place.path("restored")));
        assert_eq!(fs::read(path).unwrap(), b"%PDF");
        let refused = send(&copy, &there, begun.id, 3, &[b"un"]).await.unwrap_err();
        assert_eq!(refused.current().unwrap().get("received").unwrap().to_string(), "0");
        assert!(send(&copy, &there, begun.id, 0, &[b"begun"]).await.unwrap().complete);
        copy.db().clone().close().await;
        place.end().await;
    })
    .await;
}
