//! `kronika backup`

use std::path::PathBuf;

use backend::backup;
use clap::Args;

use super::{Given, close, print::line};
use crate::failure::Failure;

#[derive(Args)]
pub(super) struct Command {
    /// Where the backup is written; must not be there yet
    file: PathBuf,
}

/// Backs up the database and all files; the server may be running.
pub(super) async fn run(given: &Given, command: Command) -> Result<(), Failure> {
    let backend = given.open_existing(true).await?;
    let written = backup::write(backend.db(), &given.settings.data_dir, &command.file).await;
    close(backend).await;
    let manifest = written.map_err(|error| Failure::new(error.0))?;
    line(format_args!("{}: {}", command.file.display(), contents(&manifest)))
}

/// What a backup holds, in a few words.
pub(super) fn contents(manifest: &backup::Manifest) -> String {
    format!(
        "{} events, {} companies, {} people, {} files, made {} by version {}",
        manifest.rows("events"),
        manifest.rows("companies"),
        manifest.rows("users"),
        manifest.files(),
        manifest.made_at.to_rfc3339(),
        manifest.program
    )
}
