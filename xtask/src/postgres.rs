//! A PostgreSQL of our own for one run: in a temporary folder, on the loopback, for tests without syncing.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{self, Result};

const FOLDER: &str = "kronika-postgres-";

/// Stopped, and its folder removed, when dropped.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts one with the programs in `bin` that syncs nothing: for tests.
    pub fn start(bin: &Path) -> Result<Self> {
        Self::start_with(bin, &["fsync=off", "synchronous_commit=off", "full_page_writes=off"])
    }

    /// Starts one that is as durable as PostgreSQL is: for measuring.
    pub fn start_durable(bin: &Path) -> Result<Self> {
        Self::start_with(bin, &["max_wal_size=4GB"])
    }

    fn start_with(bin: &Path, settings: &[&str]) -> Result<Self> {
        sweep();
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        // PostgreSQL's user has to get through.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o711))?;
        let data = folder.join("data");
        let root = shell::output(shell::command("id").arg("-u"))?.trim() == "0";
        fs::create_dir(&data)?;
        if root {
            shell::run(shell::command("chown").arg("postgres:postgres").arg(&data))?;
        }
        // `setpriv` turns into the program it starts, so this stays our direct child; the program gets a
        // fast shutdown when we end for whatever reason, and never runs as root, which it refuses.
        let program = |name: &str| {
            let mut command = Command::new("setpriv");
            command.args(["--pdeathsig", "INT"]);
            if root {
                command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]);
            }
            command.arg(bin.join(name)).current_dir("/").env_clear();
            command.env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
            command
        };
        let mut initdb = program("initdb");
        initdb.arg("--pgdata").arg(&data).args([
            "--username",
            "app",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
        ]);
        initdb.args(["--locale", "C.UTF-8", "--no-sync", "--no-instructions"]);
        shell::output(&mut initdb)?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = folder.join("log");
        let mut postgres = program("postgres");
        postgres.arg("-D").arg(&data);
        for setting in [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            "unix_socket_directories=".to_owned(),
            "max_connections=200".to_owned(),
            "shared_buffers=64MB".to_owned(),
        ] {
            postgres.arg("-c").arg(setting);
        }
        for setting in settings {
            postgres.arg("-c").arg(setting);
        }
        let file = fs::File::create(&log)?;
        let server = postgres.stdout(file.try_clone()?).stderr(file).spawn()?;
        let mut started = Self { server, folder, port };
        started.wait_until_ready(&log)?;
        Ok(started)
    }

    /// Tests make databases of their own through this one.
    pub fn url(&self) -> String {
        format!("postgres://app@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result {
        let begun = Instant::now();
        loop {
            let said = fs::read_to_string(log).unwrap_or_default();
            if said.contains("ready to accept connections")
                && TcpStream::connect(("127.0.0.1", self.port)).is_ok()
            {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() || begun.elapsed() > Duration::from_secs(30) {
                return Err(format!("PostgreSQL did not start:\n{said}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = self.server.id().to_string();
        // Immediate: nothing in it is worth keeping.
        let _ = Command::new("sh").args(["-c", &format!("kill -QUIT {pid}")]).status();
        let begun = Instant::now();
        while matches!(self.server.try_wait(), Ok(None)) {
            if begun.elapsed() > Duration::from_secs(10) {
                let _ = self.server.kill();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes the folders of runs that were ended before they could do so.
fn sweep() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(pid) = name.strip_prefix(FOLDER) else { continue };
        if pid.parse::<u32>().is_ok() && !Path::new("/proc").join(pid).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
