//! `kronika user …`

use std::io::Read;

use backend::{Backend, access::users};
use clap::Subcommand;
use records::{
    PageRequest,
    users::{NewUser, Role},
};

use super::{Given, close, operator, print::line};
use crate::failure::Failure;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make a person with an account
    Add {
        login: String,
        #[arg(long)]
        name: String,
        /// administrator, manager, employee or read-only
        #[arg(long, value_parser = role)]
        role: Role,
        /// Read the password from standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// List people: login, role and name, parted by tabs
    List,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| format!("a role is one of {}", Role::ALL.map(Role::as_str).join(", ")))
}

pub(super) async fn run(given: &Given, command: Command) -> Result<(), Failure> {
    // Read before anything is opened, so that nothing waits for a person who types.
    let new = match command {
        Command::Add { login, name, role, .. } => {
            let (login, password) = (Some(login), Some(password()?));
            Some(NewUser { id: None, name, login, password, role, email: None })
        }
        Command::List => None,
    };
    let (backend, done);
    match new {
        Some(new) => {
            backend = given.open().await?;
            done = add(&backend, new).await;
        }
        None => {
            backend = given.open_existing(false).await?;
            done = list(&backend).await;
        }
    }
    close(backend).await;
    done
}

/// The password is the first line; an end of line is no part of it.
fn password() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .take(64 * 1024)
        .read_to_string(&mut text)
        .map_err(|error| Failure::new(format!("cannot read the password: {error}")))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

async fn add(backend: &Backend, new: NewUser) -> Result<(), Failure> {
    let user = users::create_unchecked(backend, new).await?;
    line(user.id)
}

async fn list(backend: &Backend) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = users::list(backend, &operator(), PageRequest { limit: Some(200), after }).await?;
        for user in page.items {
            let ended = if user.active { "" } else { "\tinactive" };
            let login = user.login.as_deref().unwrap_or("-");
            line(format_args!("{login}\t{}\t{}{ended}", user.role.as_str(), user.name))?;
        }
        if page.next.is_none() {
            return Ok(());
        }
        after = page.next;
    }
}
