//! The server as a process of its own, and what the machine says of it.

use std::{
    env, fs,
    io::Write,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{connection::Connection, measure::median};

const BINARY: &str = env!("CARGO_BIN_EXE_kronika");

/// The running release binary.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    /// From the start of the process to its first answer.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts it on a free port of loopback, with an administrator and a token.
    pub(crate) fn start(url: &str, folder: &Path) -> Result<Self, String> {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).map_err(text)?;
        let token = token(url, folder)?;
        let begun = Instant::now();
        let process = command(url, folder)
            .env("KRONIKA_LISTEN", port.to_string())
            .arg("serve")
            .stdout(Stdio::null())
            .spawn()
            .map_err(text)?;
        let mut server = Self { process, address: port, token, started_in: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(60) {
            let answered =
                Connection::open(port, "").and_then(|mut connection| connection.get("/api/v1/health", ""));
            if answered.is_ok_and(|answer| answer.status == 200) {
                server.started_in = begun.elapsed();
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Err("the server does not answer".into())
    }

    pub(crate) fn stop(mut self) -> Result<(), String> {
        let pid = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().map_err(text)?;
        self.process.wait().map(drop).map_err(text)
    }

    pub(crate) fn connect(&self) -> Result<Connection, String> {
        Connection::open(self.address, &self.token)
    }

    /// CPU seconds of the server so far.
    pub(crate) fn cpu(&self) -> f64 {
        cpu_of(self.process.id())
    }

    pub(crate) fn memory_mib(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// CPU seconds of a process (user and system).
pub(crate) fn cpu_of(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// CPU seconds of every PostgreSQL process of the machine, those ended since counted by their parent.
pub(crate) fn cpu_of_postgres() -> f64 {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_postgres = |pid: &u32| {
        fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres")
    };
    numbers.filter(is_postgres).map(cpu_of).sum()
}

/// Milliseconds that a synced write of 4 KiB takes on that folder's disk, median of 200.
pub(crate) fn sync_time(folder: &Path) -> Result<f64, String> {
    let path: PathBuf = folder.join("probe");
    let mut file = fs::File::create(&path).map_err(text)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[7; 4096]).map_err(text)?;
        file.sync_data().map_err(text)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    fs::remove_file(path).map_err(text)?;
    Ok(median(&mut times))
}

/// An administrator is made where there is none, and a token for them.
fn token(url: &str, folder: &Path) -> Result<String, String> {
    let mut add = command(url, folder)
        .args(["user", "add", "bench", "--name", "Bench", "--role", "administrator", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(text)?;
    if let Some(mut input) = add.stdin.take() {
        input.write_all(b"a long password of the bench").map_err(text)?;
    }
    add.wait().map_err(text)?; // refused the second time: they are there
    let made = command(url, folder).args(["token", "create", "--login", "bench"]).output().map_err(text)?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&made.stdout).trim().to_owned())
}

fn command(url: &str, folder: &Path) -> Command {
    let mut command = Command::new(BINARY);
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("KRONIKA_")) {
        command.env_remove(name);
    }
    command.env("KRONIKA_DATABASE_URL", url).env("KRONIKA_DATA_DIR", folder).current_dir(folder);
    command
}

pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
