//! Programs that come as Debian packages: Chromium and PostgreSQL for tests, a compiler where it is needed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;
use crate::shell::{self, Result, say};

pub struct ForTests {
    pub chromium: PathBuf,
    pub postgres: PathBuf,
}

/// PostgreSQL's oldest version that Kronika is meant to run on.
const OLDEST_POSTGRES: u32 = 13;

pub fn install_for_tests() -> Result<ForTests> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push(("chromium-headless-shell", "the browser tests drive Chromium, without its window"));
    }
    if postgres().is_none() {
        missing.push(("postgresql", "storage tests run on it as well as on SQLite"));
    }
    install(&missing)?;
    Ok(ForTests {
        chromium: chromium().ok_or("Chromium was installed but is not to be found")?,
        postgres: postgres().ok_or("PostgreSQL was installed but is not in /usr/lib/postgresql")?,
    })
}

/// Installs packages, each given with the reason that is told.
pub fn install(packages: &[(&str, &str)]) -> Result {
    if packages.is_empty() {
        return Ok(());
    }
    for (package, why) in packages {
        say(&format!("installing Debian's {package}: {why}"));
    }
    let names: Vec<&str> = packages.iter().map(|(package, _)| *package).collect();
    let by_hand = format!("apt-get update && apt-get install -y --no-install-recommends {}", names.join(" "));
    if paths::on_path("apt-get").is_none() {
        return Err(format!("this is no Debian; install by hand what `{by_hand}` would").into());
    }
    let root = shell::output(shell::command("id").arg("-u"))?.trim() == "0";
    if !root && paths::on_path("sudo").is_none() {
        return Err(format!("only root may install packages; run as root: {by_hand}").into());
    }
    let apt = |words: &[&str]| {
        let mut command = shell::command(if root { "env" } else { "sudo" });
        command.arg("DEBIAN_FRONTEND=noninteractive").args(["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]);
        command.args(words).args(&names[..if words[0] == "update" { 0 } else { names.len() }]);
        // What it says is told only when it fails: it says much.
        shell::output(&mut command).map_err(|e| format!("{e}\nrun as root: {by_hand}"))
    };
    apt(&["update"])?;
    apt(&["install", "-y", "--no-install-recommends"])?;
    Ok(())
}

/// The browser: the one named by `KRONIKA_CHROMIUM`, or an installed one. Without the parts that show it in a
/// window the tests take two thirds of the time.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("KRONIKA_CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    let names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    named.or_else(|| names.iter().find_map(|name| paths::on_path(name)))
}

/// The folder of the newest installed server programs.
fn postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|entry| {
        let version = entry.ok()?.file_name().to_str()?.parse::<u32>().ok()?;
        let bin = Path::new("/usr/lib/postgresql").join(version.to_string()).join("bin");
        (version >= OLDEST_POSTGRES && bin.join("initdb").is_file()).then_some((version, bin))
    });
    versions.max().map(|(_, bin)| bin)
}
