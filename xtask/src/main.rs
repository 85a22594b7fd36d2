//! Development commands: `cargo xtask test`, `cargo xtask bench`.

mod bench;
#[cfg(feature = "bench")]
mod bench_run;
mod checks;
mod quality;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--only NAME] [--skip NAME]…   everything that must pass: format, lints, licences, Rust, web, browser
cargo xtask tools                               what the tests need, and install what can be installed
cargo xtask bench [--help]                      our times beside those of other engines
cargo xtask quality voice [--write]             how well texts are read, beside published methods (docs/quality.md)
cargo xtask quality mine [--write]              how well journeys are discovered, beside published methods (same page)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"test", rest)) => checks::run_words(rest),
        Some((&"bench", rest)) => bench::run(rest),
        #[cfg(feature = "bench")]
        Some((&"bench-run", rest)) => bench_run::run(rest),
        Some((&"quality", rest)) => quality::run(rest),
        Some((&"tools", _)) => tools::prepare().map(|_| ()),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}
