//! What the ground costs: the real release binary on a database of a million events, beside the floor of the engine.
//!
//! `cargo xtask bench` runs it. Measurements are interleaved (floor, product, floor, product …), so their ratios hold on a
//! noisy machine; absolute figures are for orientation. Nothing here is a test: it prints, it never judges.

mod connection;
mod floor;
mod machine;
mod measure;
mod seed;

use std::{env, process::ExitCode};

use machine::Server;
use measure::{Load, median};

/// What is measured, from the command line: `[sqlite|postgres] [--events N] [--seconds N] [--rounds N]`.
struct Plan {
    engines: Vec<Engine>,
    events: u64,
    seconds: u64,
    rounds: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Engine {
    Sqlite,
    Postgres,
}

fn main() -> ExitCode {
    match plan().and_then(|plan| run(&plan)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn plan() -> Result<Plan, String> {
    let mut plan = Plan { engines: Vec::new(), events: 1_000_000, seconds: 4, rounds: 3 };
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut number = || {
            arguments.next().and_then(|text| text.parse().ok()).ok_or(format!("{argument} needs a number"))
        };
        match argument.as_str() {
            "sqlite" => plan.engines.push(Engine::Sqlite),
            "postgres" => plan.engines.push(Engine::Postgres),
            "--events" => plan.events = number()?,
            "--seconds" => plan.seconds = number()?,
            "--rounds" => plan.rounds = number()? as usize,
            other => return Err(format!("unknown argument {other}")),
        }
    }
    if plan.engines.is_empty() {
        plan.engines = vec![Engine::Sqlite, Engine::Postgres];
    }
    Ok(plan)
}

fn run(plan: &Plan) -> Result<(), String> {
    for engine in &plan.engines {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let url = match engine {
            Engine::Sqlite => format!("sqlite://{}", folder.path().join("kronika.db").display()),
            Engine::Postgres => match env::var("KRONIKA_BENCH_POSTGRES") {
                Ok(url) => url,
                Err(_) => {
                    println!("\nPostgreSQL: skipped, KRONIKA_BENCH_POSTGRES names no database");
                    continue;
                }
            },
        };
        println!(
            "\n## {} with {} events\n",
            if *engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" },
            plan.events
        );
        println!(
            "disk: a synced write of 4 KiB takes {:.2} ms (median of 200)",
            machine::sync_time(folder.path())?
        );
        one(plan, &url, folder.path(), *engine)?;
    }
    Ok(())
}

fn one(plan: &Plan, url: &str, folder: &std::path::Path, engine: Engine) -> Result<(), String> {
    let server = Server::start(url, folder)?;
    let ground = seed::through_the_door(&server, plan.events)?;
    server.stop()?;
    seed::events(url, &ground, plan.events)?;

    let mut starts = Vec::new();
    for _ in 0..5 {
        let server = Server::start(url, folder)?;
        starts.push(server.started_in.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    let server = Server::start(url, folder)?;
    std::thread::sleep(std::time::Duration::from_secs(3));
    println!(
        "cold start {:.0} ms (median of 5); idle memory {:.1} MiB\n",
        median(&mut starts),
        server.memory_mib()
    );

    println!("| registration | rate /s | of the floor | p50 ms | p99 ms | server CPU ms | database CPU ms |");
    println!("|---|---|---|---|---|---|---|");
    for connections in [1, 16] {
        let (mut floors, mut rates, mut ratios, mut loads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..plan.rounds {
            let floor = floor::rate(url, &ground, plan.seconds)?;
            let load = Load::register(&server, &ground, connections, plan.seconds)?;
            floors.push(floor);
            rates.push(load.rate());
            ratios.push(load.rate() / floor);
            loads.push(load);
        }
        let each = |figure: fn(&Load) -> f64| median(&mut loads.iter().map(figure).collect::<Vec<_>>());
        println!("| floor, one writer | {:.0} | | | | | |", median(&mut floors));
        println!(
            "| {connections} connection(s) | {:.0} | {:.2} | {:.2} | {:.2} | {:.3} | {} |",
            median(&mut rates),
            median(&mut ratios),
            each(|load| load.percentile(50.0)),
            each(|load| load.percentile(99.0)),
            each(|load| load.server_cpu_each()),
            if engine == Engine::Postgres {
                format!("{:.3}", each(|load| load.database_cpu_each()))
            } else {
                "in the server".into()
            },
        );
    }

    println!("\n| reading, one connection | rate /s | p50 ms | p99 ms | server CPU ms |");
    println!("|---|---|---|---|---|");
    for (name, paths) in seed::reads(&ground) {
        let load = Load::read(&server, &paths, plan.seconds)?;
        println!(
            "| {name} | {:.0} | {:.2} | {:.2} | {:.3} |",
            load.rate(),
            load.percentile(50.0),
            load.percentile(99.0),
            load.server_cpu_each()
        );
    }
    server.stop()
}
