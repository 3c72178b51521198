//! Settings: a TOML file, then `KRONIKA_…` variables over it. A name that is not known is an error.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use backend::TimeZone;
use serde::Deserialize;

use crate::{
    failure::Failure,
    site::{Origin, Proxies},
};

/// Variables that begin like settings and are none.
const OTHER_VARIABLES: [&str; 2] = ["KRONIKA_CONFIG", "KRONIKA_BIN"];
/// In MiB: what is uploaded is read once more when it is whole.
const LARGEST_FILE: u64 = 10 * 1024;
const PREFIX: &str = "KRONIKA_";

/// Everything that can be set, read and checked.
#[derive(Clone, Debug)]
pub struct Settings {
    pub database_url: String,
    /// Address and port to serve on.
    pub listen: String,
    /// Holds the SQLite database and files.
    pub data_dir: PathBuf,
    /// In bytes.
    pub max_file: u64,
    pub time_zone: TimeZone,
    /// What people type into the browser, where it is set.
    pub public_url: Option<Origin>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Proxies,
    /// Filter of log lines, e.g. `info` or `warn,kronika=debug`.
    pub log: String,
}

/// Settings as they are written. Mail and SMS are part of the contract and not used yet.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    database_url: Option<String>,
    listen: Option<String>,
    data_dir: Option<PathBuf>,
    max_file_mib: Option<Number>,
    time_zone: Option<String>,
    public_url: Option<String>,
    trusted_proxies: Option<List>,
    log: Option<String>,
    #[serde(rename = "smtp_url")]
    _smtp_url: Option<String>,
    #[serde(rename = "sms_url")]
    _sms_url: Option<String>,
    files_url: Option<String>,
}

const NAMES: [&str; 11] = [
    "database_url",
    "listen",
    "data_dir",
    "max_file_mib",
    "time_zone",
    "public_url",
    "trusted_proxies",
    "log",
    "smtp_url",
    "sms_url",
    "files_url",
];

/// A whole number; a variable is text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(u64),
    Text(String),
}

/// A list of words; in a variable they are parted by commas.
#[derive(Deserialize)]
#[serde(untagged)]
enum List {
    Words(Vec<String>),
    Text(String),
}

impl Settings {
    /// Reads the file, where one is named, and the variables of this process.
    pub fn read(file: Option<&Path>) -> Result<Self, Failure> {
        let table = file.map(read_file).transpose()?.unwrap_or_default();
        let variables = env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok().filter(|name| name.starts_with(PREFIX))?;
            Some((name, value.into_string().map_err(|_| ())))
        });
        Self::from_parts(table, variables)
    }

    fn from_parts(
        mut table: toml::Table,
        variables: impl Iterator<Item = (String, Result<String, ()>)>,
    ) -> Result<Self, Failure> {
        for (variable, value) in variables {
            if OTHER_VARIABLES.contains(&variable.as_str()) || variable.starts_with("KRONIKA_TEST_") {
                continue;
            }
            let name = variable[PREFIX.len()..].to_ascii_lowercase();
            if !NAMES.contains(&name.as_str()) {
                return Err(unknown(&variable, "environment variable"));
            }
            let value = value
                .map_err(|()| Failure::setting(format!("the variable {variable} is not valid UTF-8")))?;
            table.insert(name, toml::Value::String(value));
        }
        let written = Written::deserialize(toml::Value::Table(table)).map_err(|error| {
            Failure::setting(format!("a setting is wrong: {}", one_line(&error.to_string())))
        })?;
        written.check()
    }
}

fn read_file(file: &Path) -> Result<toml::Table, Failure> {
    let shown = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::setting(format!("cannot read the settings file {shown}: {error}")))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        Failure::setting(format!("the settings file {shown} is not TOML: {}", one_line(&error.to_string())))
    })?;
    match table.keys().find(|name| !NAMES.contains(&name.as_str())) {
        Some(name) => Err(unknown(name, &format!("in {shown}"))),
        None => Ok(table),
    }
}

