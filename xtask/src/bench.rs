//! `cargo xtask bench`: measures the release build on a new database of a million events, on both engines, and then the
//! client in Chromium.

use crate::client;
use crate::paths;
use crate::postgres::Postgres;
use crate::serve;
use crate::setup::{Purpose, setup};
use crate::shell::{self, Result};

/// `args` go to the measurement: `[sqlite|postgres] [--events N] [--seconds N] [--rounds N]`.
pub fn bench(args: &[String]) -> Result {
    serve::release()?;
    client::weigh()?;
    let tools = setup(Purpose::Test)?;
    let bin = tools.postgres.as_ref().ok_or("PostgreSQL was not set up")?;
    let postgres = Postgres::start_durable(bin)?;
    let mut measure = tools.cargo();
    measure
        .args(["bench", "--locked", "--quiet", "--package", "server", "--bench", "ground", "--"])
        .args(args);
    shell::run(measure.env("KRONIKA_BENCH_POSTGRES", postgres.url()))?;
    let mut client = shell::command("node");
    shell::run(client.current_dir(paths::root()).arg("end2end/bench.mjs").arg(tools.server("release")))
}
