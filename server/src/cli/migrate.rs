//! `kronika migrate`

use super::{Given, close};
use crate::failure::Failure;

/// Brings the database up to date, and does nothing else.
pub(super) async fn run(given: &Given) -> Result<(), Failure> {
    close(given.open().await?).await;
    println!("The database is up to date.");
    Ok(())
}
