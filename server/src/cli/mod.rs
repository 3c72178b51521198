//! The command line. Every command takes the same settings as `serve`.

mod backup;
mod demo;
mod doctor;
mod forms;
mod import;
mod migrate;
pub mod print;
mod restore;
mod serve;
mod token;
mod user;

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use backend::{Backend, Ctx, Db, Door, backup::sqlite_file, db::Migrate, files::Store};
use clap::{Parser, Subcommand};
use records::{
    Uuid,
    users::{Role, User},
};

use crate::{failure::Failure, settings::Settings};

/// Kronika: registers business activities and reads them back as history.
#[derive(Parser)]
#[command(name = "kronika", version)]
struct CommandLine {
    /// Settings as a TOML file; KRONIKA_… variables stand over it
    #[arg(long, global = true, env = "KRONIKA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Refuse an older database instead of bringing it up to date
    #[arg(long, global = true)]
    no_migrate: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the client, REST and the live stream
    Serve,
    /// Bring the database up to date
    Migrate,
    /// People with an account
    #[command(subcommand)]
    User(user::Command),
    /// API tokens
    #[command(subcommand)]
    Token(token::Command),
    /// Fill an empty database with a demo firm
    Demo,
    /// Register the rows of a CSV file as history
    Import(import::Command),
    /// Write a backup of database and files; the server may be running
    Backup(backup::Command),
    /// Restore a backup into an empty database and data folder
    Restore(restore::Command),
    /// Tell whether settings, data folder and database are in order; changes nothing
    Doctor,
    /// Forms and their values, without a database
    #[command(subcommand)]
    Forms(forms::Command),
}

/// What every command is given.
struct Given {
    settings: Settings,
    migrate: Migrate,
}

/// Runs the command that was typed.
pub fn run() -> Result<ExitCode, Failure> {
    let CommandLine { config, no_migrate, command } = CommandLine::parse();
    let settings = Settings::read(config.as_deref())?;
    let migrate = if no_migrate { Migrate::Refuse } else { Migrate::Apply };
    let given = Given { settings, migrate };
    if let Command::Forms(command) = command {
        return forms::run(command);
    }
    given.log()?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(format!("cannot start: {error}")))?;
    runtime.block_on(async {
        match command {
            Command::Serve => serve::run(&given).await?,
            Command::Migrate => migrate::run(&given).await?,
            Command::User(command) => user::run(&given, command).await?,
            Command::Token(command) => token::run(&given, command).await?,
            Command::Demo => demo::run(&given).await?,
            Command::Import(command) => return import::run(&given, command).await,
            Command::Backup(command) => backup::run(&given, command).await?,
            Command::Doctor => return doctor::run(&given).await,
            Command::Restore(command) => restore::run(&given, command).await?,
            Command::Forms(command) => return forms::run(command),
        }
        Ok(ExitCode::SUCCESS)
    })
}

impl Given {
    /// Log lines go to standard error; standard output is for answers.
    fn log(&self) -> Result<(), Failure> {
        let filter = tracing_subscriber::EnvFilter::try_new(&self.settings.log)
            .map_err(|error| Failure::setting(format!("the setting log is no filter: {error}")))?;
        let to_person = std::io::stderr().is_terminal();
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(to_person)
            .log_internal_errors(false)
            .init();
        Ok(())
    }

    /// Makes the data folder and opens the database, a new one where there is none. Not so with `--no-migrate`.
    async fn open(&self) -> Result<Backend, Failure> {
        let data_dir = &self.settings.data_dir;
        if self.migrate == Migrate::Refuse {
            self.must_be_there(true)?;
        }
        let unusable = |error: std::io::Error| {
            Failure::new(format!("cannot use the data folder {}: {error}", data_dir.display()))
        };
        std::fs::create_dir_all(data_dir).map_err(unusable)?;
        let probe = data_dir.join(format!(".writable-{}", std::process::id()));
        std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)).map_err(unusable)?;
        self.opened().await
    }

    /// Opens the database that is there, for what is of use on a server that has begun its work; makes nothing.
    async fn open_existing(&self, with_files: bool) -> Result<Backend, Failure> {
        self.must_be_there(with_files)?;
        self.opened().await
    }

    fn must_be_there(&self, with_files: bool) -> Result<(), Failure> {
        let Settings { data_dir, database_url, .. } = &self.settings;
        let missing = |what: &str, path: &Path| {
            let shown = path.display();
            Failure::new(format!(
                "{what} {shown} is not there; `kronika serve` or `kronika migrate` makes it"
            ))
        };
        if with_files && !data_dir.is_dir() {
            return Err(missing("the data folder", data_dir));
        }
        if database_url.starts_with("sqlite:") {
            let file = sqlite_file(database_url).map_err(|error| Failure::new(error.0))?;
            if !file.exists() {
                return Err(missing("the database", &file));
            }
        }
        Ok(())
    }

    async fn opened(&self) -> Result<Backend, Failure> {
        let Settings { data_dir, database_url, time_zone, max_file, .. } = &self.settings;
        let db = Db::open(database_url, self.migrate).await?;
        Ok(Backend::new(db, time_zone.clone(), Store::within(data_dir, *max_file)))
    }
}

/// Whoever holds the machine may do everything.
fn operator() -> Ctx {
    let user = User {
        id: Uuid::nil(),
        login: None,
        name: "command line".into(),
        role: Role::Administrator,
        email: None,
        active: true,
        revision: 0,
    };
    Ctx::of(user, Door::Cli)
}

/// Ends a short command: what it wrote is committed before the process goes.
async fn close(backend: Backend) {
    backend.db().clone().close().await;
}
