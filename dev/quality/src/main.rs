//! How good the readings are, measured on published data beside published figures: `cargo xtask quality voice`.
//!
//! The data are not part of this repository: `TROPA_SHARED` names the folder that holds them, and what is not there is
//! said to be absent.

mod places;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask quality voice       sentiment, aspects, steps and interviews
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.split_first() {
        Some((&"voice", _)) => match places::shared() {
            Some(folder) => {
                println!("data: {}", folder.display());
                ExitCode::SUCCESS
            }
            None => {
                println!("the data are absent: set TROPA_SHARED to the folder that holds `data`");
                ExitCode::SUCCESS
            }
        },
        _ => {
            eprint!("{HELP}");
            ExitCode::from(2)
        }
    }
}
