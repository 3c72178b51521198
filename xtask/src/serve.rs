//! `cargo xtask serve` and `cargo xtask build`: the program, with the client inside.

use std::env;
use std::os::unix::process::CommandExt;

use crate::setup::{Purpose, Tools, setup};
use crate::shell::{self, Result, say};
use crate::{client, paths};

const LISTEN: &str = "127.0.0.1:3000";

/// Serves in the foreground until Ctrl-C. Settings given in the environment win.
pub fn serve(args: &[String]) -> Result {
    let tools = setup(Purpose::Serve)?;
    client::build(&tools)?;
    shell::run(tools.cargo().args(["build", "--package", "server"]))?;

    let own_database = env::var_os("KRONIKA_DATABASE_URL").is_some();
    let data = env::var_os("KRONIKA_DATA_DIR").map_or_else(|| paths::root().join("data"), Into::into);
    let listen = env::var("KRONIKA_LISTEN").unwrap_or_else(|_| LISTEN.to_owned());
    let kronika = |command: &str| {
        let mut kronika = shell::command(tools.server("debug"));
        kronika.arg(command).env("KRONIKA_DATA_DIR", &data).env("KRONIKA_LISTEN", &listen);
        kronika
    };
    if !own_database {
        // Does nothing to a database that holds data; prints the logins in either case.
        shell::run(&mut kronika("demo"))?;
    }
    say(&format!("http://{listen}   data in {}   Ctrl-C stops it", data.display()));
    // The server takes the place of this process, so Ctrl-C and signals reach it and nothing is left over.
    let error = kronika("serve").args(args).exec();
    Err(format!("the server did not start: {error}").into())
}

/// `target/release/kronika`: one file that needs nothing beside it.
pub fn release() -> Result<Tools> {
    let tools = setup(Purpose::Serve)?;
    client::build(&tools)?;
    shell::run(tools.cargo().args(["build", "--release", "--locked", "--package", "server"]))?;
    say(&format!("built {}", tools.server("release").display()));
    Ok(tools)
}
