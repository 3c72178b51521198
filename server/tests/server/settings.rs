//! Settings, and what makes a server refuse to start: one sentence that names the cause, and a non-zero exit.

use std::{fs, net::TcpListener};

use crate::stage::{kronika, printed, refused, run, sql};

#[test]
fn wrong_settings_are_named() {
    let data = tempfile::tempdir().unwrap();
    let check = |name: &str, value: &str, word: &str| {
        let mut command = kronika(data.path(), &["serve"]);
        command.env(name, value);
        let (code, sentence) = refused(command);
        assert_eq!(code, Some(2), "{sentence}");
        assert!(sentence.contains(word), "{sentence}");
    };
    check("KRONIKA_LISTENN", "127.0.0.1:3000", "KRONIKA_LISTENN");
    check("KRONIKA_LISTEN", "127.0.0.1", "listen");
    check("KRONIKA_LISTEN", ":3000", "listen");
    check("KRONIKA_LISTEN", "127.0.0.1:99999", "listen");
    check("KRONIKA_TIME_ZONE", "Europe/Nowhere", "time_zone");
    check("KRONIKA_PUBLIC_URL", "crm.example", "public_url");
    check("KRONIKA_TRUSTED_PROXIES", "somebody", "trusted_proxies");
    check("KRONIKA_LOG", "kronika=loud", "log");
    check("KRONIKA_FILES_URL", "s3://bucket", "files_url");
    check("KRONIKA_CONFIG", "/does/not/exist.toml", "/does/not/exist.toml");
}

#[test]
fn the_file_is_read_and_variables_stand_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kronika.toml");
    let config = ["migrate", "--config", file.to_str().unwrap()];
    let data = folder.path().join("deep/data");
    fs::write(
        &file,
        "time_zone = \"Europe/Berlin\"\ndata_dir = \"/dev/null/x\"\nsmtp_url = \"smtp://mail\"\n",
    )
    .unwrap();
    printed(kronika(&data, &config), "");
    assert!(data.join("kronika.db").is_file(), "the data folder is made");

    fs::write(&file, "colour = \"red\"\n").unwrap();
    let (code, sentence) = refused(kronika(&data, &config));
    assert_eq!(code, Some(2));
    assert!(sentence.contains("colour") && sentence.contains("kronika.toml"), "{sentence}");

    fs::write(&file, "listen = \n").unwrap();
    assert_eq!(refused(kronika(&data, &config)).0, Some(2));
}

#[test]
fn a_taken_port() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let mut command = kronika(data.path(), &["serve"]);
    command.env("KRONIKA_LISTEN", &address);
    let (code, sentence) = refused(command);
    assert_eq!(code, Some(1));
    assert!(sentence.contains(&address), "{sentence}");
    assert!(!data.path().join("kronika.db").exists(), "nothing was touched");
}

#[test]
fn a_data_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let (_, sentence) = refused(kronika(&file.join("data"), &["migrate"]));
    assert!(sentence.contains("data folder"), "{sentence}");
}

#[test]
fn a_database_that_cannot_be_reached() {
    let data = tempfile::tempdir().unwrap();
    let check = |url: &str, word: &str| {
        let mut command = kronika(data.path(), &["migrate"]);
        command.env("KRONIKA_DATABASE_URL", url);
        let (code, sentence) = refused(command);
        assert_eq!(code, Some(1));
        assert!(sentence.contains(word) && !sentence.contains("secret"), "{sentence}");
    };
    check("postgres://kronika:secret@127.0.0.1:1/kronika", "database");
    check("mysql://127.0.0.1/kronika", "database_url");
    check("sqlite:///does/not/exist/kronika.db", "database");
}

#[test]
fn older_and_newer_databases() {
    let data = tempfile::tempdir().unwrap();
    printed(kronika(data.path(), &["migrate"]), "");
    printed(kronika(data.path(), &["user", "list", "--no-migrate"]), "");

    let url = format!("sqlite://{}", data.path().join("kronika.db").display());
    sql(&url, "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)");
    let (_, sentence) = refused(kronika(data.path(), &["migrate", "--no-migrate"]));
    assert!(sentence.contains("older"), "{sentence}");
    sql(&url, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 0)");
    let (code, sentence) = refused(kronika(data.path(), &["serve"]));
    assert_eq!(code, Some(1));
    assert!(sentence.contains("newer"), "{sentence}");
}

#[test]
fn what_is_not_there_is_not_made_by_looking_at_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    let backup = ["backup", file.to_str().unwrap()];
    let add =
        ["user", "add", "jan", "--name", "Jan", "--role", "employee", "--password-stdin", "--no-migrate"];
    let commands: [&[&str]; 7] = [
        &backup,
        &["token", "create", "--login", "jan"],
        &["user", "list"],
        &["serve", "--no-migrate"],
        &["migrate", "--no-migrate"],
        &["demo", "--no-migrate"],
        &add,
    ];
    let missing = folder.path().join("missing");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    for words in commands {
        for data in [&missing, &empty] {
            let output = run(kronika(data, words), "a long password");
            let sentence = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{words:?}: {sentence}");
            assert!(sentence.trim_end().lines().count() == 1 && sentence.contains("not there"), "{sentence}");
        }
    }
    printed(kronika(&missing, &["doctor"]), "");
    printed(kronika(&empty, &["doctor"]), "");
    assert!(!missing.exists() && !file.exists());
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was made");
}

#[test]
fn the_doctor_writes_nothing() {
    let data = tempfile::tempdir().unwrap();
    printed(kronika(data.path(), &["migrate"]), "");
    let state = || {
        let mut files: Vec<_> = fs::read_dir(data.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|path| {
                (path.clone(), fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap())
            })
            .collect();
        files.sort();
        files
    };
    let before = state();
    printed(kronika(data.path(), &["doctor"]), "");
    assert!(state() == before, "files have changed");
}

#[test]
fn variables_that_are_no_settings() {
    let data = tempfile::tempdir().unwrap();
    let mut command = kronika(data.path(), &["migrate"]);
    command.env("KRONIKA_TEST_ANYTHING", "1").env("KRONIKA_BIN", "x").env("KRONIKA_FILES_URL", "");
    assert!(run(command, "").status.success());
}
