//! `kronika token …`

use backend::access::tokens;
use clap::Subcommand;

use super::{Given, close, print::line};
use crate::failure::Failure;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make an API token with all scopes; prints the token and nothing else
    Create {
        /// Whose token it is
        #[arg(long)]
        login: String,
        /// What the list of tokens calls it
        #[arg(long, default_value = "command line")]
        name: String,
    },
}

pub(super) async fn run(given: &Given, command: Command) -> Result<(), Failure> {
    let Command::Create { login, name } = command;
    let backend = given.open_existing(false).await?;
    let issued = tokens::create_for_login(&backend, &login, &name).await;
    close(backend).await;
    match issued {
        Ok(issued) => line(issued.secret),
        Err(records::AppError::NotFound) => Err(Failure::new(format!("nobody has the login {login}"))),
        Err(error) => Err(error.into()),
    }
}
