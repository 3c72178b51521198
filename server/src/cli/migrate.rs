//! `kronika migrate`

use super::{Given, close, print::line};
use crate::failure::Failure;

/// Brings the database up to date, and does nothing else.
pub(super) async fn run(given: &Given) -> Result<(), Failure> {
    close(given.open().await?).await;
    line("The database is up to date.")
}
