//! `cargo xtask test`: every check and every test, each step timed. A step that fails does not stop those
//! that do not need it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::postgres::Postgres;
use crate::setup::{Compiler, Purpose, Tools, setup};
use crate::shell::{self, Result, say};
use crate::{client, forms_js, paths, tidy};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Fmt,
    Tidy,
    Client,
    Lint,
    Rust,
    Parity,
    Browser,
}

/// In the order they run: what is quick and often wrong comes first.
const STEPS: [(&str, Step); 7] = [
    ("fmt", Step::Fmt),
    ("tidy", Step::Tidy),
    ("client", Step::Client),
    ("lint", Step::Lint),
    ("rust", Step::Rust),
    ("parity", Step::Parity),
    ("browser", Step::Browser),
];

enum Outcome {
    Passed(Duration),
    Failed(Duration, String),
    Skipped(String),
}

/// `words` name steps; all others are passed on to the tests as names to look for. Without a step, such
/// names are looked for among the Rust tests.
pub fn test(words: &[String]) -> Result {
    let (chosen, names) = choose(words);
    let tools = setup(Purpose::Test)?;
    // The server refuses to compile without the folder it takes the client from.
    std::fs::create_dir_all(paths::dist())?;
    let run = Run { tools, names };

    let mut outcomes: Vec<(&str, Step, Outcome)> = Vec::new();
    for (name, step) in chosen {
        let broken = outcomes
            .iter()
            .find(|(_, done, outcome)| needs(step).contains(done) && !matches!(outcome, Outcome::Passed(_)));
        let outcome = if let Some((needed, ..)) = broken {
            Outcome::Skipped(format!("needs {needed}"))
        } else {
            say(&format!("step {name}"));
            let begun = Instant::now();
            match run.step(step) {
                Ok(None) => Outcome::Passed(begun.elapsed()),
                Ok(Some(reason)) => Outcome::Skipped(reason),
                Err(error) => {
                    eprintln!("\n{error}");
                    Outcome::Failed(begun.elapsed(), error.to_string())
                }
            }
        };
        outcomes.push((name, step, outcome));
    }
    summary(&outcomes)
}

fn choose(words: &[String]) -> (Vec<(&'static str, Step)>, Vec<String>) {
    let is_step = |word: &String| STEPS.iter().any(|(name, _)| name == word);
    let (steps, names): (Vec<_>, Vec<_>) = words.iter().cloned().partition(is_step);
    let chosen = STEPS.iter().copied().filter(|(name, step)| {
        steps.iter().any(|word| word == name)
            || (steps.is_empty() && (names.is_empty() || *step == Step::Rust))
    });
    (chosen.collect(), names)
}

/// What a step is useless without, if that was to run too.
fn needs(step: Step) -> &'static [Step] {
    match step {
        Step::Browser => &[Step::Client, Step::Rust],
        _ => &[],
    }
}

