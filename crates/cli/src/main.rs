//! The `tropa` command: arguments, progress and printing. What it does is in `tropa-server`.

mod admin;
mod answers;
mod args;
mod ask;
mod assistant;
mod convert;
mod cuts;
mod data;
mod demo;
mod discover;
mod expected;
mod film;
mod findings;
mod import;
mod import_tables;
mod import_voice;
mod keep;
mod map_check;
mod map_diff;
mod map_history;
mod map_library;
mod map_links;
mod map_merge;
mod map_new;
mod map_schema;
mod maps;
mod output;
mod progress;
mod quarantine;
mod render;
mod segments;
mod serve;
mod steps;
mod survey;
mod table;
mod through;
mod voice;

use args::{Cli, Command};
use clap::Parser;
use output::Failure;
use std::process::ExitCode;

// Imports allocate from several threads at once; see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TROPA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Quarantine(args) => quarantine::run(&args),
        Command::Ask(args) => ask::run(&args),
        Command::Discover(args) => discover::run(&args),
        Command::Cut(args) => expected::cut(&args),
        Command::Conform(args) => expected::conform(&args),
        Command::Predict(args) => expected::predict(&args),
        Command::Segments(args) => segments::run(&args),
        Command::Drivers(args) => findings::drivers(&args),
        Command::Attribution(args) => findings::attribution(&args),
        Command::WhatIf(args) => findings::what_if(&args),
        Command::Render(args) => render::run(&args),
        Command::Erase(args) => keep::erase(&args),
        Command::Compact(args) => keep::compact(&args),
        Command::Check(args) => keep::check(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Admin(args) => admin::run(&args),
        Command::Map(args) => maps::run(&args),
        Command::Voice(args) => voice::run(&args),
        Command::Assistant(args) => assistant::run(&args),
    }
}
