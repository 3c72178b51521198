//! `kronika doctor`: is everything in order, and what to do where it is not. Changes nothing.

use std::{path::Path, process::ExitCode};

use backend::{
    Backend, Db, backup,
    db::Migrate,
    doctor::{self, Finding, Level},
    files::Store,
};

use rustix::fs::{Access, access};

use super::{Given, close, print::line};
use crate::{failure::Failure, settings::Settings};

/// Less free space than this is worth a word, much less a failure.
const LITTLE: u64 = 1 << 30;
const TOO_LITTLE: u64 = 100 << 20;

/// Prints a line for everything it looks at; the exit code is 1 where anything failed.
pub(super) async fn run(given: &Given) -> Result<ExitCode, Failure> {
    let settings = &given.settings;
    for (name, value) in shown(settings) {
        line(format_args!("     {name} = {value}"))?;
    }
    let mut findings = vec![clock(settings)];
    findings.extend(folder(&settings.data_dir));
    let mut failed = false;
    let mut print = |finding: Finding| {
        let advice =
            if finding.advice.is_empty() { String::new() } else { format!(" — {}", finding.advice) };
        failed |= finding.level == Level::Fail;
        line(format_args!("{:<4} {}{advice}", finding.level.as_str(), finding.text))
    };
    findings.into_iter().try_for_each(&mut print)?;
    database(settings).await.into_iter().try_for_each(&mut print)?;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The settings in use, without passwords.
fn shown(settings: &Settings) -> Vec<(&'static str, String)> {
    let Settings { database_url, listen, data_dir, max_file, time_zone, public_url, log, .. } = settings;
    let public_url = public_url.as_ref().map_or("(not set)".into(), ToString::to_string);
    vec![
        ("database_url", without_password(database_url)),
        ("data_dir", data_dir.display().to_string()),
        ("max_file_mib", (max_file >> 20).to_string()),
        ("listen", listen.clone()),
        ("public_url", public_url),
        ("time_zone", time_zone.name().to_owned()),
        ("log", log.clone()),
    ]
}

/// A URL with `…` for what must not be shown: the password before the host, and one among the options.
fn without_password(url: &str) -> String {
    let (main, options) = url.split_once('?').map_or((url, None), |(main, options)| (main, Some(options)));
    let main = match main.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)))
    {
        Some((scheme, (person, host))) => match person.split_once(':') {
            Some((name, _)) => format!("{scheme}://{name}:…@{host}"),
            None => main.to_owned(),
        },
        None => main.to_owned(),
    };
    let Some(options) = options else { return main };
    let hidden = options.split('&').map(|option| match option.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}=…"),
        _ => option.to_owned(),
    });
    format!("{main}?{}", hidden.collect::<Vec<_>>().join("&"))
}

fn clock(settings: &Settings) -> Finding {
    let (zone, now) = (settings.time_zone.name(), settings.time_zone.now());
    // Years before the program was made: the clock of the machine has been reset.
    match now.as_str() < "2026" {
        true => Finding::fail(format!("clock: it is {now} in {zone}"), "set the clock of this machine"),
        false => Finding::ok(format!("clock: it is {now} in {zone}; is it?")),
    }
}

/// The data folder: there, writable, with room. Nothing is written to find out.
fn folder(folder: &Path) -> Vec<Finding> {
    let shown = folder.display();
    if !folder.exists() {
        let parent =
            folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let advice = "the first `kronika serve` makes it";
        let mut findings = vec![Finding::warn(format!("data folder: {shown} is not there yet"), advice)];
        findings.extend(space(parent));
        return findings;
    }
    let writable = match access(folder, Access::WRITE_OK | Access::EXEC_OK) {
        Ok(()) => Finding::ok(format!("data folder: {shown} can be written")),
        Err(error) => Finding::fail(
            format!("data folder: {shown} cannot be written: {error}"),
            "give it to the user that the server runs as",
        ),
    };
    std::iter::once(writable).chain(space(folder)).collect()
}

fn space(folder: &Path) -> Option<Finding> {
    let free = rustix::fs::statvfs(folder).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize))?;
    let text = format!("disk space: {:.1} GiB free", free as f64 / f64::from(1 << 30));
    let advice = "make room: a full disk stops every registration";
    Some(match free {
        free if free < TOO_LITTLE => Finding::fail(text, advice),
        free if free < LITTLE => Finding::warn(text, advice),
        _ => Finding::ok(text),
    })
}

/// The database, where it can be opened without changing it.
async fn database(settings: &Settings) -> Vec<Finding> {
    let url = &settings.database_url;
    if url.starts_with("sqlite:") {
        match backup::sqlite_file(url) {
            Ok(file) if !file.exists() => {
                let text = format!("database: {} is not there yet", file.display());
                return vec![Finding::warn(text, "the first `kronika serve` makes it")];
            }
            Ok(_) => {}
            Err(error) => return vec![Finding::fail(format!("database: {error}"), "correct database_url")],
        }
    }
    let backend = match Db::open(url, Migrate::Refuse).await {
        Ok(db) => {
            let files = Store::within(&settings.data_dir, settings.max_file);
            Backend::new(db, settings.time_zone.clone(), files)
        }
        Err(error) => {
            let advice = "see that database_url is right and that the database runs";
            return vec![Finding::fail(format!("database: {error}"), advice)];
        }
    };
    let findings = doctor::examine(&backend).await;
    close(backend).await;
    findings.unwrap_or_else(|error| {
        let advice = "look into the log above; if the database is damaged, restore the newest sound backup";
        vec![Finding::fail(format!("database: the check-up broke off: {error}"), advice)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_hidden() {
        let check = |url: &str, expected: &str| assert_eq!(without_password(url), expected);
        check("sqlite://data/kronika.db", "sqlite://data/kronika.db");
        check("postgres://app@db/kronika", "postgres://app@db/kronika");
        check("postgres://app:p@ss:w@db:5432/kronika", "postgres://app:…@db:5432/kronika");
        check(
            "postgres://db/k?user=app&password=secret&sslmode=require",
            "postgres://db/k?user=app&password=…&sslmode=require",
        );
    }
}
