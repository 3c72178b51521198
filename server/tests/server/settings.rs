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
    check("KRONIKA_TIME_ZONE", "Europe/Nowhere", "time_zone");
    check("KRONIKA_PUBLIC_URL", "crm.example", "public_url");
    check("KRONIKA_TRUSTED_PROXIES", "somebody", "trusted_proxies");
    check("KRONIKA_LOG", "kronika=loud", "log");
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
    let (_, sentence) = refused(kronika(data.path(), &["migrate", "--no-migrate"]));
    assert!(sentence.contains("older"), "{sentence}");
    printed(kronika(data.path(), &["migrate"]), "");
    printed(kronika(data.path(), &["user", "list", "--no-migrate"]), "");

    let url = format!("sqlite://{}", data.path().join("kronika.db").display());
    sql(&url, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 0)");
    let (code, sentence) = refused(kronika(data.path(), &["serve"]));
    assert_eq!(code, Some(1));
    assert!(sentence.contains("newer"), "{sentence}");
}

#[test]
fn variables_that_are_no_settings() {
    let data = tempfile::tempdir().unwrap();
    let mut command = kronika(data.path(), &["migrate"]);
    command.env("KRONIKA_TEST_ANYTHING", "1").env("KRONIKA_BIN", "x").env("KRONIKA_FILES_URL", "s3://bucket");
    assert!(run(command, "").status.success());
}