fn unknown(name: &str, place: &str) -> Failure {
    Failure::setting(format!("unknown setting {name} ({place}); known settings are {}", NAMES.join(", ")))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Written {
    fn check(self) -> Result<Settings, Failure> {
        let data_dir = self.data_dir.unwrap_or_else(|| "data".into());
        let zone = self.time_zone.unwrap_or_else(|| "Europe/Warsaw".into());
        let mib = match self.max_file_mib {
            None => Some(100),
            Some(Number::Number(mib)) => Some(mib),
            Some(Number::Text(text)) => text.trim().parse().ok(),
        };
        let max_file = mib.filter(|mib| (1..=LARGEST_FILE).contains(mib)).map(|mib| mib << 20);
        let given = |text: &String| !text.is_empty();
        // Whoever sets it relies on files being there and not on this machine's disk.
        if self.files_url.as_ref().is_some_and(given) {
            return Err(Failure::setting(
                "the setting files_url is of no use yet: files stand in the data folder; leave it out",
            ));
        }
        let public_url = self.public_url.filter(given).map(|url| {
            Origin::parse(&url).ok_or_else(|| {
                Failure::setting(format!(
                    "the setting public_url must look like https://kronika.example, not {url:?}"
                ))
            })
        });
        let proxies = match self.trusted_proxies {
            None => vec![],
            Some(List::Words(words)) => words,
            Some(List::Text(text)) => {
                text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(Into::into).collect()
            }
        };
        Ok(Settings {
            database_url: self.database_url.filter(given).unwrap_or_else(|| sqlite_in(&data_dir)),
            listen: address(self.listen.unwrap_or_else(|| "127.0.0.1:3000".into()))?,
            data_dir,
            max_file: max_file.ok_or_else(|| {
                Failure::setting(format!("the setting max_file_mib takes whole MiB, 1–{LARGEST_FILE}"))
            })?,
            time_zone: TimeZone::named(&zone).ok_or_else(|| {
                Failure::setting(format!("the setting time_zone names no IANA time zone: {zone:?}"))
            })?,
            public_url: public_url.transpose()?,
            trusted_proxies: Proxies::parse(&proxies).map_err(|wrong| {
                Failure::setting(format!(
                    "the setting trusted_proxies takes addresses and networks, not {wrong:?}"
                ))
            })?,
            log: self.log.unwrap_or_else(|| "info".into()),
        })
    }
}

/// A host and a port; whether they are this machine's is seen when it listens.
fn address(text: String) -> Result<String, Failure> {
    let parts = text.rsplit_once(':').filter(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    match parts {
        Some(_) => Ok(text),
        None => Err(Failure::setting(format!(
            "the setting listen takes an address and a port like 127.0.0.1:3000, not {text:?}"
        ))),
    }
}

fn sqlite_in(data_dir: &Path) -> String {
    let file = data_dir.join("kronika.db");
    // These would be read as the URL's own signs.
    let escaped = file.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{escaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), Ok((*value).to_owned())));
        Settings::from_parts(file.parse().unwrap(), variables).map_err(|failure| failure.to_string())
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let settings = read("", &[]).unwrap();
        assert_eq!(settings.database_url, "sqlite://data/kronika.db");
        assert_eq!(settings.listen, "127.0.0.1:3000");
        assert_eq!(settings.max_file, 100 * 1024 * 1024);
        assert_eq!(settings.time_zone.name(), "Europe/Warsaw");
    }

    #[test]
    fn variables_stand_over_the_file() {
        let settings =
            read("listen = \"[::1]:1\"\nlog = \"warn\"", &[("KRONIKA_LISTEN", "127.0.0.1:2")]).unwrap();
        assert_eq!((settings.listen.as_str(), settings.log.as_str()), ("127.0.0.1:2", "warn"));
        assert!(read("", &[("KRONIKA_TRUSTED_PROXIES", "10.0.0.1, fd00::/8")]).is_ok());
        assert!(
            read("trusted_proxies = [\"10.0.0.1\"]", &[("KRONIKA_BIN", "x"), ("KRONIKA_TEST_X", "y")])
                .is_ok()
        );
    }

    #[test]
    fn every_fault_names_its_setting() {
        let check = |file: &str, variables: &[(&str, &str)], word: &str| {
            let sentence = read(file, variables).map(drop).unwrap_err();
            assert!(sentence.contains(word) && !sentence.contains('\n'), "{sentence}");
        };
        check("", &[("KRONIKA_LISTNE", "x")], "KRONIKA_LISTNE");
        check("listen = 3000", &[], "listen");
        check("max_file_mib = 0", &[], "max_file_mib");
        check("max_file_mib = -1", &[], "setting");
        check("", &[("KRONIKA_MAX_FILE_MIB", "many")], "max_file_mib");
        check("", &[("KRONIKA_TIME_ZONE", "Europe/Nowhere")], "time_zone");
        check("", &[("KRONIKA_PUBLIC_URL", "kronika.example")], "public_url");
        check("", &[("KRONIKA_TRUSTED_PROXIES", "10.0.0.0/64")], "trusted_proxies");
        check("", &[("KRONIKA_FILES_URL", "s3://bucket")], "files_url");
        assert!(read("files_url = \"\"", &[("KRONIKA_SMTP_URL", "smtp://mail")]).is_ok());
    }
}
