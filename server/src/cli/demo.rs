//! `kronika demo`

use std::io::{IsTerminal, stderr};

use backend::demo;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Given, close, print::line};
use crate::failure::Failure;

/// Fills an empty database with a demo firm and tells the logins.
pub(super) async fn run(given: &Given) -> Result<(), Failure> {
    let backend = given.open().await?;
    let bar = ProgressBar::new(demo::EVENTS);
    if !stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} events") {
        bar.set_style(style);
    }
    let loaded = demo::load(&backend, &|events| bar.set_position(events)).await;
    bar.finish_and_clear();
    let there = demo::is_loaded(&backend).await;
    close(backend).await;
    match (loaded?, there?) {
        (true, _) => line(format_args!("Demo data loaded. Sign in with the password {}:", demo::PASSWORD))?,
        (false, true) => {
            line(format_args!("The demo data is there. Sign in with the password {}:", demo::PASSWORD))?;
        }
        (false, false) => {
            return line("There are people or companies already; nothing was loaded.");
        }
    }
    for (login, role) in demo::LOGINS {
        line(format_args!("  {login:<10} {}", role.as_str()))?;
    }
    Ok(())
}
