//! `kronika restore`

use std::path::PathBuf;

use backend::{backup, db::Migrate};
use clap::Args;

use super::{Given, backup::contents, close, print::line};
use crate::failure::Failure;

#[derive(Args)]
pub(super) struct Command {
    /// A file that `kronika backup` wrote
    file: PathBuf,
}

/// Restores into an empty database and data folder, and brings an older database up to date.
pub(super) async fn run(given: &Given, command: Command) -> Result<(), Failure> {
    let settings = &given.settings;
    let restored = backup::restore(&settings.database_url, &settings.data_dir, &command.file).await;
    let manifest = restored.map_err(|error| Failure::new(error.0))?;
    if given.migrate == Migrate::Apply {
        close(given.open().await?).await;
    }
    line(format_args!("restored: {}", contents(&manifest)))
}
