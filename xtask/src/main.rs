//! Everything a person types to work on Kronika: `cargo xtask <command>`.
//!
//! Written with the standard library only, so that it compiles in seconds on a fresh machine.

mod bench;
mod client;
mod fingerprint;
mod forms_js;
mod paths;
mod postgres;
mod serve;
mod setup;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

use setup::Purpose;
use shell::{Result, say};

const USAGE: &str = "\
cargo xtask serve [-- ARGS]     build, load demo data into a new database, serve on http://127.0.0.1:3000
cargo xtask test [STEP…] [NAME…] every check and test; steps: fmt tidy client lint rust parity browser
cargo xtask build               the finished program: target/release/kronika, client inside
cargo xtask client              only the browser client, into dist/
cargo xtask forms-js            the form engine for JavaScript, into target/forms-js/{node,web}
cargo xtask tidy                house rules
cargo xtask fmt                 format all code
cargo xtask bench [-- ARGS]     measure the release build
cargo xtask setup [--for serve|test]  install what is missing; the others do this by themselves";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result {
    let (command, rest) = args.split_first().map_or(("help", args), |(c, rest)| (c.as_str(), rest));
    match command {
        "serve" => serve::serve(after_dashes(rest)),
        "test" => test::test(rest),
        "build" => serve::release().map(|_| ()),
        "client" => client::build(&setup::setup(Purpose::Serve)?),
        "forms-js" => forms_js::build(&setup::setup(Purpose::Serve)?),
        "tidy" => tidy::tidy(),
        "fmt" => shell::run(shell::cargo().args(["fmt", "--all"])),
        "bench" => bench::bench(after_dashes(rest)),
        "setup" => {
            setup::setup(purpose(rest)?)?;
            say("everything needed is installed");
            Ok(())
        }
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{USAGE}").into()),
    }
}

fn purpose(args: &[String]) -> Result<Purpose> {
    let words: Vec<&str> = args.iter().flat_map(|a| a.split('=')).collect();
    match words.as_slice() {
        [] | ["--for", "test"] => Ok(Purpose::Test),
        ["--for", "serve"] => Ok(Purpose::Serve),
        _ => Err("`cargo xtask setup` takes `--for serve` or `--for test`".into()),
    }
}

/// Arguments meant for the program that is started: with or without the `--` before them.
fn after_dashes(args: &[String]) -> &[String] {
    match args.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => args,
    }
}