fn summary(outcomes: &[(&str, Step, Outcome)]) -> Result {
    eprintln!();
    let mut failed = Vec::new();
    for (name, _, outcome) in outcomes {
        match outcome {
            Outcome::Passed(took) => eprintln!("  {name:<8} ok      {:>7.1} s", took.as_secs_f64()),
            Outcome::Skipped(why) => eprintln!("  {name:<8} skipped           {why}"),
            Outcome::Failed(took, error) => {
                let first = error.lines().next().unwrap_or_default();
                eprintln!("  {name:<8} FAILED  {:>7.1} s  {first}", took.as_secs_f64());
                failed.push(*name);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}

struct Run {
    tools: Tools,
    names: Vec<String>,
}

impl Run {
    /// Runs a step; the reason where there was nothing to run.
    fn step(&self, step: Step) -> Result<Option<String>> {
        match step {
            Step::Fmt => shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?,
            Step::Tidy => tidy::tidy()?,
            Step::Client => {
                client::build(&self.tools)?;
                client::weigh()?;
            }
            Step::Lint => lint(&self.tools)?,
            Step::Rust => self.rust()?,
            Step::Parity => self.parity()?,
            Step::Browser => return self.browser(),
        }
        Ok(None)
    }

    /// Unit tests, both database engines and the real program; leaves the server behind for the browser.
    fn rust(&self) -> Result {
        let bin = self.tools.postgres.as_ref().ok_or("PostgreSQL was not set up")?;
        shell::run(self.tools.cargo().args(["test", "--locked", "--no-run", "--quiet"]))?;
        let postgres = Postgres::start(bin)?;
        let mut tests = self.tools.cargo();
        tests.args(["test", "--locked", "--no-fail-fast", "--"]).args(&self.names);
        tests.env("KRONIKA_TEST_POSTGRES", postgres.url()).env("KRONIKA_TEST_PG_BIN", bin);
        match real_data() {
            Some(folder) => {
                tests.env("KRONIKA_TEST_DATA", folder);
            }
            None => say("there is no ../shared/data: tests on real data are left out"),
        }
        shell::run(&mut tests)
    }

    /// The form engine's three builds, asked the same: native, in Node, in Chromium.
    fn parity(&self) -> Result {
        forms_js::build(&self.tools)?;
        let folder = paths::root().join("target/parity");
        std::fs::create_dir_all(&folder)?;
        let cases = folder.join("cases.jsonl");
        let mut native = self.tools.cargo();
        native.args(["run", "--locked", "--quiet", "-p", "forms", "--example", "parity_cases", "--"]);
        shell::run(native.arg(&cases).args(["2100", "6"]))?;
        let chromium = self.tools.chromium.as_ref().ok_or("Chromium was not set up")?;
        let mut compare = self.tools.command("node");
        compare.arg("forms-js/parity/run.mjs").arg(&cases).arg(forms_js::folder()).arg(chromium);
        shell::run(&mut compare)
    }

    /// The real program, driven through Chromium.
    fn browser(&self) -> Result<Option<String>> {
        let specs = std::fs::read_dir(paths::root().join("end2end"))?;
        if !specs.flatten().any(|file| file.file_name().to_string_lossy().ends_with(".spec.mjs")) {
            return Ok(Some("there is no spec in end2end/".to_owned()));
        }
        // After `cargo test` this is only a look, unless the server has no integration tests.
        shell::run(self.tools.cargo().args(["build", "--locked", "--quiet"]))?;
        let playwright = |words: &[&str]| {
            let mut playwright = self.tools.command("playwright");
            playwright.args(["test", "--config", "end2end", "--pass-with-no-tests"]).args(words);
            playwright.args(&self.names).env("KRONIKA_BIN", self.tools.server("debug"));
            if let Some(chromium) = &self.tools.chromium {
                playwright.env("KRONIKA_CHROMIUM", chromium);
            }
            shell::run(&mut playwright)
        };
        // What watches the clock has the machine for itself.
        let together = playwright(&["--grep-invert", "@alone"]);
        let alone = ["--grep", "@alone", "--workers", "1", "--output", "end2end/test-results/alone"];
        let alone = playwright(&alone);
        together.and(alone).map(|()| None)
    }
}

/// Clippy on all that is built for this machine, and on the client for WASM; with its usual compiler, as
/// others have no Clippy.
fn lint(tools: &Tools) -> Result {
    let deny = ["--", "--deny", "warnings"];
    shell::run(shell::cargo().args(["clippy", "--locked", "--quiet", "--all-targets"]).args(deny))?;
    if !matches!(tools.compiler, Compiler::Usual) {
        say("the client is not linted: the usual compiler has no WASM target");
        return Ok(());
    }
    let browser =
        ["clippy", "--locked", "--quiet", "-p", "frontend", "-p", "forms-js", "--features", "frontend/kit"];
    shell::run(shell::cargo().args(browser).args(["--target", "wasm32-unknown-unknown"]).args(deny))
}

/// Real records of a help desk, kept beside the clone and not in it.
fn real_data() -> Option<PathBuf> {
    paths::root().join("../shared/data").canonicalize().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(words: &[&str]) -> (Vec<Step>, Vec<String>) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let (steps, names) = choose(&words);
        (steps.into_iter().map(|(_, step)| step).collect(), names)
    }

    #[test]
    fn words_are_steps_or_names_of_tests() {
        assert_eq!(chosen(&[]).0.len(), STEPS.len());
        assert_eq!(chosen(&["browser", "fmt"]).0, [Step::Fmt, Step::Browser]);
        assert_eq!(chosen(&["numbering"]), (vec![Step::Rust], vec!["numbering".to_owned()]));
        assert_eq!(chosen(&["browser", "login"]), (vec![Step::Browser], vec!["login".to_owned()]));
    }
}
