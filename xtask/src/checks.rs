//! Everything that must pass, in the order in which a mistake is cheapest to hear about.

use crate::tools::{self, Tools, root, run, run_in, target_folder};
use std::path::Path;
use std::time::Instant;

type Check = (&'static str, fn(&Tools) -> Result<(), String>);

const CHECKS: [Check; 7] = [
    ("format", |_| run("cargo", &["fmt", "--all", "--check"])),
    ("web", web),
    ("lints", |_| {
        run(
            "cargo",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                // Nothing else compiles the benchmark every day.
                "--features",
                "xtask/bench",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ],
        )
    }),
    ("licences", licences),
    ("rust", rust),
    ("docs", |_| {
        run("cargo", &["test", "--workspace", "--doc", "--quiet"])
    }),
    ("browser", browser),
];

/// Runs all checks, or those named with `--only`, without those named with `--skip`.
///
/// # Errors
/// Names the checks that failed; the others have run all the same.
pub fn run_all(only: &[&str], skip: &[&str]) -> Result<(), String> {
    let tools = tools::prepare()?;
    let mut failed = Vec::new();
    let mut times = Vec::new();
    for (name, check) in CHECKS {
        if (!only.is_empty() && !only.contains(&name)) || skip.contains(&name) {
            continue;
        }
        eprintln!("\n── {name} ──");
        let start = Instant::now();
        if let Err(message) = check(&tools) {
            eprintln!("{message}");
            failed.push(name);
        }
        times.push(format!("{name} {} s", start.elapsed().as_secs()));
    }
    println!("\n{}", times.join(" · "));
    println!("{} passed, {} failed", times.len() - failed.len(), failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join(", ")))
    }
}

pub fn run_words(words: &[&str]) -> Result<(), String> {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let list = match *word {
            "--only" => &mut only,
            "--skip" => &mut skip,
            other => return Err(format!("«{other}» is not known here; see cargo xtask")),
        };
        let name = rest
            .next()
            .ok_or_else(|| format!("{word} takes a name: {}", names()))?;
        if !CHECKS.iter().any(|(known, _)| known == name) {
            return Err(format!("«{name}» is not a check; there are {}", names()));
        }
        list.push(*name);
    }
    run_all(&only, &skip)
}

fn names() -> String {
    CHECKS.map(|(name, _)| name).join(", ")
}

fn licences(tools: &Tools) -> Result<(), String> {
    // Advisories need a database from the network; licences, bans and sources do not.
    run(
        &tools.cargo_deny.to_string_lossy(),
        &["check", "--hide-inclusion-graph", "licenses", "bans", "sources"],
    )
}

fn rust(tools: &Tools) -> Result<(), String> {
    // One server for all: every test is a process of its own and would start one of its own.
    let server = match std::env::var_os(tropa_pg::ADDRESS_VARIABLE) {
        Some(_) => None,
        None => tropa_pg::Server::start()
            .inspect_err(|why| eprintln!("{why}"))
            .ok(),
    };
    let mut environment = vec![("TROPA_PYTHON", tools.python.as_path())];
    if let Some(server) = &server {
        environment.push((tropa_pg::ADDRESS_VARIABLE, Path::new(server.address())));
    }
    if tools.nextest {
        run_in(
            &root(),
            "cargo",
            &["nextest", "run", "--workspace", "--no-fail-fast"],
            &environment,
        )
    } else {
        eprintln!("cargo-nextest is not installed (cargo install --locked cargo-nextest): using cargo test");
        run_in(
            &root(),
            "cargo",
            &[
                "test",
                "--workspace",
                "--no-fail-fast",
                "--lib",
                "--bins",
                "--tests",
            ],
            &environment,
        )
    }
}

fn web(_: &Tools) -> Result<(), String> {
    let web = root().join("web");
    run_in(
        &web,
        "npm",
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        &[],
    )?;
    for script in ["typecheck", "lint", "test"] {
        run_in(&web, "npm", &["run", script], &[])?;
    }
    Ok(())
}

fn browser(tools: &Tools) -> Result<(), String> {
    run("cargo", &["build", "--quiet", "--package", "tropa"])?;
    let binary = target_folder().join("debug/tropa");
    let environment = [
        ("TROPA_BIN", binary.as_path()),
        ("CHROMIUM", tools.chromium.as_path()),
    ];
    run_in(&root().join("web"), "npm", &["run", "e2e"], &environment)
}
