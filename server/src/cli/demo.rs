//! `kronika demo`

use backend::demo;

use super::{Given, close};
use crate::failure::Failure;

/// Fills an empty database with a demo firm and tells the logins.
pub(super) async fn run(given: &Given) -> Result<(), Failure> {
    let backend = given.open().await?;
    let loaded = demo::load(&backend).await;
    close(backend).await;
    if loaded? {
        println!("Demo data loaded. Sign in with the password {}:", demo::PASSWORD);
        for (login, role) in demo::LOGINS {
            println!("  {login:<10} {}", role.as_str());
        }
    } else {
        println!("There are people or companies already; nothing was loaded.");
    }
    Ok(())
}
