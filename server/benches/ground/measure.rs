//! Loads: many requests over a number of connections for some seconds, with the CPU that they cost.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use crate::{
    connection::Connection,
    machine::{Server, cpu_of_postgres},
    seed::Ground,
};

/// The outcome of a load.
pub(crate) struct Load {
    /// Milliseconds of each request, sorted.
    times: Vec<f64>,
    seconds: f64,
    server_cpu: f64,
    database_cpu: f64,
}

impl Load {
    /// Registers events of a simplified, numbered type, each with an id of its own, as the client does.
    pub(crate) fn register(
        server: &Server,
        ground: &Ground,
        connections: usize,
        seconds: u64,
    ) -> Result<Self, String> {
        let ground = Arc::new(ground.clone());
        Self::run(server, connections, seconds, move |connection, worker, n| {
            let company = &ground.companies[(worker * 7919 + n * 31) % ground.companies.len()];
            let id = uuid::Uuid::now_v7();
            let body = format!(
                r#"{{"id":"{id}","type":"bench","company":"{company}","note":"Rozmowa o dostawie nr {n}, slowo{} slowo{}"}}"#,
                n % 997,
                n % 4999
            );
            connection.post("/api/v1/events", &body).and_then(|answer| answer.json(201)).map(drop)
        })
    }

    /// Reads paths in turn over one connection.
    pub(crate) fn read(server: &Server, paths: &[String], seconds: u64) -> Result<Self, String> {
        let paths: Arc<[String]> = paths.into();
        Self::run(server, 1, seconds, move |connection, _, n| {
            let answer = connection.get(&paths[n % paths.len()], "")?;
            if answer.status == 200 { Ok(()) } else { answer.json(200).map(drop) }
        })
    }

    fn run(
        server: &Server,
        connections: usize,
        seconds: u64,
        request: impl Fn(&mut Connection, usize, usize) -> Result<(), String> + Send + Sync + 'static,
    ) -> Result<Self, String> {
        let request = Arc::new(request);
        let (cpu, database_cpu) = (server.cpu(), cpu_of_postgres());
        let begun = Instant::now();
        let until = begun + Duration::from_secs(seconds);
        let workers: Vec<_> = (0..connections)
            .map(|worker| {
                let (request, connection) = (request.clone(), server.connect());
                thread::spawn(move || {
                    let mut connection = connection?;
                    let mut times = Vec::new();
                    while Instant::now() < until {
                        let sent = Instant::now();
                        request(&mut connection, worker, times.len())?;
                        times.push(sent.elapsed().as_secs_f64() * 1000.0);
                    }
                    Ok::<_, String>(times)
                })
            })
            .collect();
        let mut times = Vec::new();
        for worker in workers {
            times.extend(worker.join().map_err(|_| "a worker panicked")??);
        }
        times.sort_by(f64::total_cmp);
        Ok(Self {
            seconds: begun.elapsed().as_secs_f64(),
            server_cpu: server.cpu() - cpu,
            database_cpu: cpu_of_postgres() - database_cpu,
            times,
        })
    }

    pub(crate) fn rate(&self) -> f64 {
        self.times.len() as f64 / self.seconds
    }

    /// Milliseconds within which that share of requests was answered.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let last = self.times.len().saturating_sub(1);
        self.times.get((last as f64 * share / 100.0).round() as usize).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn server_cpu_each(&self) -> f64 {
        self.server_cpu * 1000.0 / self.times.len() as f64
    }

    pub(crate) fn database_cpu_each(&self) -> f64 {
        self.database_cpu * 1000.0 / self.times.len() as f64
    }
}

/// The middle one of some figures.
pub(crate) fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
